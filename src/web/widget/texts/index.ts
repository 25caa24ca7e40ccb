import { en } from './en.ts';
import { id, type Texts } from './id.ts';

export type { Texts } from './id.ts';

export type UiLocale = 'id' | 'en';

const BY_LOCALE: Record<UiLocale, Texts> = { id, en };

export function textsFor(locale: UiLocale): Texts {
  return BY_LOCALE[locale];
}

/** The interface language for a BCP 47 tag such as `en-GB`; undefined when Sapa has none for it. */
export function localeOf(tag: string | undefined): UiLocale | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return language === 'id' || language === 'en' ? language : undefined;
}
