import type { MessageBody, RenderedCard, TranscriptMessage } from '../channel.ts';
import type { InvoiceStatus, OutgoingActivity, OutgoingCard, OutgoingChannelData } from './activity.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { activityId } from './ids.ts';

export const BOT_NAME = 'Sapa';
const BOT = { id: 'sapa', name: BOT_NAME, role: 'bot' } as const;
/** Ids made here for messages that came without one; clients never see them. */
export const OWN_ID_MARK = '~';

/** What an activity needs beside the message itself. */
export interface EncodingContext {
  conversationId: string;
  /** The debtor's id in the token: a client knows its own messages by it. */
  user: string;
  /** Address of the server without a trailing slash. */
  publicUrl: string;
}

/**
 * A transcript message as a Direct Line activity. Undefined for what has nothing to show, such as the
 * debtor's arrival.
 */
export function encodeMessage(
  message: TranscriptMessage,
  context: EncodingContext,
): OutgoingActivity | undefined {
  const { body } = message;
  const silent = body.text === '' && !body.cards?.length && !body.attachments?.length;
  if (silent && !body.handoff && !body.choices?.length) return undefined;
  const activity: OutgoingActivity = {
    type: 'message',
    id: activityId(context.conversationId, message.seq),
    timestamp: new Date(message.at).toISOString(),
    from: authorOf(message, context.user),
    locale: body.locale,
  };
  if (silent && body.handoff && !body.choices?.length) {
    activity.type = 'event';
    activity.name = 'handoff.status';
    activity.value = { state: body.handoff.state };
  } else {
    activity.text = body.text;
    activity.textFormat = 'plain';
  }
  if (message.inReplyTo !== undefined)
    activity.replyToId = activityId(context.conversationId, message.inReplyTo);
  if (body.choices?.length) {
    const actions = body.choices.map(
      ({ label }) => ({ type: 'imBack', title: label, value: label }) as const,
    );
    activity.suggestedActions = { actions };
  }
  const attachments = attachmentsOf(body, context.publicUrl);
  if (attachments.length > 0) activity.attachments = attachments;
  const channelData = channelDataOf(message);
  if (channelData) activity.channelData = channelData;
  return activity;
}

/** One stream frame: a single activity, because clients put the items of larger sets out of order. */
export function encodeFrame(activity: OutgoingActivity, seq: number): string {
  return `{"activities":[${JSON.stringify(activity)}],"watermark":"${seq}"}`;
}

/** Typing is shown and forgotten: no id, no watermark. */
export const TYPING_FRAME = JSON.stringify({ activities: [{ type: 'typing', from: BOT }] });

function authorOf(message: TranscriptMessage, user: string): OutgoingActivity['from'] {
  if (message.author === 'debtor') return { id: user, role: 'user' };
  if (message.author !== 'collector') return BOT;
  return { id: 'collector', ...(message.body.name && { name: message.body.name }), role: 'bot' };
}

function attachmentsOf(body: MessageBody, publicUrl: string) {
  const files = (body.attachments ?? []).map((file) => ({
    contentType: file.mediaType,
    contentUrl: `${publicUrl}/v3/directline/attachments/${file.token}/${encodeURIComponent(file.name)}`,
    name: file.name,
  }));
  return [...(body.cards ?? []).map(adaptiveCard), ...files];
}

const HANDOFF = { initiated: 'queued', joined: 'assigned', ended: 'closed' } as const;

function channelDataOf(message: TranscriptMessage): OutgoingChannelData | undefined {
  const { author, externalId, body } = message;
  const own = author === 'debtor' && externalId !== undefined && !externalId.startsWith(OWN_ID_MARK);
  if (!own && !body.handoff && !body.cards?.length) return undefined;
  return {
    ...(own && { clientActivityID: externalId }),
    ...(body.handoff && { handoff: { state: HANDOFF[body.handoff.state] } }),
    ...(body.cards?.length && { sapa: { cards: body.cards.map(widgetCard) } }),
  };
}

function widgetCard(card: RenderedCard): OutgoingCard {
  return { ...card, status: card.status as InvoiceStatus };
}
