import i18next, { type Namespace } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { ConsoleLocale } from '../../../http/contract/console.ts';
import { rememberLocale } from './locale.ts';
import { FIRST, PARTS, type PagePart } from './parts.ts';

/** Parts some page has asked for: a change of language brings them along. */
const wanted = new Set<PagePart>();

async function loadFirst(locale: ConsoleLocale): Promise<void> {
  if (i18next.hasResourceBundle(locale, 'shell')) return;
  const { first } = await FIRST[locale]();
  for (const [part, words] of Object.entries(first)) i18next.addResourceBundle(locale, part, words);
}

async function loadPart(locale: ConsoleLocale, part: PagePart): Promise<void> {
  if (i18next.hasResourceBundle(locale, part)) return;
  const { default: words } = await PARTS[part][locale]();
  i18next.addResourceBundle(locale, part, words);
}

/** A page's code together with the words it speaks, for `lazy`. */
export async function withTexts<T>(parts: readonly PagePart[], page: Promise<T>): Promise<T> {
  for (const part of parts) wanted.add(part);
  await Promise.all(parts.map((part) => loadPart(spoken(), part)));
  return page;
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
    showSupportNotice: false,
  });
  await speak(locale);
}

/** Changes the language of everything on screen. */
export async function speak(locale: ConsoleLocale): Promise<void> {
  await Promise.all([loadFirst(locale), ...[...wanted].map((part) => loadPart(locale, part))]);
  await i18next.changeLanguage(locale);
  document.documentElement.lang = locale;
  rememberLocale(locale);
}

/**
 * Texts of one part, `t('key', { slot })`: keys are checked by the compiler. A page names the parts that
 * it and its components speak in app/routes.tsx; `shell`, `ui`, `queue` and `signIn` are always there.
 */
export function useTexts<N extends Exclude<Namespace, readonly string[]>>(part: N) {
  return useTranslation(part).t;
}

/** The language on screen. */
export function useLocale(): ConsoleLocale {
  return useTranslation('shell').i18n.language === 'en' ? 'en' : 'id';
}

function spoken(): ConsoleLocale {
  return i18next.language === 'en' ? 'en' : 'id';
}
