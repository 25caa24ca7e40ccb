import type { ChannelAdapter, Delivery, InboundMessage } from '../channels/channel.ts';
import type { TurnScope } from '../dialog/action.ts';
import { isLocale } from '../shared/locale.ts';
import type { Tx } from '../storage/database.ts';
import { conversationById, foundVersion, saveTurn } from './conversation-repository.ts';
import { deliverToConversation } from './host.ts';
import type { Beginning } from './outbox-port.ts';
import { storedDialog } from './stored-dialog.ts';
import type { TurnDependencies, TurnFacts } from './turn.ts';

type BeginDependencies<Scope extends TurnScope> = Pick<
  TurnDependencies<Scope>,
  'creditors' | 'engine' | 'wording' | 'scope' | 'onStep'
> & { channel(name: string): ChannelAdapter };

/**
 * A turn without a message: runs a flow on top of whatever is open, which stays open, and says what it
 * says as the bot. In the caller's transaction, which has seen to it that no collector owns the
 * conversation. A flow that has nothing to say any more (the person has answered) says nothing.
 */
export function createBegin<Scope extends TurnScope>(deps: BeginDependencies<Scope>) {
  return async (tx: Tx, { conversationId, flow, values, key, now }: Beginning): Promise<Delivery> => {
    const conversation = await conversationById(tx, conversationId);
    if (!conversation) return { ok: false, retry: false, reason: 'no such conversation' };
    const version = foundVersion(tx, conversation);
    if (!deps.engine.has(flow)) return { ok: false, retry: false, reason: 'no such flow' };
    const creditor = await deps.creditors.creditor(tx, conversation.creditorId);
    const locale = isLocale(conversation.locale) ? conversation.locale : creditor.locale;
    const { channel, account, externalId, creditorId, senderId } = conversation;
    const message: InboundMessage = {
      address: { channel, account, externalId },
      externalId: key,
      sender: { id: senderId },
      creditorId,
      kind: 'join',
      text: '',
      attachmentIds: [],
    };
    const facts: TurnFacts = { tx, conversation, creditor, message, files: [], now, locale, ours: true };
    const output = await deps.engine.turn(await deps.scope(facts), storedDialog(deps.engine, facts), {
      begin: flow,
      ...(values && { values }),
    });
    for (const step of output.trace) deps.onStep?.(step.flow, step.step);
    const { state, replies } = output;
    const bodies = deps.wording.render(replies, state.locale, deps.channel(channel).capabilities);
    for (const [index, body] of bodies.entries()) {
      const said = { conversationId, key: `${key}:${index}`, author: 'bot', body, now } as const;
      const delivery = await deliverToConversation(tx, deps.channel, said);
      if (!delivery.ok) return delivery;
    }
    const saved = await saveTurn(tx, {
      id: conversationId,
      version,
      locale: state.locale,
      state: JSON.stringify(state),
      lastSeq: conversation.lastSeq + bodies.length,
      now,
    });
    if (!saved) throw new Error('begin: the conversation changed inside a transaction');
    return { ok: true };
  };
}
