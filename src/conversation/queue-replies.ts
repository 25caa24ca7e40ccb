import type { TranscriptMessage } from '../channels/channel.ts';
import type { Locale } from '../shared/locale.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import type { TurnFacts } from './turn-facts.ts';

/** An answer that could not leave for so long is of yesterday: its figures are not sent any more. */
const ANSWER_HOLDS_MS = 12 * 60 * 60_000;

/** Queues a turn's answers, in order, for a channel whose clients read no transcript. */
export async function queueReplies(
  { tx, conversation, creditor, now }: TurnFacts,
  replies: readonly TranscriptMessage[],
  locale: Locale,
): Promise<void> {
  for (const reply of replies) {
    await enqueueOutbox(tx, {
      channel: conversation.channel,
      dedupeKey: `message:${conversation.id}:${reply.seq}`,
      now,
      expiresAt: now + ANSWER_HOLDS_MS,
      payload: {
        creditorId: creditor.id,
        locale,
        to: { address: conversation.externalId },
        author: conversation.owner === 'collector' ? 'system' : 'bot',
        lines: [],
        body: reply.body,
        message: { conversationId: conversation.id, seq: reply.seq },
        ownedAt: { conversationId: conversation.id, version: conversation.version, seq: reply.seq },
      },
    });
  }
}
