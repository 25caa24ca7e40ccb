import i18next, { type i18n } from 'i18next';
import { type DialogTexts, textKeys } from '../dialog/loading/load-texts.ts';
import { LOCALES, type Locale } from '../shared/locale.ts';

/** Every text of every language, addressed as `flow.sentence`. */
export interface Texts {
  /** `slots` are finished words, but for `count`, which picks the plural form. Throws on an unknown key. */
  say(locale: Locale, key: string, slots: Record<string, string | number>): string;
}

/** Makes the loaded texts speakable: interpolation and plurals by i18next. */
export function createTexts(loaded: DialogTexts): Texts {
  const known = textKeys(loaded);
  const engine: i18n = i18next.createInstance();
  engine.init({
    resources: Object.fromEntries(
      [...loaded].map(([locale, entries]) => [
        locale,
        { texts: Object.fromEntries([...entries].map(([key, entry]) => [key, entry.text])) },
      ]),
    ),
    defaultNS: 'texts',
    lng: LOCALES[0],
    fallbackLng: false,
    initAsync: false,
    interpolation: { escapeValue: false },
    returnNull: false,
    showSupportNotice: false,
    nsSeparator: false,
    // `flow.sentence` is one name, not a path.
    keySeparator: false,
  });
  const translate = new Map(
    LOCALES.map((locale) => [locale, engine.getFixedT(locale) as (key: string, slots: object) => string]),
  );
  return {
    say(locale, key, slots) {
      if (!known.get(locale)?.has(key)) throw new Error(`texts: no "${key}" in ${locale}`);
      return translate.get(locale)!(key, slots);
    },
  };
}
