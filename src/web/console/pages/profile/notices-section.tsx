import { Button, Group, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useProfileChange } from '../../api/profile.ts';
import { useSession } from '../../api/session.ts';
import { chime } from '../../app/chime.ts';
import { useTexts } from '../../texts/index.ts';
import { Section } from '../../ui/section.tsx';

type Standing = NotificationPermission | 'missing';

const standing = (): Standing => ('Notification' in window ? Notification.permission : 'missing');

/** Sound and desktop notification; the browser is only asked when somebody switches it on. */
export function NoticesSection() {
  const t = useTexts('profile');
  const { preferences } = useSession();
  const { mutate } = useProfileChange();
  const [permission, setPermission] = useState<Standing>(standing);
  const blocked = permission === 'denied' || permission === 'missing';
  async function setDesktop(wanted: boolean) {
    if (!wanted) return mutate({ preferences: { desktop: false } });
    const answer = standing() === 'default' ? await Notification.requestPermission() : standing();
    setPermission(answer);
    if (answer === 'granted') mutate({ preferences: { desktop: true } });
  }
  return (
    <Section title={t('notices.title')} what={t('notices.what')}>
      <Stack>
        <Group justify="space-between">
          <Switch
            label={t('notices.sound')}
            checked={preferences.sound}
            onChange={(event) => mutate({ preferences: { sound: event.currentTarget.checked } })}
          />
          <Button size="xs" variant="default" onClick={chime}>
            {t('notices.try')}
          </Button>
        </Group>
        <Switch
          label={t('notices.desktop')}
          description={
            permission === 'denied'
              ? t('notices.denied')
              : permission === 'missing'
                ? t('notices.missing')
                : permission === 'default'
                  ? t('notices.asked')
                  : undefined
          }
          checked={preferences.desktop && !blocked}
          disabled={permission === 'missing'}
          onChange={(event) => setDesktop(event.currentTarget.checked)}
        />
      </Stack>
    </Section>
  );
}
