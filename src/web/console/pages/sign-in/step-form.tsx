import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';
import { minutesAndSeconds, useCountdown } from './use-countdown.ts';

interface Props {
  title?: string;
  what?: string;
  submit: string;
  busy: boolean;
  /** Of the last try; in words of this step where `words` knows its code. */
  error: unknown;
  words?: Record<string, string>;
  lockedUntil: number;
  onSubmit: () => void;
  children: ReactNode;
  /** Links below the button. */
  below?: ReactNode;
}

/** One step of signing in: fields, what went wrong, the button; a countdown while it is locked. */
export function StepForm(props: Props) {
  const t = useTexts('signIn');
  const failureWords = useFailureWords();
  const left = useCountdown(props.lockedUntil);
  const locked = left > 0;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (!locked) props.onSubmit();
  }
  const said = locked
    ? t('locked', { time: minutesAndSeconds(left) })
    : props.lockedUntil > 0 && isLocked(props.error)
      ? t('unlocked')
      : props.error
        ? (props.error instanceof ApiError && props.words?.[props.error.code]) || failureWords(props.error)
        : null;
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {props.title && (
          <Title order={2} size="h4">
            {props.title}
          </Title>
        )}
        {props.what && (
          <Text size="sm" c="dimmed">
            {props.what}
          </Text>
        )}
        {props.children}
        {said && (
          // The countdown changes every second; only its beginning is read out.
          <Alert
            color={locked ? 'amber' : 'red'}
            variant="light"
            role={locked ? 'status' : 'alert'}
            aria-live={locked ? 'off' : undefined}
          >
            {said}
          </Alert>
        )}
        <Button type="submit" size="md" loading={props.busy} disabled={locked}>
          {props.submit}
        </Button>
        {props.below}
      </Stack>
    </form>
  );
}

function isLocked(error: unknown): boolean {
  return error instanceof ApiError && error.retryAfter !== undefined;
}
