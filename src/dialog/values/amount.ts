import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';
import { fitOf, theOne } from './fit.ts';

/** Money. The value is `{ minor, currency }`; without a currency in the words it is the creditor's. */
export const amount: ValueKind<TurnScope> = {
  upFront: true,
  async read(scope, heard) {
    const found = theOne(heard, 'amount', (one) => `${one.minor} ${one.currency ?? scope.currency}`);
    if (!found) return { ok: false };
    if (found.minor <= 0 || !Number.isSafeInteger(found.minor)) {
      return { ok: false, refused: say('values.amount_positive') };
    }
    const value = { minor: found.minor, currency: found.currency ?? scope.currency };
    return { ok: true, value, fit: fitOf(heard, found) };
  },
};
