import type { Account, Health } from '../ports.ts';
import { faultOf } from './errors.ts';
import type { Graph, GraphAnswer } from './graph.ts';
import { type Json, textAt } from './json.ts';
import type { Standing } from './standing.ts';

const FIELDS = 'display_phone_number,quality_rating,name_status,status';

/** Asks Meta about the number, and keeps what it answers as the number's standing. */
export async function askHealth(
  account: Account,
  graph: Graph,
  standing: Standing,
  withinMs: number,
): Promise<Health> {
  const begun = performance.now();
  const answer = await graph.get(account.cloud?.phoneNumberId ?? '', { fields: FIELDS }, withinMs);
  const roundTripMs = Math.round(performance.now() - begun);
  if (!answer.ok) return failed(answer, standing);
  const trouble = troubleIn(answer.body, account.phone);
  if (trouble) {
    standing.set(trouble.state, trouble.reason);
    return { ok: false, reason: trouble.reason };
  }
  standing.usable(warningIn(answer.body));
  return standing.state === 'linked' ? { ok: true, roundTripMs } : { ok: false, reason: standing.state };
}

function failed(answer: Exclude<GraphAnswer, { ok: true }>, standing: Standing): Health {
  if (answer.kind !== 'refused') {
    // Nothing is known against the number itself: what stood before stands, once it had been linked.
    if (['unlinked', 'connecting'].includes(standing.state)) standing.set('connecting', answer.reason);
    return { ok: false, reason: answer.reason };
  }
  const fault = faultOf(answer.error);
  // A question the Graph API does not understand is our number id being wrong, not a message's fault.
  if (fault.reason === 'invalid') standing.set('misconfigured', 'no_such_number');
  else standing.note(fault);
  return { ok: false, reason: fault.reason };
}

/** `status` of a number, as the Business Management API knows it. */
const STATES: Record<string, { state: 'restricted' | 'banned' | 'misconfigured'; reason: string }> = {
  BANNED: { state: 'banned', reason: 'banned' },
  RESTRICTED: { state: 'restricted', reason: 'restricted' },
  DELETED: { state: 'misconfigured', reason: 'deleted' },
  OFFLINE: { state: 'misconfigured', reason: 'not_registered' },
  DISCONNECTED: { state: 'misconfigured', reason: 'not_registered' },
  PENDING: { state: 'misconfigured', reason: 'not_registered' },
  UNVERIFIED: { state: 'misconfigured', reason: 'not_registered' },
};

function troubleIn(body: Json, phone: string) {
  const shown = textAt(body, 'display_phone_number')?.replace(/\D/g, '');
  // The id of one number under the name of another: answers would leave from the wrong one.
  if (shown && shown !== phone.slice(1)) return { state: 'misconfigured', reason: 'other_number' } as const;
  return STATES[textAt(body, 'status') ?? ''];
}

/** The number works; a person should look. */
function warningIn(body: Json): string | undefined {
  const name = textAt(body, 'name_status');
  if (name === 'DECLINED' || name === 'EXPIRED') return 'display_name';
  // Its first words of the day are used up; answers still go.
  if (textAt(body, 'status') === 'RATE_LIMITED') return 'rate_limited';
  return textAt(body, 'quality_rating') === 'RED' ? 'low_quality' : undefined;
}
