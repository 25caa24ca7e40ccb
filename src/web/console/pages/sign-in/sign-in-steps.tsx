import { Anchor, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Enrolled, SessionInfo, SignInStep } from '../../../../http/contract/console.ts';
import { onStepExpired } from '../../api/client.ts';
import { sessionOf } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { CodeStep } from './code-step.tsx';
import { CodesStep } from './codes-step.tsx';
import { CredentialsStep } from './credentials-step.tsx';
import { EnrolStep } from './enrol-step.tsx';
import { NewPasswordStep } from './new-password-step.tsx';

type Place = 'credentials' | Exclude<SignInStep['step'], 'done'>;

/**
 * From e-mail and password to a session, in the order the server asks for. `email`: of the session that
 * has ended, so that only the password is typed again.
 */
export function SignInSteps(props: {
  email?: string;
  note?: string | undefined;
  onDone: (session: SessionInfo) => void;
}) {
  const t = useTexts('signIn');
  const [place, setPlace] = useState<Place>('credentials');
  const [email, setEmail] = useState(props.email ?? '');
  const [note, setNote] = useState(props.note);
  const [enrolled, setEnrolled] = useState<Enrolled | null>(null);
  useEffect(
    () =>
      onStepExpired(() => {
        setPlace('credentials');
        setNote(t('expired'));
      }),
    [t],
  );
  async function take(step: SignInStep) {
    if (step.step === 'done') props.onDone(await sessionOf(step));
    else setPlace(step.step);
  }
  if (enrolled) {
    const { recoveryCodes, next } = enrolled;
    return (
      <CodesStep
        codes={recoveryCodes}
        email={email}
        onKept={() => take(next).finally(() => setEnrolled(null))}
      />
    );
  }
  return (
    <Stack gap="sm">
      {place === 'credentials' && (
        <CredentialsStep email={email} onEmail={setEmail} onStep={take} note={note} />
      )}
      {place === 'code' && <CodeStep onStep={take} />}
      {place === 'change_password' && <NewPasswordStep email={email} onStep={take} />}
      {place === 'enrol' && <EnrolStep onEnrolled={setEnrolled} />}
      {place !== 'credentials' && (
        <Anchor component="button" type="button" size="sm" onClick={() => setPlace('credentials')}>
          {t('back')}
        </Anchor>
      )}
    </Stack>
  );
}
