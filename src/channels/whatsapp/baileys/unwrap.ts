import type { proto } from '@whiskeysockets/baileys';
import type { Arrived, Party } from '../ports.ts';
import type { Lib } from './context.ts';
import type { Own } from './intake-party.ts';
import { albumOf, copyOfAnother, quoteOf } from './unwrap-context.ts';
import { mediaOf } from './unwrap-media.ts';
import { wordsOf } from './unwrap-words.ts';

export type Words = Omit<Arrived, 'id' | 'party' | 'at' | 'author'>;

/** The message's own id, its sender, and us. */
export interface Where {
  id: string;
  party: Party;
  own: Own;
}

/** Signs of a phone's own housekeeping, and answers to messages that are no words: nothing to answer. */
const SILENT = new Set<string>([
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'pinInChatMessage',
  'keepInChatMessage',
  'encEventResponseMessage',
  'encCommentMessage',
  'fastRatchetKeySenderKeyDistributionMessage',
  'stickerSyncRmrMessage',
  'deviceSentMessage',
  'callLogMesssage',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'statusNotificationMessage',
  'statusMentionMessage',
  'groupStatusMentionMessage',
  'limitSharingMessage',
]);

/**
 * What a decrypted message says. `undefined`: nothing that a person would expect an answer to (a reaction,
 * a setting, a key). What a person did send and Sapa does not know is `other`, never nothing.
 */
export function unwrap(lib: Lib, message: proto.IMessage, where: Where): Words | undefined {
  const content = lib.normalizeMessageContent(message);
  if (!content) return undefined;
  const protocol = content.protocolMessage;
  if (protocol) return fromProtocol(lib, protocol);
  const context = [message.messageContextInfo, content.messageContextInfo];
  if (copyOfAnother(lib, context)) return undefined;
  const type = typeOf(content);
  if (!type || SILENT.has(type)) return undefined;
  if (type === 'placeholderMessage') return { kind: 'undecryptable', text: '' };
  return {
    ...bare(lib, content, { ...where, type }),
    ...quoteOf(lib, content, where),
    ...albumOf(lib, context, content, where.id),
  };
}

function bare(lib: Lib, content: proto.IMessage, { id, party, type }: Where & { type: string }): Words {
  const text = wordsOf(lib, content);
  const media = mediaOf(content, { id, party });
  if (media) return { kind: 'media', text, media };
  if (content.locationMessage || content.liveLocationMessage) return { kind: 'location', text };
  if (content.contactMessage || content.contactsArrayMessage) return { kind: 'contact', text };
  const spoken = type === 'conversation' || type === 'extendedTextMessage' || text !== '';
  return { kind: spoken ? 'text' : 'other', text };
}

function fromProtocol(lib: Lib, protocol: proto.Message.IProtocolMessage): Words | undefined {
  const { Type } = lib.proto.Message.ProtocolMessage;
  const target = protocol.key?.id;
  if (!target) return undefined;
  // An absent type reads as 0, which is "revoke"; only a stated one is believed.
  if (protocol.type === Type.REVOKE) return { kind: 'delete', text: '', target };
  if (protocol.type === Type.MESSAGE_EDIT)
    return { kind: 'edit', text: wordsOf(lib, protocol.editedMessage), target };
  return undefined;
}

function typeOf(content: proto.IMessage): string | undefined {
  const entry = Object.entries(content).find(
    ([name, value]) =>
      value !== null &&
      value !== undefined &&
      name !== 'messageContextInfo' &&
      name !== 'senderKeyDistributionMessage' &&
      (name === 'conversation' || name === 'call' || /Mess+age/.test(name)),
  );
  // A call that rang: the phone shows it, there is nothing to say to it.
  return entry?.[0] === 'call' ? undefined : entry?.[0];
}
