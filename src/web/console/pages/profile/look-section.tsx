import { Stack } from '@mantine/core';
import { useProfileChange } from '../../api/profile.ts';
import { useSession } from '../../api/session.ts';
import { useTexts } from '../../texts/index.ts';
import { Choice } from '../../ui/choice.tsx';
import { Section } from '../../ui/section.tsx';

/** Language and appearance: in force at once. */
export function LookSection() {
  const t = useTexts('profile');
  const { collector, preferences } = useSession();
  const { mutate } = useProfileChange();
  return (
    <Section title={t('look.title')}>
      <Stack>
        <Choice
          label={t('look.language')}
          value={collector.locale}
          options={[
            ['id', 'Bahasa Indonesia'],
            ['en', 'English'],
          ]}
          onChange={(locale) => mutate({ locale })}
        />
        <Choice
          label={t('look.theme')}
          value={preferences.theme}
          options={(['auto', 'light', 'dark'] as const).map((theme) => [theme, t(`look.${theme}`)] as const)}
          onChange={(theme) => mutate({ preferences: { theme } })}
        />
      </Stack>
    </Section>
  );
}
