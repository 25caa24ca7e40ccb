import { isLocale, LOCALES } from '../shared/locale.ts';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { selectContacts } from './call-backs-repository.ts';
import { isLeftAlone } from './desk-repository.ts';
import { selectConversation } from './handoff-repository.ts';

interface Known {
  debtorId: number;
  contactId: number;
  creditorName: string;
}

// Whoever proved themselves in this conversation last; else whom the sender has proved to be before.
const known = sqlStatement<[number], Known>(
  `SELECT k.debtor_id AS debtorId, k.contact_id AS contactId, r.name AS creditorName
   FROM conversations c JOIN creditors r ON r.id = c.creditor_id
   JOIN known_senders k ON k.channel = c.channel AND k.account = c.account AND k.sender_id = c.sender_id
   JOIN debtors d ON d.id = k.debtor_id AND d.creditor_id = c.creditor_id
   WHERE c.id = ?
   ORDER BY (SELECT MAX(v.id) FROM verifications v
     WHERE v.conversation_id = c.id AND v.debtor_id = k.debtor_id) DESC NULLS LAST, k.first_verified_at DESC LIMIT 1`,
);
const knownSender = (tx: ReadTx, conversationId: number) => known(tx).get(conversationId);

/** One such mail a day and conversation, however many messages wait. */
const DAY_MS = 24 * 60 * 60_000;

/**
 * Of messages that were lost: words could not be delivered because the channel's window is closed
 * (`outside_window`), whoever said them: a person's answer, a decision on a proof, a notice of the house. The
 * debtor is told by e-mail that something waits for them there, and nothing else, no figure and no debt. Only
 * where the sender has proved to be on file with an e-mail address nobody has disowned, and wants to hear
 * from us. False where nobody is told.
 */
export async function tellWaiting(
  tx: Tx,
  { conversationId, reason, now }: { conversationId: number; reason: string; now: number },
): Promise<boolean> {
  if (reason !== 'outside_window') return false;
  const conversation = await selectConversation(tx, conversationId);
  if (!conversation || isLeftAlone(tx, conversation)) return false;
  const sender = knownSender(tx, conversationId);
  if (!sender) return false;
  const [contact] = await selectContacts(tx, sender.debtorId, ['email'], sender.contactId);
  if (!contact) return false;
  const slots = { creditor: sender.creditorName };
  await enqueueOutbox(tx, {
    channel: 'email',
    now,
    dedupeKey: `waiting-notice:${conversationId}:${Math.floor(now / DAY_MS)}`,
    // Later they have written again, or a person calls them.
    expiresAt: now + DAY_MS,
    payload: {
      creditorId: conversation.creditorId,
      locale: isLocale(conversation.locale) ? conversation.locale : LOCALES[0],
      to: { address: contact.address },
      author: 'system',
      subject: { key: 'whatsapp.waiting_subject', slots },
      lines: [{ key: 'whatsapp.waiting_notice', slots }],
    },
  });
  return true;
}
