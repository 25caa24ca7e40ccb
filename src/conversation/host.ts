import type {
  ChannelAdapter,
  ChannelHost,
  Delivery,
  SavedAttachment,
  StoredFile,
  TranscriptMessage,
} from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import type { Database, Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { inspectUpload, openAttachment, storeAttachment } from './attachments.ts';
import {
  advance,
  appendMessage,
  type ConversationRow,
  conversationById,
  findConversation,
  seenBefore,
  transcriptAfter,
} from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';
import { openConversation } from './open-conversation.ts';
import type { ConversationMessage, OutboxDependencies } from './outbox-port.ts';
import { createReports } from './reports.ts';
import type { Vault } from './vault.ts';

interface HostDependencies {
  database: Database;
  clock: Clock;
  creditors: CreditorDirectory;
  vault: Vault;
  receive: ChannelHost['receive'];
  /** The firm's phone has answered in this conversation, at `at` (epoch ms): it is a person's from here. */
  phoneAnswered: (tx: Tx, now: number, where: { conversationId: number; at: number }) => Promise<void>;
  /** A message of ours will never arrive, as the channel reports afterwards. */
  undelivered?: OutboxDependencies['undelivered'];
  /** A debtor is writing in this conversation: for the live feed. */
  debtorTyping?: ((conversation: { id: number; creditorId: number }) => void) | undefined;
}

/** Files of conversations for those who work on them; the console's routes ask for it in this shape. */
interface ConversationFiles {
  /** Checks size and type by content, encrypts and stores with the conversation, which must exist. */
  save(conversationId: number, upload: { bytes: Buffer; fileName: string }): Promise<SavedAttachment>;
  /** The decrypted file behind an unguessable token, and whose it is. */
  open(token: string): Promise<{ bytes: Buffer; file: StoredFile; conversationId: number } | undefined>;
}

/** The application as its channels see it, and `files` as the console does. */
export function createHost(deps: HostDependencies): ChannelHost & { files: ConversationFiles } {
  const { database, clock, vault } = deps;
  return {
    receive: deps.receive,
    ...createReports(deps),

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

    typing(address) {
      const { debtorTyping } = deps;
      if (!debtorTyping) return;
      database
        .read((tx) => findConversation(tx, address))
        .then((found) => found && debtorTyping({ id: found.id, creditorId: found.creditorId }))
        // A sign of life that got lost is no trouble.
        .catch(() => {});
    },

    openAttachment: (token) => database.read((tx) => openAttachment(tx, vault, token)),

    files: {
      async save(conversationId, { bytes, fileName: name }) {
        const inspected = await inspectUpload(bytes);
        if (!inspected.ok) return inspected;
        const { mediaType } = inspected;
        const file = await database.write((tx) =>
          storeAttachment(tx, vault, { conversationId, name, mediaType, bytes, now: clock.now() }),
        );
        return { ok: true, file };
      },
      open: (token) => database.read((tx) => openAttachment(tx, vault, token)),
    },
  };
}

/**
 * Appends what the outbox brings (a collector's words, a notice) to a conversation's transcript and
 * shows it where the channel reads the transcript; elsewhere it is queued for the channel to send.
 * `message.key` makes it happen once. What is withheld is kept for the console and goes nowhere.
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
  const withheld = message.withheld === true;
  const appended: TranscriptMessage = {
    seq: conversation.lastSeq + 1,
    author: message.author,
    externalId: message.key,
    at: now,
    body: message.body,
  };
  await appendMessage(tx, conversationId, appended, withheld ? now : null);
  await advance(tx, conversationId, appended.seq);
  const { seq, author, at, body } = appended;
  tx.announce({
    kind: 'messages',
    conversationId,
    creditorId: conversation.creditorId,
    messages: [
      {
        seq,
        author,
        at,
        body,
        ...(message.pageKey && { key: message.pageKey }),
        ...(withheld && { withheld }),
      },
    ],
  });
  if (withheld) return { ok: true };
  const where = channel(conversation.channel);
  if (where.delivery === 'outbox') await sendOn(tx, conversation, appended, message.afterwards);
  tx.afterCommit(() => where.publish(conversation, [appended]));
  return { ok: true };
}

/** A channel whose clients read no transcript: the finished words go to the debtor's address. */
async function sendOn(
  tx: Tx,
  conversation: ConversationRow,
  message: TranscriptMessage,
  afterwards: ConversationMessage['afterwards'],
): Promise<void> {
  const { id: conversationId, channel, creditorId, externalId, locale, version } = conversation;
  const { seq, author, body, at } = message;
  if (author === 'debtor') return;
  await enqueueOutbox(tx, {
    channel,
    dedupeKey: `message:${conversationId}:${seq}`,
    now: at,
    payload: {
      creditorId,
      locale,
      to: { address: externalId },
      author,
      lines: [],
      body,
      message: { conversationId, seq },
      ...(afterwards && { afterwards }),
      ...(author === 'bot' && { ownedAt: { conversationId, version, seq } }),
    },
  });
}
