import { LOCALES, type Locale } from '../../shared/locale.ts';
import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';
import { plainWords } from './fit.ts';

/** Languages of the region that may be asked for before they are spoken. */
const OTHERS = [
  'ms',
  'zh',
  'vi',
  'fil',
  'jv',
  'su',
  'th',
  'ta',
  'hi',
  'ar',
  'ja',
  'ko',
  'nl',
  'de',
  'fr',
  'es',
];

let known: Map<string, string> | undefined;

/** What each language is called in each language spoken here and in itself: "inggris" → en. */
function names(): Map<string, string> {
  if (known) return known;
  known = new Map([['mandarin', 'zh']]);
  for (const code of [...OTHERS, ...LOCALES]) {
    for (const speaker of [...LOCALES, code]) {
      const name = new Intl.DisplayNames([speaker], { type: 'language' }).of(code);
      if (name) known.set(plainWords(name), code);
    }
  }
  return known;
}

/** Own name with a capital: "Bahasa Indonesia", "English". */
function ownName(locale: Locale): string {
  const name = new Intl.DisplayNames([locale], { type: 'language' }).of(locale) ?? locale;
  return locale === 'id' ? `Bahasa ${name}` : name;
}

/** A language Sapa speaks. The value is its locale. */
export const language: ValueKind<TurnScope> = {
  upFront: true,
  offer: async () => LOCALES.map((locale) => ({ label: { verbatim: ownName(locale) }, value: locale })),
  async read(_scope, heard) {
    const said = plainWords(heard.text);
    const codes = new Set<string>();
    for (const [name, code] of names()) if (` ${said} `.includes(` ${name} `)) codes.add(code);
    const spoken = LOCALES.filter((locale) => codes.has(locale) || said === locale);
    const short = said.split(' ').length <= 2;
    if (spoken.length === 1) return { ok: true, value: spoken[0]!, fit: short ? 'whole' : 'part' };
    if (spoken.length === 0 && codes.size > 0)
      return { ok: false, refused: say('values.language_not_spoken') };
    return { ok: false };
  },
};
