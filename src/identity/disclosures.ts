import { sqlStatement, type Tx } from '../storage/database.ts';
import { assertVerified, type VerifiedDebtor } from './verified-debtor.ts';

const insert = sqlStatement<[number, number, number, number, string, string | null]>(
  `INSERT INTO disclosures (at, debtor_id, conversation_id, verification_id, what, detail)
   VALUES (?, ?, ?, ?, ?, ?)`,
);

/**
 * Leaves the audit row of one figure shown: to whom, `what` (a word such as `balance`), on which
 * verification, at `now` (epoch ms), in which conversation. `detail` narrows it (an invoice number);
 * never a figure. Throws for a forged or expired key, so that nothing is disclosed without one.
 */
export async function recordDisclosure(
  tx: Tx,
  debtor: VerifiedDebtor,
  now: number,
  what: string,
  detail?: string,
): Promise<void> {
  assertVerified(debtor, now);
  insert(tx).run(now, debtor.debtorId, debtor.conversationId, debtor.verificationId, what, detail ?? null);
}
