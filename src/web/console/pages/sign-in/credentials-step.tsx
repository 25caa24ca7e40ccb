import { PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SignInStep } from '../../../../http/contract/console.ts';
import { signIn } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { StepForm } from './step-form.tsx';
import { useAttempt } from './use-attempt.ts';

/** E-mail and password. `email`: known from the session that has ended. */
export function CredentialsStep(props: {
  email: string;
  onEmail: (email: string) => void;
  onStep: (step: SignInStep) => void;
  note?: string | undefined;
}) {
  const t = useTexts('signIn');
  const [password, setPassword] = useState('');
  const { attempt, ...state } = useAttempt();
  return (
    <StepForm
      {...state}
      what={props.note}
      submit={t('continue')}
      words={{ wrong_credentials: t('wrong_credentials') }}
      onSubmit={() =>
        attempt(async () => props.onStep(await signIn.password({ email: props.email.trim(), password })))
      }
    >
      <TextInput
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        withAsterisk={false}
        size="md"
        data-autofocus
        autoFocus={!props.email}
        value={props.email}
        onChange={(event) => props.onEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('password')}
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        size="md"
        autoFocus={props.email !== ''}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </StepForm>
  );
}
