import { type ActionResult, type Actions, defineAction, type Value, type Values } from '../dialog/action.ts';
import type { SlotValue } from '../dialog/reply.ts';
import { createHandoff, mayBeRated, rateHandoff, waitingOf } from '../handoff/index.ts';
import { type Availability, availability, promised } from '../service-levels/index.ts';
import { callBackActions } from './call-backs.ts';
import type { SapaScope } from './scope.ts';

type Started = 'queued' | 'nobody_online' | 'already_waiting' | 'lately_closed';

/**
 * Calls a person. `offer: false` (a constant of the flow): whoever said it is only put in the queue, and
 * neither told of opening hours nor asked when to be called.
 */
async function handOver(scope: SapaScope, values: Values, wished: boolean): Promise<ActionResult<Started>> {
  const { debtor, conversation, tx, now } = scope;
  // Before this one is among those who wait.
  const there = await availability(tx, conversation.creditorId, now);
  const done = await createHandoff(tx, now, {
    conversationId: conversation.id,
    creditorId: conversation.creditorId,
    ...(debtor && scope.isVerified() && { debtor }),
    reason: String(values.reason),
    wished,
    locale: scope.locale,
    tried: triedFlows(values.open),
  });
  if (!done.ok) return { outcome: 'lately_closed' };
  if (done.alreadyOpen) return { outcome: 'already_waiting' };
  const answers = there.open && there.online > 0;
  await promised(tx, { handoffId: done.handoffId, expectedAt: answers ? there.expectedAt : null });
  if (values.offer === false) return { outcome: 'queued' };
  const minutes = answers ? (there.expectedMinutes ?? undefined) : undefined;
  return {
    outcome: answers ? 'queued' : 'nobody_online',
    say: { expectation: expectation(there, minutes, scope.timeZone) },
    ...(minutes !== undefined && { expectedMinutes: minutes }),
  };
}

/** What a debtor is honestly told about the wait. */
function expectation(there: Availability, minutes: number | undefined, timeZone: string): SlotValue {
  if (there.opensAt !== null) {
    return { key: 'handoff.closed_until', slots: { opens: { instant: there.opensAt, timeZone } } };
  }
  if (minutes === undefined) return { key: 'handoff.nobody_now' };
  // Nobody counts minutes beyond an hour and a half.
  if (minutes > 90) return { key: 'handoff.expected_hours', slots: { count: Math.ceil(minutes / 60) } };
  return { key: 'handoff.expected', slots: { count: minutes } };
}

/** Because the bot is at its end. A person who has just dealt with the same is not called again. */
const start = defineAction({
  outcomes: ['queued', 'nobody_online', 'already_waiting', 'lately_closed'],
  needs: ['reason'],
  takes: ['open'],
  handsOver: true,
  run: (scope: SapaScope, values) => handOver(scope, values, false),
});

/** Because the debtor wants it: as often as they like. */
const request = defineAction({
  outcomes: ['queued', 'nobody_online', 'already_waiting'],
  needs: ['reason'],
  takes: ['open', 'offer'],
  handsOver: true,
  async run(scope: SapaScope, values) {
    const { outcome, ...result } = await handOver(scope, values, true);
    if (outcome === 'lately_closed') throw new Error('handoff: a wish was refused');
    return { ...result, outcome };
  },
});

/** The flows that were open, as the engine gives them: `[{ flow, step, answered }]`, innermost last. */
function triedFlows(open: Value | undefined): string[] {
  if (!Array.isArray(open)) return [];
  return open.flatMap((one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one) && typeof one.flow === 'string'
      ? [one.flow]
      : [],
  );
}

const SCORES: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5 };

/** How a flow calls a person, and what is said around it. */
export const handoffActions: Actions<SapaScope> = {
  'handoff.start': start,
  'handoff.request': request,
  'handoff.waiting': defineAction({
    outcomes: ['new', 'too_long', 'gone'],
    needs: [],
    run: async (scope: SapaScope) => ({ outcome: await waitingOf(scope.tx, scope.conversation.id) }),
  }),
  ...callBackActions,
  'handoff.may_be_rated': defineAction({
    outcomes: ['open', 'rated'],
    needs: [],
    async run(scope: SapaScope) {
      return { outcome: (await mayBeRated(scope.tx, scope.conversation.id)) ? 'open' : 'rated' };
    },
  }),
  'handoff.rate': defineAction({
    outcomes: ['rated'],
    needs: ['score'],
    async run(scope: SapaScope, values) {
      const score = SCORES[String(values.score)];
      if (score === undefined) throw new Error(`handoff: there is no score "${String(values.score)}"`);
      // Rated meanwhile on another device: the first score stands, and this one is thanked for too.
      await rateHandoff(scope.tx, scope.now, { conversationId: scope.conversation.id, score });
      return { outcome: 'rated' };
    },
  }),
};
