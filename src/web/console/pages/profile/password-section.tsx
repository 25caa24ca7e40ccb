import { Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { keys } from '../../api/keys.ts';
import { useSession } from '../../api/session.ts';
import { sessionOf, signIn } from '../../api/sign-in.ts';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';
import { Section } from '../../ui/section.tsx';
import { tellSaved } from '../../ui/tell.ts';
import { PasswordFields } from '../sign-in/password-fields.tsx';
import { type PasswordTrouble, passwordTrouble } from '../sign-in/password-trouble.ts';

const EMPTY = { password: '', again: '' };

/** A new password for who knows the present one. The session is a new one afterwards. */
export function PasswordSection() {
  const t = useTexts('profile');
  const words = useFailureWords();
  const cache = useQueryClient();
  const { email } = useSession().collector;
  const [current, setCurrent] = useState('');
  const [value, setValue] = useState(EMPTY);
  const [trouble, setTrouble] = useState<PasswordTrouble>();
  const change = useMutation({
    mutationFn: async () => {
      const step = await signIn.changePassword({ current, password: value.password });
      return step.step === 'done' ? sessionOf(step) : undefined;
    },
    onSuccess: (session) => {
      if (session) cache.setQueryData(keys.session, session);
      setCurrent('');
      setValue(EMPTY);
      tellSaved(t('password.changed'));
      void cache.invalidateQueries({ queryKey: keys.ownSessions });
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    const found = passwordTrouble(value);
    setTrouble(found);
    if (!found) change.mutate();
  }
  const { error } = change;
  const aboutNew = error instanceof ApiError && error.fields.password !== undefined;
  const wrong = error instanceof ApiError && error.fields.current !== undefined;
  return (
    <Section title={t('password.title')} what={t('password.what')}>
      <form onSubmit={submit}>
        <Stack maw={400}>
          {/* Tells password managers whose password this is. */}
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <PasswordInput
            label={t('password.current')}
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={current}
            error={wrong ? t('password.wrong') : error && !aboutNew ? words(error) : undefined}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordFields value={value} onChange={setValue} trouble={trouble} error={error} />
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              {t('password.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
