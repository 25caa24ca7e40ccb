import i18next, { type Namespace } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { ConsoleLocale } from '../../../http/contract/console.ts';
import { rememberLocale } from './locale.ts';

/** Each language is a chunk of its own: only the one spoken is loaded. */
const LANGUAGES = {
  id: () => import('./id/index.ts'),
  en: () => import('./en/index.ts'),
};

async function load(locale: ConsoleLocale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'shell')) return;
  const { texts } = await LANGUAGES[locale]();
  for (const [part, words] of Object.entries(texts)) i18next.addResourceBundle(locale, part, words);
}

/** Before the first page is drawn. */
export async function startTexts(locale: ConsoleLocale): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: locale,
    resources: {},
    defaultNS: 'shell',
    // React writes text as text; escaping twice would show `&amp;`.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await load(locale);
  await speak(locale);
}

/** Changes the language of everything on screen. */
export async function speak(locale: ConsoleLocale): Promise<void> {
  await load(locale);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  rememberLocale(locale);
}

/** Texts of one part, `t('key', { slot })`: keys are checked by the compiler. */
export function useTexts<N extends Exclude<Namespace, readonly string[]>>(part: N) {
  return useTranslation(part).t;
}

/** The language on screen. */
export function useLocale(): ConsoleLocale {
  return useTranslation('shell').i18n.language === 'en' ? 'en' : 'id';
}
