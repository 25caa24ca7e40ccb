import { sqlStatement, type Tx } from '../connection.ts';

export interface NewAccount {
  creditorId: number;
  /** E.164 with "+". */
  phone: string;
  transport: 'baileys' | 'cloud';
  ownerEmail: string | null;
  cloud?: { phoneNumberId: string; businessAccountId: string | null; sealedSecrets: Buffer };
}

export type Added =
  | { ok: true; id: number; how: 'new' | 'changed' | 'again' }
  /** `other_creditor`: conversations of that number belong to another company. `id_taken`: Meta's id is another number's. */
  | { ok: false; reason: 'other_creditor' | 'other_transport' | 'id_taken' };

interface Row {
  id: number;
  creditor_id: number;
  transport: string;
  removed_at: number | null;
}

const byPhone = sqlStatement<[string], Row>(
  'SELECT id, creditor_id, transport, removed_at FROM whatsapp_accounts WHERE phone = ?',
);
const byMetaId = sqlStatement<[string], { phone: string }>(
  'SELECT phone FROM whatsapp_accounts WHERE phone_number_id = ?',
);
const insert = sqlStatement<Record<string, string | number | Buffer | null>, { id: number }>(
  `INSERT INTO whatsapp_accounts
     (creditor_id, phone, transport, owner_email, phone_number_id, business_account_id, sealed_secrets, created_at)
   VALUES
     (@creditorId, @phone, @transport, @ownerEmail, @phoneNumberId, @businessAccountId, @sealedSecrets, @now)
   RETURNING id`,
);
const change = sqlStatement<Record<string, string | number | Buffer | null>>(
  `UPDATE whatsapp_accounts SET transport = @transport, owner_email = COALESCE(@ownerEmail, owner_email),
     phone_number_id = @phoneNumberId, business_account_id = @businessAccountId,
     sealed_secrets = @sealedSecrets, removed_at = NULL,
     reminders = CASE WHEN removed_at IS NULL THEN reminders ELSE 0 END
   WHERE id = @id`,
);
const remove = sqlStatement<[number, number]>(
  `UPDATE whatsapp_accounts SET removed_at = ?, phone_number_id = NULL, business_account_id = NULL,
     sealed_secrets = NULL, transport = 'baileys' WHERE id = ? AND removed_at IS NULL`,
);
const dropLids = sqlStatement<[number]>('DELETE FROM whatsapp_lids WHERE account_id = ?');

/**
 * A number of the creditor's. One that is there already gets the new settings (a renewed access token); one
 * that was removed is in use again, with the conversations it had. From one transport to the other only by
 * removing it first: the session of the old one must end.
 */
export function addWhatsAppAccount(tx: Tx, one: NewAccount, now: number): Added {
  const row = byPhone(tx).get(one.phone);
  if (row && row.creditor_id !== one.creditorId) return { ok: false, reason: 'other_creditor' };
  if (row && row.removed_at === null && row.transport !== one.transport)
    return { ok: false, reason: 'other_transport' };
  const holder = one.cloud && byMetaId(tx).get(one.cloud.phoneNumberId);
  if (holder && holder.phone !== one.phone) return { ok: false, reason: 'id_taken' };
  const values = {
    transport: one.transport,
    ownerEmail: one.ownerEmail,
    phoneNumberId: one.cloud?.phoneNumberId ?? null,
    businessAccountId: one.cloud?.businessAccountId ?? null,
    sealedSecrets: one.cloud?.sealedSecrets ?? null,
  };
  if (row) {
    change(tx).run({ ...values, id: row.id });
    return { ok: true, id: row.id, how: row.removed_at === null ? 'changed' : 'again' };
  }
  const made = insert(tx).get({ ...values, creditorId: one.creditorId, phone: one.phone, now });
  return { ok: true, id: made!.id, how: 'new' };
}

/** Its secrets go; its conversations stay. False when there is no such number in use. */
export function removeWhatsAppAccount(tx: Tx, accountId: number, now: number): boolean {
  dropLids(tx).run(accountId);
  return remove(tx).run(now, accountId).changes > 0;
}
