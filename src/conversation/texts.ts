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
  const languages = new Map(
    LOCALES.map((locale) => [
      locale,
      {
        translate: engine.getFixedT(locale) as (key: string, slots: object) => string,
        plural: new Intl.PluralRules(locale),
        templates: new Map<string, Template>(),
      },
    ]),
  );
  return {
    say(locale, key, slots) {
      if (!known.get(locale)?.has(key)) throw new Error(`texts: no "${key}" in ${locale}`);
      const { translate, plural, templates } = languages.get(locale)!;
      const { count } = slots;
      // i18next chooses the text; a text once chosen is filled in without it, at a tenth of the cost.
      const which = typeof count === 'number' ? `${key} ${count === 0 ? 'zero' : plural.select(count)}` : key;
      let template = templates.get(which);
      if (template === undefined) {
        template = compileTemplate(translate(key, { ...slots, skipInterpolation: true }));
        templates.set(which, template);
      }
      return template === null ? translate(key, slots) : fill(template, slots);
    },
  };
}

/** Words and slot names by turns, words first; null for texts that only i18next can say. */
type Template = readonly string[] | null;
const WHOLE: Template = null;

/** Formats, nesting and unescaped slots are left to i18next. */
function compileTemplate(text: string): Template {
  const parts = text.split(/\{\{\s*(\w+)\s*\}\}/);
  return parts.some((part) => part.includes('{{') || part.includes('$t(')) ? WHOLE : parts;
}

function fill(parts: readonly string[], slots: Record<string, string | number>): string {
  let said = parts[0]!;
  for (let i = 1; i < parts.length; i += 2) said += `${slots[parts[i]!] ?? ''}${parts[i + 1]!}`;
  return said;
}
