import type { ActionResult, Actions, Values } from '../dialog/action.ts';
import { defineAction } from '../dialog/action.ts';
import { type Reply, type Slots, say } from '../dialog/reply.ts';
import type { Refused, Sent } from '../identity/index.ts';
import { codeOrNumber, identifyingNumber, namedDebtor, spokenForDebtor } from './identity-kinds.ts';
import { type SapaScope, verified } from './scope.ts';

/** The words of the code question: what it says first depends on how it was reached. */
const notice = (key: string, slots?: Slots): Slots => ({
  notice: { key: `verify_identity.${key}`, ...(slots && { slots }) },
});

type SendOutcome = 'sent' | 'too_soon' | 'limited' | 'locked';

/** What became of sending a code, in words that are the same for any number. */
function sending(result: Sent | Refused): ActionResult<SendOutcome> {
  switch (result.outcome) {
    case 'sent': {
      const { minutes, masked } = result;
      if (masked === undefined) return { outcome: 'sent', say: notice('sent', { minutes }) };
      return { outcome: 'sent', say: notice('sent_masked', { minutes, contact: masked }) };
    }
    case 'too_soon':
      // Asked for from another conversation: there is no code to type here, only to wait.
      if (!result.open) return { outcome: 'limited', say: { count: Math.ceil(result.seconds / 60) } };
      return { outcome: 'too_soon', say: notice('too_soon', { count: result.seconds }) };
    default:
      return { outcome: result.outcome, say: { count: result.minutes } };
  }
}

const start = defineAction<SapaScope, SendOutcome | 'need_phone_last4' | 'forbidden_kind'>({
  outcomes: ['sent', 'too_soon', 'limited', 'locked', 'need_phone_last4', 'forbidden_kind'],
  needs: ['reference'],
  takes: ['phone_last4'],
  async run(scope, values) {
    const { phone_last4: phone } = values;
    const result = await scope.identity.startChallenge(scope.tx, {
      conversation: scope.conversation,
      reference: String(values.reference),
      ...(typeof phone === 'string' && { phoneLast4: phone }),
      locale: scope.locale,
      now: scope.now,
    });
    if (result.outcome === 'need_phone_last4') return { outcome: 'need_phone_last4' };
    if (result.outcome === 'forbidden_kind') {
      const replies: Reply[] = [say(`verify_identity.forbidden_${result.kind}`)];
      return { outcome: 'forbidden_kind', replies, set: { reference: null } };
    }
    return sending(result);
  },
});

/** Whose own number is on file is asked for nothing: the code goes to another contact at once. */
const recognise = defineAction<SapaScope, SendOutcome | 'unknown' | 'nowhere'>({
  outcomes: ['sent', 'too_soon', 'limited', 'locked', 'unknown', 'nowhere'],
  needs: [],
  async run(scope) {
    const { tx, conversation, locale, now } = scope;
    const result = await scope.identity.recognise(tx, { conversation, locale, now });
    if (result.outcome === 'unknown' || result.outcome === 'nowhere') return { outcome: result.outcome };
    if (result.outcome !== 'sent') return sending(result);
    const { minutes, masked, same } = result;
    const key = same ? 'recognised_same' : masked === undefined ? 'recognised' : 'sent_masked';
    return {
      outcome: 'sent',
      say: notice(key, { minutes, ...(masked !== undefined && { contact: masked }) }),
    };
  },
});

const resend = defineAction<SapaScope, SendOutcome | 'none'>({
  outcomes: ['sent', 'too_soon', 'limited', 'locked', 'none'],
  needs: [],
  async run(scope) {
    const { tx, conversation, locale, now } = scope;
    const result = await scope.identity.resendChallenge(tx, { conversation, locale, now });
    const empty: Values = { code: null };
    if (result.outcome === 'none') return { outcome: 'none', set: empty };
    return { ...sending(result), set: empty };
  },
});

const verify = defineAction<
  SapaScope,
  'verified' | 'choose' | 'wrong' | 'expired' | 'exhausted' | 'none' | 'other_number'
