import type { Party } from '../../channels/whatsapp/model.ts';
import { type ReadTx, sqlStatement, type Tx } from '../connection.ts';

export interface SenderRow {
  id: number;
  account_id: number;
  phone: string | null;
  lid: string | null;
  business_scoped_id: string | null;
  last_inbound_at: number | null;
}

/** An id that stays with a person's account, other than the number they have at present. */
type Lasting = 'lid' | 'business_scoped_id';

const COLUMNS = 'id, account_id, phone, lid, business_scoped_id, last_inbound_at';
const by = (column: 'phone' | Lasting) =>
  sqlStatement<[number, string], SenderRow>(
    `SELECT ${COLUMNS} FROM whatsapp_senders WHERE account_id = ? AND ${column} = ?`,
  );
const set = (column: 'phone' | Lasting) =>
  sqlStatement<[string | null, number]>(`UPDATE whatsapp_senders SET ${column} = ? WHERE id = ?`);

const find = { phone: by('phone'), lid: by('lid'), business_scoped_id: by('business_scoped_id') };
const put = { phone: set('phone'), lid: set('lid'), business_scoped_id: set('business_scoped_id') };
export const senderById = sqlStatement<[number], SenderRow>(
  `SELECT ${COLUMNS} FROM whatsapp_senders WHERE id = ?`,
);
export const senderByPhone = find.phone;
export const senderByLid = find.lid;
export const senderByBsuid = find.business_scoped_id;
const insert = sqlStatement<[number, number], SenderRow>(
  `INSERT INTO whatsapp_senders (account_id, created_at) VALUES (?, ?) RETURNING ${COLUMNS}`,
);
const lidOnFile = sqlStatement<[number, string], { lid: string | null }>(
  'SELECT lid FROM whatsapp_lids WHERE account_id = ? AND phone = ?',
);

/**
 * Brings the rows in line with ids that WhatsApp named together, and returns the row they stand for;
 * undefined when there is none and `make` is false. The rules, in order:
 *
 * 1. A LID (or Meta's business-scoped id) known to us decides: the row that has it is the person's. If
 *    WhatsApp names another number with it, that is their number now.
 * 2. Else the row that has the number is the person's, and learns the LID, unless anything we have says
 *    that the number used to have another LID: then it changed hands, and a new row begins.
 * 3. One number stands in one row: whoever else had it loses it, and keeps everything else.
 * 4. Nothing is merged. Where two rows turn out to be one person (one knew the LID, one the number), the
 *    one with the LID goes on, the other only loses the number: its conversation ends there, and its
 *    verification with it.
 */
export function settleIds(
  tx: Tx,
  accountId: number,
  ids: Party,
  now: number,
  make: boolean,
): SenderRow | undefined {
  const [lasting, value] = lastingOf(ids);
  const byLasting = lasting && value !== undefined ? find[lasting](tx).get(accountId, value) : undefined;
  const byPhone = ids.phone === undefined ? undefined : find.phone(tx).get(accountId, ids.phone);
  const heir = byLasting ?? (sameHands(tx, accountId, byPhone, lasting, value) ? byPhone : undefined);
  if (byPhone && byPhone.id !== heir?.id) put.phone(tx).run(null, byPhone.id);
  const row = heir ?? (make ? insert(tx).get(accountId, now) : undefined);
  if (!row) return undefined;
  if (lasting && value !== undefined && row[lasting] !== value) put[lasting](tx).run(value, row.id);
  if (ids.phone !== undefined && row.phone !== ids.phone) put.phone(tx).run(ids.phone, row.id);
  return senderById(tx).get(row.id);
}

function lastingOf(ids: Party): [Lasting | undefined, string | undefined] {
  if (ids.lid !== undefined) return ['lid', ids.lid];
  if (ids.bsuid !== undefined) return ['business_scoped_id', ids.bsuid];
  return [undefined, undefined];
}

/** Whether the row that has the number may be of the person who now comes with this id. */
function sameHands(
  tx: Tx,
  accountId: number,
  row: SenderRow | undefined,
  lasting: Lasting | undefined,
  value: string | undefined,
): boolean {
  if (!row || lasting === undefined) return true;
  if (row[lasting] !== null) return row[lasting] === value;
  if (lasting !== 'lid' || row.phone === null) return true;
  const resolved = lidOnFile(tx).get(accountId, row.phone)?.lid;
  return resolved === undefined || resolved === null || resolved === value;
}

const touch = sqlStatement<[number, number]>(
  'UPDATE whatsapp_senders SET last_inbound_at = MAX(COALESCE(last_inbound_at, 0), ?) WHERE id = ?',
);
/** They have written at this moment, epoch ms; messages may be taken up out of order. */
export const touchInbound = (tx: Tx, id: number, at: number): void => {
  touch(tx).run(at, id);
};

const newest = sqlStatement<[string, number], SenderRow>(
  `SELECT s.id, s.account_id, s.phone, s.lid, s.business_scoped_id, s.last_inbound_at
   FROM whatsapp_senders s JOIN whatsapp_accounts a ON a.id = s.account_id
   WHERE s.phone = ? AND a.creditor_id = ? AND a.removed_at IS NULL
   ORDER BY s.last_inbound_at IS NULL, s.last_inbound_at DESC, s.id LIMIT 1`,
);
/** Who has this number now, on the number of the creditor's they wrote to last. */
export const newestSenderOf = (tx: ReadTx, creditorId: number, phone: string): SenderRow | undefined =>
  newest(tx).get(phone, creditorId);
