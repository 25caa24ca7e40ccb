import { Button, Group, Modal, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { type Target, useAssign, useQueueFilters } from '../../api/handoffs.ts';
import { useOnline } from '../../live/hooks.ts';
import { useTexts } from '../../texts/index.ts';

/** To whom it is given; who is here now is said. */
export function AssignDialog(props: { target: Target; current: number | null; onClose: () => void }) {
  const t = useTexts('conversation');
  const ui = useTexts('ui');
  const online = useOnline();
  const assign = useAssign();
  const people = useQueueFilters().data?.collectors ?? [];
  const [id, setId] = useState('');
  const to = people.find((one) => String(one.id) === id);
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t('actions.assignTitle')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <Stack>
        <NativeSelect
          label={t('actions.assignWho')}
          value={id}
          data-autofocus
          onChange={({ currentTarget }) => setId(currentTarget.value)}
          data={[
            { value: '', label: t('actions.assignNobody') },
            ...people
              .filter((one) => one.id !== props.current)
              .map((one) => ({
                value: String(one.id),
                label: online.has(one.id) ? `${one.name} · ${t('actions.online')}` : one.name,
              })),
          ]}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onClose}>
            {ui('cancel')}
          </Button>
          <Button
            disabled={!to}
            onClick={() => {
              if (to) assign.mutate({ ...props.target, to });
              props.onClose();
            }}
          >
            {t('actions.assignDo')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
