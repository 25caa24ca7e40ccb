import type { ValueKind } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { entitiesOf, fitOf } from '../../dialog/values/fit.ts';
import { readAddress } from '../../handoff/index.ts';
import type { SapaScope } from '../scope.ts';

/** Fewer digits are something else: a code, a number in a list. */
const FEWEST = 7;

/** A phone number on which somebody wants to be called. The value is E.164; it proves nothing. */
export const phoneNumber: ValueKind<SapaScope> = {
  async read(scope, heard) {
    const [first, ...others] = entitiesOf(heard, 'phone');
    const only = first && others.every((one) => one.e164 === first.e164) ? first : undefined;
    if (only) return { ok: true, value: only.e164, fit: fitOf(heard, only) };
    const typed = heard.text.trim().replace(/[.,;!?]+$/, '');
    if ((typed.match(/\d/g)?.length ?? 0) < FEWEST) return { ok: false };
    const address = await readAddress(scope.tx, scope.conversation.creditorId, 'call', typed);
    if (address !== undefined) return { ok: true, value: address, fit: 'whole' };
    return { ok: false, refused: say('offer_call_back.phone_malformed') };
  },
};
