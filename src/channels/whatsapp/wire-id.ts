import { createHmac } from 'node:crypto';

/**
 * The id of one wire message, in the shape WhatsApp's own clients use: the same whenever the same piece of
 * the same outbox message is tried again, so that a phone which has it already shows it once. Made under
 * `key`: whoever could guess ids could ask for messages of others, or report them as read.
 */
export function wireId(outboundId: string, piece: number, key = ''): string {
  const hash = createHmac('sha256', key).update(`${outboundId}/${piece}`).digest('hex');
  return `3EB0${hash.slice(0, 18).toUpperCase()}`;
}
