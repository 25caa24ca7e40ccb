import type { Locale } from '../../shared/locale.ts';
import { type Classifier, probabilities } from './classifier.ts';
import type { AddFeature } from './features.ts';

export interface Detected {
  locale: Locale;
  /** 0–1; 0 when the text has no words at all. */
  confidence: number;
  /** Probability of every language of the model, in its order. */
  shares: number[];
}

const PRIME = 0x01000193;
const WORDS = /[\p{L}\p{M}]+/gu;
/** How much the conversation's language weighs before the message is read, as odds. */
const CONTEXT_ODDS = 3;

function hash(text: string): number {
  let h = 0x2f0b4c47;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), PRIME);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0 || 1;
}

/** Words, their first and last three letters and their runs of two and three: what a language looks like. */
export function languageFeatures(text: string): (add: AddFeature) => void {
  const words = (text.toLowerCase().match(WORDS) ?? []).slice(0, 60);
  return (add) => {
    for (const word of words) {
      add(hash(`w${word}`), 0);
      const framed = ` ${word} `;
      for (let i = 0; i + 2 <= framed.length; i++) {
        add(hash(framed.slice(i, i + 2)), 2);
        if (i + 3 <= framed.length) add(hash(framed.slice(i, i + 3)), 2);
      }
    }
  };
}

/** The language of one message; short or neutral text keeps the conversation's. */
export function detectLanguage(detector: Classifier, text: string, context: Locale | undefined): Detected {
  const locales = detector.classes as Locale[];
  const words = text.match(WORDS);
  if (!words) {
    const locale = context ?? locales[0]!;
    return { locale, confidence: 0, shares: locales.map((l) => (l === locale ? 1 : 0)) };
  }
  const found = probabilities(detector, languageFeatures(text));
  const prior = locales.map((locale) => (locale === context ? CONTEXT_ODDS : 1));
  const raw = locales.map((_, i) => found[i]! * prior[i]!);
  const sum = raw.reduce((a, b) => a + b, 0);
  const shares = raw.map((share) => share / sum);
  const best = shares.indexOf(Math.max(...shares));
  // The confidence is the text's own, without what the conversation added.
  return { locale: locales[best]!, confidence: found[best]!, shares };
}
