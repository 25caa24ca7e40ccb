import { createHash } from 'node:crypto';

/**
 * The id of one wire message, in the shape WhatsApp's own clients use: the same whenever the same piece of
 * the same outbox message is tried again, so that a phone which has it already shows it once.
 */
export function wireId(outboundId: string, piece: number): string {
  const hash = createHash('sha256').update(`${outboundId}/${piece}`).digest('hex');
  return `3EB0${hash.slice(0, 18).toUpperCase()}`;
}
