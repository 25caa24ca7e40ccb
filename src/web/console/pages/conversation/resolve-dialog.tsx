import { Button, Group, Modal, NativeSelect, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { type Target, useResolve } from '../../api/handoffs.ts';
import { useTexts } from '../../texts/index.ts';

const RESOLUTIONS = ['resolved', 'debtor_left'] as const;

/** The end of a handoff: how it came out, and what colleagues should know. */
export function ResolveDialog({ target, onClose }: { target: Target; onClose: () => void }) {
  const t = useTexts('conversation');
  const ui = useTexts('ui');
  const resolve = useResolve();
  const [resolution, setResolution] = useState<string>('resolved');
  const [note, setNote] = useState('');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('actions.resolveTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Stack>
        <Text size="sm">{t('actions.resolveWhat')}</Text>
        <NativeSelect
          label={t('actions.resolution')}
          value={resolution}
          data-autofocus
          onChange={({ currentTarget }) => setResolution(currentTarget.value)}
          data={RESOLUTIONS.map((value) => ({ value, label: t(`actions.resolutions.${value}`) }))}
        />
        <Textarea
          label={t('actions.note')}
          description={t('actions.noteHint')}
          value={note}
          rows={3}
          maxLength={4000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            {ui('cancel')}
          </Button>
          <Button
            onClick={() => {
              const written = note.trim();
              resolve.mutate({ ...target, resolution, ...(written && { note: written }) });
              onClose();
            }}
          >
            {t('actions.resolve')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
