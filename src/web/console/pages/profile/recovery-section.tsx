import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { RecoveryCodes as Answer } from '../../../../http/contract/console.ts';
import { ApiError } from '../../api/api-error.ts';
import { post } from '../../api/client.ts';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';
import { RecoveryCodes } from '../../ui/recovery-codes.tsx';
import { Section } from '../../ui/section.tsx';

/** New recovery codes, shown this once. */
export function RecoverySection() {
  const t = useTexts('profile');
  const signIn = useTexts('signIn');
  const words = useFailureWords();
  const { email } = useSession().collector;
  const [password, setPassword] = useState('');
  const make = useMutation({
    mutationFn: () => post<Answer>('/profile/recovery-codes', { password }),
    onSettled: () => setPassword(''),
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate();
  }
  const wrong = make.error instanceof ApiError && make.error.fields.password !== undefined;
  return (
    <Section title={t('recovery.title')} what={t('recovery.what')}>
      {make.data ? (
        <Stack gap="sm">
          <Text size="sm">{signIn('codes.what')}</Text>
          <RecoveryCodes codes={make.data.recoveryCodes} heading={signIn('codes.file', { email })} />
        </Stack>
      ) : (
        <form onSubmit={submit}>
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <Group align="flex-start" gap="sm">
            <PasswordInput
              aria-label={t('password.current')}
              placeholder={t('password.current')}
              autoComplete="current-password"
              required
              w={280}
              value={password}
              error={wrong ? t('password.wrong') : make.error ? words(make.error) : undefined}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <Button type="submit" variant="default" loading={make.isPending}>
              {t('recovery.make')}
            </Button>
          </Group>
        </form>
      )}
    </Section>
  );
}
