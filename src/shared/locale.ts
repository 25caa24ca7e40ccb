/** Languages Sapa speaks; a folder of this name stands under `locales/`. */
export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function isLocale(text: string): text is Locale {
  return (LOCALES as readonly string[]).includes(text);
}

/** The best supported language for a BCP 47 tag such as `en-GB`; undefined when none fits. */
export function localeFromTag(tag: string | undefined): Locale | undefined {
  const language = tag?.toLowerCase().split(/[-_]/)[0];
  return language !== undefined && isLocale(language) ? language : undefined;
}
