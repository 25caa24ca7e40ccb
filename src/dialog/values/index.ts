import type { TurnScope, ValueKinds } from '../action.ts';
import { amount } from './amount.ts';
import { choice } from './choice.ts';
import { date } from './date.ts';
import { email } from './email.ts';
import { language } from './language.ts';
import { number } from './number.ts';
import { phoneLast4 } from './phone-last4.ts';
import { reference } from './reference.ts';
import { secretCode } from './secret-code.ts';
import { text } from './text.ts';
import { yesNo } from './yes-no.ts';

/** The kinds of value that need no ledger; spread them before those of the domains. */
export const genericValueKinds: ValueKinds<TurnScope> = {
  text,
  yes_no: yesNo,
  choice,
  number,
  amount,
  date,
  secret_code: secretCode,
  reference,
  phone_last4: phoneLast4,
  email,
  language,
};
