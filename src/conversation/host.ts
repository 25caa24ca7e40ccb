import type { ChannelAdapter, ChannelHost, Delivery, TranscriptMessage } from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database, Tx } from '../storage/database.ts';
import { inspectUpload, openAttachment, storeAttachment } from './attachments.ts';
import {
  advance,
  appendMessage,
  conversationById,
  findConversation,
  seenBefore,
  transcriptAfter,
} from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';
import { openConversation } from './open-conversation.ts';
import type { ConversationMessage } from './outbox-port.ts';
import type { Vault } from './vault.ts';

interface HostDependencies {
  database: Database;
  clock: Clock;
  creditors: CreditorDirectory;
  vault: Vault;
  receive: ChannelHost['receive'];
}

/** The application as its channels see it. */
export function createHost(deps: HostDependencies): ChannelHost {
  const { database, clock, vault } = deps;
  return {
    receive: deps.receive,

    transcript: (address, afterSeq) =>
      database.read(async (tx) => {
        const conversation = await findConversation(tx, address);
        return conversation && transcriptAfter(tx, conversation.id, afterSeq);
      }),

    async saveAttachment(at, upload) {
      const inspected = await inspectUpload(upload.bytes);
      if (!inspected.ok) return inspected;
      const now = clock.now();
      const file = await database.write(async (tx) => {
        const conversation = await openConversation(tx, deps.creditors, at, now);
        return storeAttachment(tx, vault, {
          conversationId: conversation.id,
          name: upload.fileName,
          mediaType: inspected.mediaType,
          bytes: upload.bytes,
          now,
        });
      });
      return { ok: true, file };
    },

    openAttachment: (token) => database.read((tx) => openAttachment(tx, vault, token)),
  };
}

/**
 * Appends what the outbox brings (a collector's words, a notice) to a conversation's transcript and
 * shows it where the channel reads the transcript; elsewhere the channel sends it. `message.key` makes it
 * happen once.
 */
export async function deliverToConversation(
  tx: Tx,
  channel: (name: string) => ChannelAdapter,
  message: ConversationMessage,
): Promise<Delivery> {
  const { conversationId, now } = message;
  const conversation = await conversationById(tx, conversationId);
  if (!conversation) return { ok: false, retry: false, reason: 'no such conversation' };
  if ((await seenBefore(tx, conversationId, 'out', message.key)) !== undefined) return { ok: true };
  const appended: TranscriptMessage = {
    seq: conversation.lastSeq + 1,
    author: message.author,
    externalId: message.key,
    at: now,
    body: message.body,
  };
  await appendMessage(tx, conversationId, appended);
  await advance(tx, conversationId, appended.seq);
  tx.afterCommit(() => channel(conversation.channel).publish(conversation, [appended]));
  return { ok: true };
}
