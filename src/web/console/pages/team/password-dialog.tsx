import { Button, Code, Group, Modal, Stack, Text } from '@mantine/core';
import type { NewCollector } from '../../../../http/contract/console.ts';
import { useTexts } from '../../texts/index.ts';
import { CopyButton } from '../../ui/copy-button.tsx';

/** A password that is shown this once; a click beside it does not take it away. */
export function PasswordDialog({ issued, onClose }: { issued: NewCollector; onClose: () => void }) {
  const t = useTexts('team');
  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      title={t('password.title')}
    >
      <Stack>
        <Text size="sm">{t('password.what', { name: issued.collector.name })}</Text>
        <Code block fz="md">
          {issued.password}
        </Code>
        <Group justify="space-between">
          <CopyButton text={issued.password} />
          <Button onClick={onClose}>{t('password.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
