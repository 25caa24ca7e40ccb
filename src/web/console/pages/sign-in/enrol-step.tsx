import { Code, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Enrolled } from '../../../../http/contract/console.ts';
import { signIn } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { CodeInput } from './code-input.tsx';
import css from './sign-in.module.css';
import { StepForm } from './step-form.tsx';
import { useAttempt } from './use-attempt.ts';

/** Connects an authenticator app. The server's picture is shown as an image, never as markup. */
export function EnrolStep({ onEnrolled }: { onEnrolled: (enrolled: Enrolled) => void }) {
  const t = useTexts('signIn');
  const [code, setCode] = useState('');
  const { attempt, ...state } = useAttempt();
  const { data, error, refetch } = useQuery({
    queryKey: ['enrolment'],
    queryFn: signIn.enrolment,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (error) return <ErrorState error={error} retry={refetch} />;
  async function submit() {
    const done = await attempt(async () => onEnrolled(await signIn.enrol(code)));
    if (!done) setCode('');
  }
  return (
    <StepForm
      {...state}
      title={t('enrol.title')}
      what={t('enrol.scan')}
      submit={t('enrol.confirm')}
      words={{ wrong_code: t('code.wrong') }}
      onSubmit={submit}
    >
      {data ? (
        <img
          className={css.qr}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(data.qrSvg)}`}
          alt={t('enrol.qr')}
        />
      ) : (
        <Skeleton className={css.qr} />
      )}
      <Stack gap={4}>
        <Text size="sm" c="dimmed">
          {t('enrol.typed')}
        </Text>
        <Code block>{data?.secret ?? '…'}</Code>
      </Stack>
      <Text size="sm">{t('enrol.then')}</Text>
      <CodeInput value={code} onChange={setCode} />
    </StepForm>
  );
}
