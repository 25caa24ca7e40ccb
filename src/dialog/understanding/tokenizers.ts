import type { Locale } from '../../shared/locale.ts';

/** Lower-case text without masks' meaning lost → words in order. Symbols other than emoji are dropped. */
export type Tokenizer = (text: string) => string[];

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?|\p{Extended_Pictographic}/gu;

const words: Tokenizer = (text) => text.replace(/['’](?=\p{L})/gu, '').match(WORD) ?? [];

/** Doubling written with a number or a hyphen says the word once: "baik2", "bulan-bulan". */
const malayic: Tokenizer = (text) =>
  words(text.replace(/(\p{L}{3,})2(?=nya\b|ny\b|\b)/gu, '$1 ').replace(/\b(\p{L}{3,})-\1/gu, '$1'));

/** Adding a language is a folder under `locales/` and its line here. */
export const TOKENIZERS: Readonly<Record<Locale, Tokenizer>> = {
  id: malayic,
  en: words,
};
