import type { ChannelHost, OwnWords, Receipt, TranscriptMessage } from '../channels/channel.ts';
import type { Clock } from '../shared/clock.ts';
import { maskForbiddenNumbers } from '../shared/forbidden-number.ts';
import { isLocale, LOCALES } from '../shared/locale.ts';
import type { Database, Tx } from '../storage/database.ts';
import { advance, appendMessage, findConversation, seenBefore } from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';
import { openConversation } from './open-conversation.ts';
import type { OutboxDependencies } from './outbox-port.ts';
import { noteDelivery } from './receipts.ts';
import { takeBack } from './taking-back.ts';
import { forgetFiles, inboundMessages, saveWithdrawn } from './withdrawal-repository.ts';

interface ReportDependencies {
  database: Database;
  clock: Clock;
  creditors: CreditorDirectory;
  /** The firm's phone has answered in this conversation, at `at` (epoch ms): it is a person's from here. */
  phoneAnswered: (tx: Tx, now: number, where: { conversationId: number; at: number }) => Promise<void>;
  undelivered?: OutboxDependencies['undelivered'];
}

/** What channels report beside messages: the firm's own phone, deletions, receipts. */
export function createReports(
  deps: ReportDependencies,
): Pick<ChannelHost, 'takeOver' | 'withdraw' | 'receipt'> {
  const { database, clock } = deps;

  /** Once per `externalId`. What the bot has queued and not sent is withheld by its outbox, which finds a person here. */
  async function phoneWrote(tx: Tx, words: OwnWords): Promise<void> {
    const now = clock.now();
    const conversation = await openConversation(tx, deps.creditors, words, now);
    const { id: conversationId, creditorId } = conversation;
    const key = `phone:${words.externalId}`;
    if ((await seenBefore(tx, conversationId, 'out', key)) !== undefined) return;
    const locale = isLocale(conversation.locale) ? conversation.locale : LOCALES[0];
    const said: TranscriptMessage = {
      seq: conversation.lastSeq + 1,
      author: 'collector',
      externalId: key,
      at: now,
      body: { text: maskForbiddenNumbers(words.text), locale, onPhone: true },
    };
    await appendMessage(tx, conversationId, said);
    await advance(tx, conversationId, said.seq);
    const { seq, author, at, body } = said;
    tx.announce({ kind: 'messages', conversationId, creditorId, messages: [{ seq, author, at, body }] });
    await deps.phoneAnswered(tx, now, { conversationId, at: Math.min(words.at, now) });
  }

  return {
    takeOver: (words) => database.write((tx) => phoneWrote(tx, words)),
    receipt: (one: Receipt) =>
      database.write(async (tx) => {
        const author = noteDelivery(tx, { ...one, ...(one.lost && { whole: true }) });
        if (author === undefined || one.state !== 'failed') return;
        const { conversationId, reason = '' } = one;
        await deps.undelivered?.(tx, { conversationId, author, reason, now: clock.now() });
      }),
    withdraw: (address, externalId) =>
      database.write(async (tx) => {
        const conversation = await findConversation(tx, address);
        const found = conversation && inboundMessages(tx, conversation.id, externalId);
        if (!found) return false;
        for (const row of found) {
          const left = takeBack(tx, conversation.id, row, externalId);
          if (!left) continue;
          const { seq, at } = row;
          const { body, whole } = left;
          saveWithdrawn(tx, { id: conversation.id, seq, body, now: whole ? clock.now() : null });
          forgetFiles(tx, conversation.id, left.dropped);
          tx.announce({
            kind: 'messages',
            conversationId: conversation.id,
            creditorId: conversation.creditorId,
            messages: [{ seq, author: 'debtor', at, body, ...(whole && { withdrawn: true }) }],
          });
        }
        return true;
      }),
  };
}
