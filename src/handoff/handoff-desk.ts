import { answered } from '../service-levels/index.ts';
import type { Clock } from '../shared/clock.ts';
import { ExpectedError } from '../shared/errors.ts';
import type { Database, ReadTx, Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { announceHandoff } from './announce.ts';
import { endHandoff } from './closing.ts';
import { isLeftAlone } from './desk-repository.ts';
import {
  type HandoffRow,
  selectConversation,
  selectHandoff,
  selectHandoffs,
  updateHandoff,
} from './handoff-repository.ts';
import { tellAccepted } from './listeners.ts';
import { changeOwner } from './ownership.ts';
import { toConversation } from './told.ts';

const LONGEST_REPLY = 4000;

export interface HandoffFilter {
  /** The closed ones too. */
  all?: boolean;
  /** A creditor's slug. */
  creditor?: string;
}

/** Handoffs with who and where, longest waiting first; without `all` only those not closed. */
export async function listHandoffs(database: Database, filter: HandoffFilter = {}) {
  const states = filter.all
    ? (['waiting', 'answered', 'closed'] as const)
    : (['waiting', 'answered'] as const);
  return database.read((tx) => selectHandoffs(tx, states, filter.creditor));
}

/** The collector's words reach the debtor, and the collector holds the conversation. */
export async function replyToHandoff(
  database: Database,
  clock: Clock,
  id: number,
  reply: { text: string; name?: string },
): Promise<void> {
  const text = reply.text.trim();
  if (text === '' || text.length > LONGEST_REPLY) {
    throw new ExpectedError(
      'reply_length',
      `The reply has ${text.length} characters; it must have between 1 and ${LONGEST_REPLY}.`,
    );
  }
  await database.write(async (tx) => {
    // Not before: beside a busy server it may take a moment until it is our turn.
    const now = clock.now();
    const { row, conversation } = await mustBeOpen(tx, id);
    if (isLeftAlone(tx, conversation)) {
      throw new ExpectedError(
        'opted_out',
        'This person wants no more messages in this conversation; they are answered when they write again.',
      );
    }
    const takes = conversation.owner !== 'collector';
    await enqueueOutbox(tx, {
      channel: conversation.channel,
      now,
      payload: {
        ...toConversation(conversation),
        author: 'collector',
        ...(reply.name && { name: reply.name }),
        ...(takes && { handoff: { state: 'joined' } }),
        lines: [{ verbatim: text }],
      },
    });
    if (takes) {
      changeOwner(tx, {
        conversationId: conversation.id,
        owner: 'collector',
        actor: 'operator',
        reason: 'wrote',
        handoffId: id,
        now,
      });
      await tellAccepted(tx, row, now);
    }
    await updateHandoff(tx, id, { state: 'answered', answeredAt: row.answeredAt ?? now });
    await answered(tx, { handoffId: id, now });
    announceHandoff(tx, row, 'answered', row.collectorId);
  });
}

/** Sapa answers again, and says so once. */
export async function closeHandoff(database: Database, clock: Clock, id: number): Promise<void> {
  await database.write(async (tx) => {
    const now = clock.now();
    const { row: handoff, conversation } = await mustBeOpen(tx, id);
    await endHandoff(tx, {
      handoff,
      conversation,
      actor: 'operator',
      actorId: null,
      // The command line asks nobody how it was, and calls nothing solved.
      resolution: 'returned',
      now,
    });
  });
}

export async function mustFind(tx: ReadTx, id: number): Promise<HandoffRow> {
  const row = await selectHandoff(tx, id);
  if (row) return row;
  throw new ExpectedError(
    'handoff_not_found',
    `There is no handoff #${id}; "sapa handoffs list" shows them.`,
  );
}

async function mustBeOpen(tx: Tx, id: number) {
  const row = await mustFind(tx, id);
  if (row.state === 'closed') {
    throw new ExpectedError(
      'handoff_closed',
      `Handoff #${id} is closed since ${stamp(row.closedAt ?? 0)}; a new one opens when the debtor asks again.`,
    );
  }
  const conversation = await selectConversation(tx, row.conversationId);
  if (!conversation) throw new Error(`handoff: conversation ${row.conversationId} is gone`);
  return { row, conversation };
}

/** Minutes are enough for a person; UTC, because a server's zone says nothing to them. */
export function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')}Z`;
}
