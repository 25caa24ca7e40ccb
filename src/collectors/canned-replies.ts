import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { recordAudit } from './audit.ts';
import { creditorsIn } from './creditor-scope.ts';
import { DEFAULT_REPLIES } from './default-replies.ts';
import { mayCreditor, type SignedInCollector } from './signed-in.ts';

export interface CannedReply {
  id: number;
  /** null: for every creditor. */
  creditorId: number | null;
  locale: string;
  shortcut: string;
  title: string;
  body: string;
}
export type CannedReplyInput = Omit<CannedReply, 'id'>;
export type CannedAnswer =
  | { ok: true; reply: CannedReply }
  | { ok: false; reason: 'not_found' | 'shortcut_taken' | 'beyond_reach' };

const COLUMNS = 'id, creditor_id AS creditorId, locale, shortcut, title, body';
const list = sqlStatement<{ creditorId: number | null; locale: string | null }, CannedReply>(
  `SELECT ${COLUMNS} FROM canned_replies
   WHERE (@creditorId IS NULL OR creditor_id IS NULL OR creditor_id = @creditorId)
     AND (@locale IS NULL OR locale = @locale)
   ORDER BY locale, shortcut, creditor_id`,
);
const byId = sqlStatement<[number], CannedReply>(`SELECT ${COLUMNS} FROM canned_replies WHERE id = ?`);
const same = sqlStatement<CannedReplyInput, { id: number }>(
  `SELECT id FROM canned_replies
   WHERE coalesce(creditor_id, 0) = coalesce(@creditorId, 0) AND locale = @locale AND shortcut = @shortcut`,
);
const insert = sqlStatement<CannedReplyInput & { by: number | null; now: number }>(
  `INSERT INTO canned_replies (creditor_id, locale, shortcut, title, body, updated_by, updated_at)
   VALUES (@creditorId, @locale, @shortcut, @title, @body, @by, @now)`,
);
const update = sqlStatement<CannedReply & { by: number; now: number }>(
  `UPDATE canned_replies SET creditor_id = @creditorId, locale = @locale, shortcut = @shortcut, title = @title,
     body = @body, updated_by = @by, updated_at = @now WHERE id = @id`,
);
const remove = sqlStatement<[number]>('DELETE FROM canned_replies WHERE id = ?');
const any = sqlStatement<[], { id: number }>('SELECT id FROM canned_replies LIMIT 1');

/** The replies this collector may use: everybody's and those of their creditors, or of one of them. */
export function listCannedReplies(
  tx: ReadTx,
  collector: SignedInCollector,
  filter: { creditorId?: number | undefined; locale?: string | undefined } = {},
): CannedReply[] {
  return list(tx)
    .all({ creditorId: filter.creditorId ?? null, locale: filter.locale ?? null })
    .filter((reply) => reply.creditorId === null || mayCreditor(collector, reply.creditorId));
}

/** Adds a reply, or changes the one of `id`. What everybody uses is changed by who sees every creditor. */
export async function saveCannedReply(
  tx: Tx,
  by: SignedInCollector,
  id: number | undefined,
  input: CannedReplyInput,
  now: number,
): Promise<CannedAnswer> {
  const before = id === undefined ? undefined : byId(tx).get(id);
  if (id !== undefined && !(before && visible(by, before))) return { ok: false, reason: 'not_found' };
  if (before && !editable(by, before.creditorId)) return { ok: false, reason: 'beyond_reach' };
  const { creditorId } = input;
  if (creditorId === null && !editable(by, null)) return { ok: false, reason: 'beyond_reach' };
  // Whether a creditor exists is nobody's business who may not see it.
  if (creditorId !== null && !(mayCreditor(by, creditorId) && creditorsIn(tx, [creditorId]).length === 1))
    return { ok: false, reason: 'not_found' };
  const taken = same(tx).get(input);
  if (taken && taken.id !== id) return { ok: false, reason: 'shortcut_taken' };
  const row = { ...input, by: by.collectorId, now };
  const saved = id ?? Number(insert(tx).run(row).lastInsertRowid);
  if (id !== undefined) update(tx).run({ ...row, id });
  const what = id === undefined ? 'canned_reply_added' : 'canned_reply_changed';
  await recordAudit(tx, { at: now, collector: by, what, creditorId, detail: String(saved) });
  return { ok: true, reply: { id: saved, ...input } };
}

/** Takes a reply away. */
export async function removeCannedReply(
  tx: Tx,
  by: SignedInCollector,
  id: number,
  now: number,
): Promise<CannedAnswer> {
  const reply = byId(tx).get(id);
  if (!reply || !visible(by, reply)) return { ok: false, reason: 'not_found' };
  if (!editable(by, reply.creditorId)) return { ok: false, reason: 'beyond_reach' };
  remove(tx).run(id);
  const { creditorId } = reply;
  await recordAudit(tx, {
    at: now,
    collector: by,
    what: 'canned_reply_removed',
    creditorId,
    detail: String(id),
  });
  return { ok: true, reply };
}

/** Puts the shipped replies into a table that is empty; who has taken one away does not get it back. */
export function seedCannedReplies(tx: Tx, now: number): void {
  if (any(tx).get()) return;
  for (const reply of DEFAULT_REPLIES) insert(tx).run({ creditorId: null, ...reply, by: null, now });
}

const visible = (by: SignedInCollector, reply: CannedReply) =>
  reply.creditorId === null || mayCreditor(by, reply.creditorId);

const editable = (by: SignedInCollector, creditorId: number | null) =>
  creditorId === null ? by.creditors === 'all' : mayCreditor(by, creditorId);
