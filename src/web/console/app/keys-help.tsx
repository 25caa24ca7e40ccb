import { Group, Modal, SimpleGrid, Stack, Text } from '@mantine/core';
import { useTexts } from '../texts/index.ts';
import { KeysText } from '../ui/keys-text.tsx';
import { useShortcuts } from './shortcuts.ts';

/** All shortcuts that work now, by themselves: whoever registers one is listed. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts('shell');
  const ui = useTexts('ui');
  const shortcuts = useShortcuts();
  return (
    <Modal
      opened
      size="xl"
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xl">
        {(['page', 'go'] as const).map((group) => {
          const listed = shortcuts.filter((one) => one.group === group);
          return (
            listed.length > 0 && (
              <Stack key={group} gap="xs">
                <Text fw={600} size="sm">
                  {t(`keys.${group}`)}
                </Text>
                {listed.map((one) => (
                  <Group key={one.keys} justify="space-between" wrap="nowrap">
                    <Text size="sm">{one.label}</Text>
                    <KeysText keys={one.keys} />
                  </Group>
                ))}
              </Stack>
            )
          );
        })}
      </SimpleGrid>
    </Modal>
  );
}
