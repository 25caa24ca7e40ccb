import { Alert, Button, Group, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTexts } from '../texts/index.ts';

/** The form of a dialog: fields, what was refused, cancel and save. */
export function DialogForm(props: {
  busy: boolean;
  problem?: string | undefined;
  submit?: string;
  onCancel: () => void;
  onSubmit: () => void;
  children: ReactNode;
}) {
  const t = useTexts('ui');
  function submit(event: FormEvent) {
    event.preventDefault();
    props.onSubmit();
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        {props.children}
        {props.problem && (
          <Alert color="red" variant="light" role="alert">
            {props.problem}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={props.onCancel}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={props.busy}>
            {props.submit ?? t('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
