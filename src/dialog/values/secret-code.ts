import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';
import { fitOf, theOne } from './fit.ts';

/** The six digits of a code. The value is the digits; it lives for one turn and is never filled up front. */
export const secretCode: ValueKind<TurnScope> = {
  secret: true,
  async read(_scope, heard) {
    const found = theOne(heard, 'code', (one) => one.digits);
    if (found) return { ok: true, value: found.digits, fit: fitOf(heard, found) };
    // Digits and hardly anything else: meant as the code, but not one.
    const digits = heard.text.replace(/\D/g, '');
    const letters = heard.text.replace(/[^\p{L}]/gu, '');
    if (digits.length >= 3 && letters.length <= 12) {
      return { ok: false, refused: say('values.code_six_digits') };
    }
    return { ok: false };
  },
};
