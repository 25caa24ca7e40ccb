import type { TurnScope, ValueKind } from '../action.ts';
import { fitOf, theOne } from './fit.ts';

/** A day in the debtor's calendar. The value is `YYYY-MM-DD`; texts say it with the month's name. */
export const date: ValueKind<TurnScope> = {
  upFront: true,
  async read(_scope, heard) {
    const found = theOne(heard, 'date', (one) => one.date);
    return found ? { ok: true, value: found.date, fit: fitOf(heard, found) } : { ok: false };
  },
};
