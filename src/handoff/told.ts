import type { Tx } from '../storage/database.ts';
import { enqueueOutbox, type OutboxPayload } from '../storage/outbox-rows.ts';
import { isLeftAlone } from './desk-repository.ts';
import type { ConversationRow } from './handoff-repository.ts';

/** Where and in which language a conversation's debtor is spoken to. */
export function toConversation(
  conversation: Pick<ConversationRow, 'id' | 'creditorId' | 'locale'>,
): Pick<OutboxPayload, 'creditorId' | 'locale' | 'to'> {
  return {
    creditorId: conversation.creditorId,
    locale: conversation.locale,
    to: { conversationId: conversation.id },
  };
}

interface Told {
  tx: Tx;
  conversation: ConversationRow;
  now: number;
  /** The version of the change of owner of which the debtor is told: told once. */
  version: number;
}

/** "A person has joined", by the first name. A notice of the house: the bot is silent already. */
export async function tellJoined({ tx, conversation, now, version }: Told, name: string): Promise<void> {
  if (isLeftAlone(tx, conversation)) return;
  await enqueueOutbox(tx, {
    channel: conversation.channel,
    now,
    dedupeKey: `handoff-joined:${conversation.id}:${version}`,
    payload: {
      ...toConversation(conversation),
      author: 'system',
      name,
      handoff: { state: 'joined' },
      lines: [{ key: 'handoff.joined', slots: { name } }],
    },
  });
}

/** "Back in the queue": the person had to leave, the next one takes over. */
export async function tellReleased({ tx, conversation, now, version }: Told): Promise<void> {
  if (isLeftAlone(tx, conversation)) return;
  await enqueueOutbox(tx, {
    channel: conversation.channel,
    now,
    dedupeKey: `handoff-released:${conversation.id}:${version}`,
    payload: {
      ...toConversation(conversation),
      author: 'system',
      lines: [{ key: 'handoff.released' }],
    },
  });
}

/**
 * "Our colleague is done", once per handoff, and, where a person answered and it is solved, how that was.
 * Both are the bot's words and are withheld when a collector comes back before they are said. Who wants
 * no messages hears the first where they have asked since, and the question never. Before it is closed.
 */
export async function tellClosed(
  { tx, conversation, now, version }: Told,
  handoff: { id: number; rate: boolean },
): Promise<void> {
  const ownedAt = { conversationId: conversation.id, version };
  if (isLeftAlone(tx, conversation)) return;
  const of = { ...toConversation(conversation), author: 'bot', ownedAt } as const;
  const { channel } = conversation;
  await enqueueOutbox(tx, {
    channel,
    now,
    dedupeKey: `handoff-closed:${handoff.id}`,
    payload: { ...of, handoff: { state: 'ended' }, lines: [{ key: 'handoff.closed' }] },
  });
  if (!handoff.rate || conversation.optedOutAt !== null) return;
  await enqueueOutbox(tx, {
    channel,
    now,
    dedupeKey: `handoff-rate:${handoff.id}`,
    payload: { ...of, lines: [], begin: { flow: 'rate_handoff', values: { handoff_id: handoff.id } } },
  });
}
