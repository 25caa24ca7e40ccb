import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import { createHandoff } from '../handoff/index.ts';
import type { SapaScope } from './scope.ts';

const start = defineAction({
  outcomes: ['queued', 'already_waiting'],
  needs: ['reason'],
  takes: ['open'],
  async run(scope: SapaScope, values) {
    const { debtor, conversation } = scope;
    const { alreadyOpen } = await createHandoff(scope.tx, scope.now, {
      conversationId: conversation.id,
      creditorId: conversation.creditorId,
      ...(debtor && scope.isVerified() && { debtor }),
      reason: String(values.reason),
      tried: triedFlows(values.open),
    });
    return { outcome: alreadyOpen ? 'already_waiting' : 'queued' };
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

/** How a flow calls a person. */
export const handoffActions: Actions<SapaScope> = { 'handoff.start': start };
