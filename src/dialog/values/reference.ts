import type { TurnScope, ValueKind } from '../action.ts';
import { entitiesOf, fitOf } from './fit.ts';

/** Longest number of a debtor, contract or invoice taken as one. */
const MAX_LENGTH = 64;

/**
 * A debtor's, contract's or invoice's number. The value is the number as typed (compare it by
 * `referenceKey`); whether it exists only the ledger knows.
 */
export const reference: ValueKind<TurnScope> = {
  upFront: true,
  async read(_scope, heard) {
    const found = entitiesOf(heard, 'reference');
    const best = found.find((one) => one.labelled) ?? found[0];
    if (best) return { ok: true, value: best.raw.trim(), fit: fitOf(heard, best) };
    // A ledger may number in a way no pattern knows: one word with a digit in it is an answer.
    const word = heard.text.trim().replace(/[.,;!?]+$/, '');
    if (word.length <= MAX_LENGTH && /^\S*\d\S*$/.test(word)) {
      return { ok: true, value: word, fit: 'whole' };
    }
    return { ok: false };
  },
};
