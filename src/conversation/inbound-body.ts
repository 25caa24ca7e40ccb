import type { MessageBody } from '../channels/channel.ts';
import { keptPieces } from './message-pieces.ts';
import type { TurnFacts } from './turn-facts.ts';
import type { Wording } from './wording.ts';

/**
 * A debtor's message as the transcript keeps it: `kept` words, files, and what came with them. What has
 * no words and cannot be read stands there as words like "[pesan suara]", in the conversation's language,
 * so that whoever reads it (a summary, a mail) needs to know nothing of kinds.
 */
export function inboundBody(
  wording: Wording,
  { message, files, locale, corrected }: TurnFacts,
  { kept, quoted }: { kept: string; quoted?: string | undefined },
): MessageBody {
  const { unreadable } = message;
  const pieces = keptPieces(message, files, kept);
  const empty = kept.trim() === '' && unreadable !== undefined;
  return {
    text: empty ? wording.line({ key: `unreadable.${unreadable}` }, locale) : kept,
    locale,
    ...(files.length > 0 && { attachments: files.map(({ id: _, ...file }) => file) }),
    ...(unreadable && { unreadable }),
    ...(quoted && { quoted }),
    ...(corrected !== undefined && { corrects: corrected }),
    ...(pieces && { pieces }),
  };
}
