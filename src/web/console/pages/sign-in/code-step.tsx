import { Anchor, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SignInStep } from '../../../../http/contract/console.ts';
import { signIn } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { CodeInput } from './code-input.tsx';
import { StepForm } from './step-form.tsx';
import { useAttempt } from './use-attempt.ts';

/** The second factor: a code of the app, or a recovery code. */
export function CodeStep({ onStep }: { onStep: (step: SignInStep) => void }) {
  const t = useTexts('signIn');
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const { attempt, ...state } = useAttempt();
  const part = recovery ? 'recovery' : 'code';
  async function submit() {
    const given = code.trim();
    const done = await attempt(async () =>
      onStep(await signIn.code(recovery ? { recoveryCode: given } : { code: given })),
    );
    if (!done) setCode('');
  }
  function swap() {
    setRecovery(!recovery);
    setCode('');
  }
  return (
    <StepForm
      {...state}
      title={t(`${part}.title`)}
      what={t(`${part}.what`)}
      submit={t('code.confirm')}
      words={{ wrong_code: t(`${part}.wrong`) }}
      onSubmit={submit}
      below={
        <Anchor component="button" type="button" size="sm" onClick={swap}>
          {t(recovery ? 'recovery.useCode' : 'code.useRecovery')}
        </Anchor>
      }
    >
      {recovery ? (
        <TextInput
          key="recovery"
          label={t('recovery.label')}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          size="md"
          autoFocus
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      ) : (
        <CodeInput key="code" value={code} onChange={setCode} />
      )}
    </StepForm>
  );
}
