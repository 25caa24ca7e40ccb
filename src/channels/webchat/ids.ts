import { randomBytes } from 'node:crypto';

const CONVERSATION = /^([\w.-]{1,64})-[0-9a-f]{32}$/;
const SEQ_DIGITS = 7;

/** A new conversation's id: the site key, so that an id alone tells its site, and 128 random bits. */
export function newConversationId(siteKey: string): string {
  return `${siteKey}-${randomBytes(16).toString('hex')}`;
}

/** The site key inside a conversation id; undefined when it is not one of ours. */
export function siteKeyOf(conversationId: string): string | undefined {
  return CONVERSATION.exec(conversationId)?.[1];
}

/** A visitor's id, known to nobody but the server that signs it into a token. */
export function newUserId(): string {
  return `v_${randomBytes(16).toString('hex')}`;
}

/** An activity's id; sorts as the messages do. */
export function activityId(conversationId: string, seq: number): string {
  return `${conversationId}|${String(seq).padStart(SEQ_DIGITS, '0')}`;
}

/** The id of an event that goes before a message: it sorts between the message before and this one. */
export function eventIdBefore(conversationId: string, seq: number): string {
  return `${activityId(conversationId, seq - 1)}.handoff`;
}

/** The seq behind a client's watermark; 0, everything, when it is empty, `-` or not ours. */
export function seqOfWatermark(watermark: unknown): number {
  return typeof watermark === 'string' && /^\d{1,15}$/.test(watermark) ? Number(watermark) : 0;
}
