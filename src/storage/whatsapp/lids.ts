import { type ReadTx, sqlStatement, type Tx } from '../connection.ts';
import { settleIds } from './senders.ts';

const onFile = sqlStatement<[number, string], { id: number }>(
  `SELECT c.id FROM whatsapp_accounts a JOIN contacts c ON c.creditor_id = a.creditor_id
   WHERE a.id = ? AND c.channel = 'whatsapp' AND c.address = ?`,
);
const put = sqlStatement<[number, string, string | null, number]>(
  `INSERT INTO whatsapp_lids (account_id, phone, lid, resolved_at) VALUES (?, ?, ?, ?)
   ON CONFLICT (account_id, phone) DO UPDATE SET lid = excluded.lid, resolved_at = excluded.resolved_at`,
);
const dropOthers = sqlStatement<[number, string, string]>(
  'DELETE FROM whatsapp_lids WHERE account_id = ? AND lid = ? AND phone <> ?',
);
const phone = sqlStatement<[number, string], { phone: string }>(
  'SELECT phone FROM whatsapp_lids WHERE account_id = ? AND lid = ? ORDER BY resolved_at DESC LIMIT 1',
);
const lid = sqlStatement<[number, string], { lid: string | null }>(
  'SELECT lid FROM whatsapp_lids WHERE account_id = ? AND phone = ?',
);
const lookUp = sqlStatement<[number, number, number], { address: string }>(
  `SELECT c.address FROM whatsapp_accounts a
     JOIN contacts c ON c.creditor_id = a.creditor_id AND c.channel = 'whatsapp' AND c.flagged_at IS NULL
     LEFT JOIN whatsapp_lids l ON l.account_id = a.id AND l.phone = c.address
   WHERE a.id = ? AND (l.phone IS NULL OR l.resolved_at < ?)
   ORDER BY l.resolved_at IS NOT NULL, l.resolved_at, c.id LIMIT ?`,
);

/** The number on file that WhatsApp said has this LID. */
export const phoneOfLid = (tx: ReadTx, accountId: number, of: string): string | undefined =>
  phone(tx).get(accountId, of)?.phone;

export const lidOfPhone = (tx: ReadTx, accountId: number, of: string): string | undefined =>
  lid(tx).get(accountId, of)?.lid ?? undefined;

/** Numbers on file whose LID nobody has looked up, then those looked up before `before`, oldest first. */
export const toLookUp = (tx: ReadTx, accountId: number, before: number, limit: number): string[] =>
  lookUp(tx)
    .all(accountId, before, limit)
    .map((row) => row.address);

/**
 * WhatsApp said which number has which LID (`null`: the number is not on WhatsApp). Kept for numbers on
 * file; rows of people who have written are brought in line either way (see settleIds). A LID has one
 * number: an older one is looked up anew.
 */
export function learn(
  tx: Tx,
  accountId: number,
  pair: { phone: string; lid: string | null },
  now: number,
): void {
  // Before the table changes: what it says until now is evidence.
  if (pair.lid !== null) {
    settleIds(tx, accountId, { phone: pair.phone, lid: pair.lid }, now, false);
    dropOthers(tx).run(accountId, pair.lid, pair.phone);
  }
  if (onFile(tx).get(accountId, pair.phone)) put(tx).run(accountId, pair.phone, pair.lid, now);
}
