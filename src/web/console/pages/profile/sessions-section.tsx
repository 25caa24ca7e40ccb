import { Badge, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { OwnSession } from '../../../../http/contract/console.ts';
import { get, post } from '../../api/client.ts';
import { keys } from '../../api/keys.ts';
import { useTexts } from '../../texts/index.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { DateText } from '../../ui/date-text.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { useTellFailure } from '../../ui/failure.ts';
import { Section } from '../../ui/section.tsx';
import { Since } from '../../ui/since.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import { deviceName } from './device-name.ts';

/** Where this account is signed in. */
export function SessionsSection() {
  const t = useTexts('profile');
  const tellFailure = useTellFailure();
  const { data, error, refetch } = useQuery({
    queryKey: keys.ownSessions,
    queryFn: ({ signal }) => get<OwnSession[]>('/profile/sessions', {}, signal),
  });
  function everywhere() {
    post('/session/sign-out-everywhere').then(() => location.assign('/console/?signed-out'), tellFailure);
  }
  return (
    <Section
      title={t('sessions.title')}
      actions={
        <ConfirmButton
          size="xs"
          question={t('sessions.question')}
          confirm={t('sessions.confirm')}
          onConfirm={everywhere}
        >
          {t('sessions.everywhere')}
        </ConfirmButton>
      }
    >
      {error ? (
        <ErrorState error={error} retry={refetch} />
      ) : !data ? (
        <SkeletonRows rows={2} />
      ) : (
        <Stack gap="sm" component="ul" p={0} m={0}>
          {data.map((one) => (
            <Stack key={one.id} component="li" gap={0}>
              <Group gap="xs">
                <Text size="sm" fw={500}>
                  {deviceName(one.device) ?? t('sessions.unknown')}
                </Text>
                {one.current && <Badge variant="light">{t('sessions.current')}</Badge>}
              </Group>
              <Text size="sm" c="dimmed">
                {t('sessions.since')} <DateText at={one.createdAt} /> · {t('sessions.used')}{' '}
                <Since at={one.lastUsedAt} />
              </Text>
            </Stack>
          ))}
        </Stack>
      )}
    </Section>
  );
}
