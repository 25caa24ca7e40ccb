import type { TurnScope, ValueKind } from '../action.ts';
import { fitOf, theOne } from './fit.ts';

/** A count: "3", "tiga kali". The value is an integer. */
export const number: ValueKind<TurnScope> = {
  upFront: true,
  async read(_scope, heard) {
    const found = theOne(heard, 'number', (one) => one.value);
    if (!found || !Number.isSafeInteger(found.value)) return { ok: false };
    return { ok: true, value: found.value, fit: fitOf(heard, found) };
  },
};
