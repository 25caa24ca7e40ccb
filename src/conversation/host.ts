import type { ChannelAdapter, ChannelHost, MessageBody, TranscriptMessage } from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database } from '../storage/database.ts';
import { inspectUpload, openAttachment, storeAttachment } from './attachments.ts';
import {
  appendMessage,
  conversationById,
  createConversation,
  findConversation,
  saveTurn,
  seenBefore,
  transcriptAfter,
} from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';
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
        const conversation =
          (await findConversation(tx, at.address)) ??
          (await createConversation(tx, {
            ...at.address,
            creditorId: at.creditorId,
            senderId: at.sender.id,
            locale: at.locale ?? (await deps.creditors.creditor(tx, at.creditorId)).locale,
            now,
          }));
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
 * Appends a message that is no answer to the transcript of a conversation (a collector's words, a
 * notice) and shows it where the channel reads the transcript. `key` makes it happen once: a repeat
 * after a crash finds the first. Resolves false when the conversation does not exist.
 */
export async function appendToConversation(
  deps: { database: Database; clock: Clock; channel(name: string): ChannelAdapter },
  conversationId: number,
  key: string,
  author: TranscriptMessage['author'],
  body: MessageBody,
): Promise<boolean> {
  const now = deps.clock.now();
  return deps.database.write(async (tx) => {
    const conversation = await conversationById(tx, conversationId);
    if (!conversation) return false;
    if ((await seenBefore(tx, conversationId, 'out', key)) !== undefined) return true;
    const message: TranscriptMessage = {
      seq: conversation.lastSeq + 1,
      author,
      externalId: key,
      at: now,
      body,
    };
    await appendMessage(tx, conversationId, message);
    await saveTurn(tx, {
      id: conversationId,
      locale: conversation.locale,
      state: conversation.state,
      lastSeq: message.seq,
      now,
    });
    tx.afterCommit(() => deps.channel(conversation.channel).publish(conversation, [message]));
    return true;
  });
}
