import type { TurnScope, ValueKind } from '../action.ts';
import { say } from '../reply.ts';
import { fitOf, theOne } from './fit.ts';

/** An e-mail address. The value is the address as typed. */
export const email: ValueKind<TurnScope> = {
  upFront: true,
  async read(_scope, heard) {
    const found = theOne(heard, 'email', (one) => one.address.toLowerCase());
    if (found) return { ok: true, value: found.address, fit: fitOf(heard, found) };
    if (/\S@\S/.test(heard.text)) return { ok: false, refused: say('values.email_malformed') };
    return { ok: false };
  },
};