>({
  outcomes: ['verified', 'choose', 'wrong', 'expired', 'exhausted', 'none', 'other_number'],
  needs: ['code'],
  sets: ['reference'],
  async run(scope, values) {
    const code = String(values.code);
    const set: Values = { code: null };
    if (!/^\d{6}$/.test(code)) {
      return { outcome: 'other_number', set: { ...set, reference: code, phone_last4: null } };
    }
    const { tx, now } = scope;
    const result = await scope.identity.verifyCode(tx, { conversationId: scope.conversation.id, code, now });
    switch (result.outcome) {
      case 'verified': {
        const { debtor, others } = result;
        scope.debtor = debtor;
        const who: Slots = { debtor: debtor.name, number: debtor.externalId };
        return { outcome: others.length > 0 ? 'choose' : 'verified', set, say: who };
      }
      case 'wrong':
        return { outcome: 'wrong', set, say: notice('wrong', { count: result.left }) };
      case 'exhausted':
        return { outcome: 'exhausted', set, say: { count: result.minutes } };
      default:
        return { outcome: result.outcome, set };
    }
  },
});

const chooseDebtor = defineAction<SapaScope, 'chosen' | 'not_spoken_for' | 'ended'>({
  outcomes: ['chosen', 'not_spoken_for', 'ended'],
  needs: ['debtor_id'],
  async run(scope, values) {
    if (!scope.debtor) return { outcome: 'ended' };
    const id = Number(values.debtor_id);
    const result = await scope.identity.chooseDebtor(scope.tx, scope.debtor, id, scope.now);
    if (!result.ok) return { outcome: result.reason };
    scope.debtor = result.debtor;
    return { outcome: 'chosen', say: { debtor: result.debtor.name, number: result.debtor.externalId } };
  },
});

/** "Tagihan C-1004 berapa": a number of another debtor of the same contact turns the conversation to them. */
const turnToNamed = defineAction<SapaScope, 'unnamed' | 'same' | 'switched'>({
  outcomes: ['unnamed', 'same', 'switched'],
  needs: [],
  verified: true,
  async run(scope, _values, heard) {
    const debtor = verified(scope);
    const named = await namedDebtor(scope, heard);
    if (named === undefined) return { outcome: 'unnamed' };
    // A number given before the proof only said who was asking.
    if (named === debtor.debtorId || heard.earlier) return { outcome: 'same' };
    const result = await scope.identity.chooseDebtor(scope.tx, debtor, named, scope.now);
    if (!result.ok) return { outcome: 'unnamed' };
    scope.debtor = result.debtor;
    return { outcome: 'switched', say: { debtor: result.debtor.name, number: result.debtor.externalId } };
  },
});

const others = defineAction<SapaScope, 'some' | 'none'>({
  outcomes: ['some', 'none'],
  needs: [],
  verified: true,
  async run(scope) {
    const debtor = verified(scope);
    const found = await scope.identity.speaksFor(scope.tx, debtor, scope.now);
    const say: Slots = { debtor: debtor.name, number: debtor.externalId };
    return { outcome: found.length > 0 ? 'some' : 'none', say };
  },
});

const end = defineAction<SapaScope, 'ended' | 'not_verified'>({
  outcomes: ['ended', 'not_verified'],
  needs: [],
  async run(scope) {
    const was = scope.debtor !== undefined;
    await scope.identity.end(scope.tx, scope.conversation.id, scope.now);
    scope.debtor = undefined;
    return { outcome: was ? 'ended' : 'not_verified' };
  },
});

const whoSays = defineAction<SapaScope, 'proven' | 'stranger'>({
  outcomes: ['proven', 'stranger'],
  needs: [],
  run: async (scope) => ({ outcome: scope.isVerified() ? 'proven' : 'stranger' }),
});

const flagNotMe = defineAction<SapaScope, 'done'>({
  outcomes: ['done'],
  needs: [],
  async run(scope) {
    // Whether a contact stood behind it is nothing to be told.
    await scope.identity.flagNotMe(scope.tx, scope.conversation, scope.now);
    scope.debtor = undefined;
    return { outcome: 'done' };
  },
});

/** What flows can do about who is asking. */
export const identityActions: Actions<SapaScope> = {
  'identity.start': start,
  'identity.recognise': recognise,
  'identity.resend': resend,
  'identity.verify': verify,
  'identity.choose_debtor': chooseDebtor,
  'identity.turn_to_named': turnToNamed,
  'identity.others': others,
  'identity.end': end,
  'identity.who_says': whoSays,
  'identity.flag_not_me': flagNotMe,
};

/** Kinds of value for their questions. */
export const identityValueKinds = {
  identifying_number: identifyingNumber,
  code_or_number: codeOrNumber,
  spoken_for_debtor: spokenForDebtor,
};
