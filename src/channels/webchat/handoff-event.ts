import type { TranscriptMessage } from '../channel.ts';
import type { OutgoingActivity } from './activity.ts';
import { eventIdBefore } from './ids.ts';

type Handoff = NonNullable<TranscriptMessage['body']['handoff']>;

const BOT = { id: 'sapa', name: 'Sapa', role: 'bot' } as const;

/**
 * Name and value of the Bot Framework's handoff event for a change of state. A debtor's page reads it: the
 * reason is one word of ours, and nothing of the collector's file is in it.
 */
export function handoffEvent(handoff: Handoff): { name: string; value: unknown } {
  if (handoff.state === 'initiated') {
    const { reason } = handoff;
    return { name: 'handoff.initiate', value: { ...(reason !== undefined && { reason }) } };
  }
  const state = handoff.state === 'joined' ? 'accepted' : 'completed';
  return { name: 'handoff.status', value: { state } };
}

/** The conversation an event is about, as other Bot Framework clients look for it. */
export function conversationReference(conversationId: string): NonNullable<OutgoingActivity['relatesTo']> {
  return { channelId: 'webchat', conversation: { id: conversationId }, bot: { id: BOT.id, name: BOT.name } };
}

/**
 * The event that goes before a message whose words tell of a hand-over; undefined for other messages. It
 * has no place of its own in the transcript: it is sent in front of its message, without a watermark, so
 * that a client which loses the line between the two gets both again, and knows the event by its id.
 */
export function eventBefore(
  { seq, at, body }: TranscriptMessage,
  conversationId: string,
): OutgoingActivity | undefined {
  if (!body.handoff) return undefined;
  return {
    type: 'event',
    ...handoffEvent(body.handoff),
    id: eventIdBefore(conversationId, seq),
    timestamp: new Date(at).toISOString(),
    from: BOT,
    locale: body.locale,
    relatesTo: conversationReference(conversationId),
  };
}
