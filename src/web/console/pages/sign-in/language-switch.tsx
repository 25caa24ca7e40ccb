import { Button } from '@mantine/core';
import { speak, useLocale, useTexts } from '../../texts/index.ts';
import css from './sign-in.module.css';

const NAMES = { id: 'Bahasa Indonesia', en: 'English' } as const;

/** Before anybody is known the language is chosen here; afterwards the account's holds. */
export function LanguageSwitch() {
  const t = useTexts('signIn');
  const now = useLocale();
  return (
    <fieldset className={css.languages} aria-label={t('language')}>
      {(['id', 'en'] as const).map((one) => (
        <Button
          key={one}
          size="xs"
          variant={one === now ? 'light' : 'subtle'}
          color={one === now ? 'teal' : 'gray'}
          aria-pressed={one === now}
          lang={one}
          onClick={() => speak(one)}
        >
          {NAMES[one]}
        </Button>
      ))}
    </fieldset>
  );
}
