import { useState } from 'react';
import type { SignInStep } from '../../../../http/contract/console.ts';
import { ApiError } from '../../api/api-error.ts';
import { signIn } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { PasswordFields } from './password-fields.tsx';
import { type PasswordTrouble, passwordTrouble } from './password-trouble.ts';
import { StepForm } from './step-form.tsx';
import { useAttempt } from './use-attempt.ts';

/** In place of the password that was handed over. */
export function NewPasswordStep({ email, onStep }: { email: string; onStep: (step: SignInStep) => void }) {
  const t = useTexts('signIn');
  const [value, setValue] = useState({ password: '', again: '' });
  const [trouble, setTrouble] = useState<PasswordTrouble>();
  const { attempt, ...state } = useAttempt();
  function submit() {
    const found = passwordTrouble(value);
    setTrouble(found);
    if (!found) attempt(async () => onStep(await signIn.changePassword({ password: value.password })));
  }
  return (
    <StepForm
      {...state}
      error={isField(state.error) ? null : state.error}
      title={t('newPassword.title')}
      what={t('newPassword.what')}
      submit={t('newPassword.save')}
      onSubmit={submit}
    >
      {/* Tells password managers whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordFields value={value} onChange={setValue} trouble={trouble} error={state.error} autoFocus />
    </StepForm>
  );
}

function isField(error: unknown): boolean {
  return error instanceof ApiError && error.fields.password !== undefined;
}
