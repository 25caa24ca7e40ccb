import type { MessageBody, RenderedCard, TranscriptMessage } from '../channel.ts';
import type { InvoiceStatus, OutgoingActivity, OutgoingCard, OutgoingChannelData } from './activity.ts';
import { adaptiveCard } from './adaptive-card.ts';
import { conversationReference, eventBefore, handoffEvent } from './handoff-event.ts';
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
    Object.assign(activity, { type: 'event', ...handoffEvent(body.handoff) });
    activity.relatesTo = conversationReference(context.conversationId);
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

/** A transcript message as the activities that tell it, in order: the last one is the message itself. */
export function encodeAll(message: TranscriptMessage, context: EncodingContext): OutgoingActivity[] {
  const activity = encodeMessage(message, context);
  if (!activity) return [];
  const event = activity.type === 'message' ? eventBefore(message, context.conversationId) : undefined;
  return event ? [event, activity] : [activity];
}

/**
 * Stream frames of one activity each, because clients put the items of larger sets out of order. Only the
 * last of a message has the watermark.
 */
export function encodeFrames(activities: readonly OutgoingActivity[], seq: number): string[] {
  return activities.map((activity, index) => {
    const watermark = index === activities.length - 1 ? `,"watermark":"${seq}"` : '';
    return `{"activities":[${JSON.stringify(activity)}]${watermark}}`;
  });
}

/** Typing is shown and forgotten: no id, no watermark. */
export function typingFrame(who?: { name?: string }): string {
  const from = who ? collector(who.name) : BOT;
  return JSON.stringify({ activities: [{ type: 'typing', from }] });
}

function authorOf(message: TranscriptMessage, user: string): OutgoingActivity['from'] {
  if (message.author === 'debtor') return { id: user, role: 'user' };
  if (message.author !== 'collector') return BOT;
  return collector(message.body.name);
}

function collector(name: string | undefined): OutgoingActivity['from'] {
  return { id: 'collector', ...(name && { name }), role: 'bot' };
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
    ...(body.handoff && { handoff: handoffData(body.handoff, body.name) }),
    ...(body.cards?.length && { sapa: { cards: body.cards.map(widgetCard) } }),
  };
}

function handoffData(
  { state, expectedMinutes }: NonNullable<MessageBody['handoff']>,
  name: string | undefined,
): OutgoingChannelData['handoff'] {
  return {
    state: HANDOFF[state],
    ...(expectedMinutes !== undefined && { expectedMinutes }),
    ...(state === 'joined' && name && { name }),
  };
}

function widgetCard(card: RenderedCard): OutgoingCard {
  return { ...card, status: card.status as InvoiceStatus };
}
