import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

export interface PersonRow {
  id: number;
  name: string;
}

const person = sqlStatement<[number], PersonRow>('SELECT id, name FROM collectors WHERE id = ?');

/** Who a collector is, for their colleagues. */
export function selectPerson(tx: ReadTx, collectorId: number | null): PersonRow | null {
  return collectorId === null ? null : (person(tx).get(collectorId) ?? null);
}

/** Whether a collector `c` sees the creditor: as in collectors/creditor-scope. */
const sees = (creditor: string) => `CASE
     WHEN c.role = 'collector' THEN EXISTS (SELECT 1 FROM collector_creditors o
       WHERE o.collector_id = c.id AND o.creditor_id = ${creditor})
     WHEN c.team_id IS NULL THEN 1
     ELSE EXISTS (SELECT 1 FROM team_creditors t WHERE t.team_id = c.team_id AND t.creditor_id = ${creditor})
     END`;
const worker = sqlStatement<
  { id: number; creditorId: number },
  { id: number; firstName: string; sees: number }
>(
  `SELECT c.id, c.first_name AS firstName, ${sees('@creditorId')} AS sees
   FROM collectors c WHERE c.id = @id AND c.disabled_at IS NULL AND c.role <> 'auditor'`,
);

/** A colleague to whom a case of this creditor may be given; undefined for anybody else. */
export function selectAssignee(
  tx: ReadTx,
  id: number,
  creditorId: number,
): { id: number; firstName: string } | undefined {
  const row = worker(tx).get({ id, creditorId });
  return row?.sees ? { id: row.id, firstName: row.firstName } : undefined;
}

const orphaned = sqlStatement<[], { id: number }>(
  `SELECT h.id FROM handoffs h JOIN collectors c ON c.id = h.collector_id
   WHERE h.state <> 'closed' AND h.collector_id IS NOT NULL
     AND NOT (c.disabled_at IS NULL AND c.role <> 'auditor' AND ${sees('h.creditor_id')}) ORDER BY h.id`,
);

/** Open handoffs whose collector cannot work on them any more. */
export const selectOrphaned = (tx: ReadTx): number[] =>
  orphaned(tx)
    .all()
    .map((row) => row.id);

const proven = sqlStatement<{ conversationId: number; now: number }, { debtorId: number }>(
  `SELECT debtor_id AS debtorId FROM verifications
   WHERE conversation_id = @conversationId AND ended_at IS NULL AND expires_at > @now ORDER BY id DESC LIMIT 1`,
);

/** Who has proved to write here and may still be taken for it. */
export function selectProven(tx: ReadTx, conversationId: number, now: number): number | null {
  return proven(tx).get({ conversationId, now })?.debtorId ?? null;
}

const known = sqlStatement<[string, string, string], { found: number }>(
  'SELECT 1 AS found FROM known_senders WHERE channel = ? AND account = ? AND sender_id = ? LIMIT 1',
);

/** Whether this sender has proved before, in any conversation of the channel, to be on file. */
export function isKnownSender(
  tx: ReadTx,
  at: { channel: string; account: string; senderId: string },
): boolean {
  return known(tx).get(at.channel, at.account, at.senderId) !== undefined;
}

const proofs = sqlStatement<[number], { open: number }>(
  `SELECT COUNT(*) AS open FROM payment_proofs WHERE debtor_id = ? AND state IN ('received', 'plausible', 'matched')`,
);
export const countOpenProofs = (tx: ReadTx, debtorId: number): number => proofs(tx).get(debtorId)?.open ?? 0;

const sentFiles = sqlStatement<{ conversationId: number; since: number; limit: number }, { token: string }>(
  `SELECT json_extract(f.value, '$.token') AS token
   FROM messages m, json_each(m.body, '$.attachments') f
   WHERE m.conversation_id = @conversationId AND m.direction = 'in' AND m.at >= @since
   ORDER BY m.seq DESC LIMIT @limit`,
);

/** Tokens of what the debtor sent in this conversation since then, newest first. */
export function selectSentFiles(tx: ReadTx, conversationId: number, since: number, limit: number): string[] {
  return sentFiles(tx)
    .all({ conversationId, since, limit })
    .map((row) => row.token);
}

export interface FileRow {
  token: string;
  name: string;
  mediaType: string;
  size: number;
}

const fileOf = sqlStatement<[number, string], FileRow>(
  `SELECT token, file_name AS name, media_type AS mediaType, size FROM attachments
   WHERE conversation_id = ? AND token = ?`,
);

/** A file by its token, if it belongs to this conversation. */
export function selectFile(tx: ReadTx, conversationId: number, token: string): FileRow | undefined {
  return fileOf(tx).get(conversationId, token);
}

const wrote = sqlStatement<{ dedupe: string; conversationId: number; external: string }, { found: number }>(
  `SELECT 1 AS found FROM outbox WHERE dedupe_key = @dedupe
   UNION ALL SELECT 1 FROM messages
     WHERE conversation_id = @conversationId AND direction = 'out' AND external_id = @external LIMIT 1`,
);

/** One row of the outbox for one message of a collector's page. */
export const pageDedupeKey = (conversationId: number, key: string) => `page:${conversationId}:${key}`;

/** Whether a collector's message under this key was taken before: it waits, or stands in the transcript. */
export function alreadyWritten(tx: ReadTx, conversationId: number, key: string): boolean {
  const dedupe = pageDedupeKey(conversationId, key);
  return wrote(tx).get({ dedupe, conversationId, external: `page:${key}` }) !== undefined;
}

const asks = sqlStatement<{ id: number; since: number }, { found: number }>(
  `SELECT 1 AS found FROM handoffs
   WHERE conversation_id = @id AND state <> 'closed' AND last_debtor_at > @since LIMIT 1`,
);

/**
 * Whether the debtor said "do not write to me" and has said nothing to a person since: then nobody
 * speaks first. Whoever asks afterwards is answered.
 */
export function isLeftAlone(
  tx: ReadTx,
  { id, optedOutAt }: { id: number; optedOutAt: number | null },
): boolean {
  return optedOutAt !== null && asks(tx).get({ id, since: optedOutAt }) === undefined;
}

const note = sqlStatement<[number, number, string, number], { id: number }>(
  'INSERT INTO notes (conversation_id, collector_id, body, at) VALUES (?, ?, ?, ?) RETURNING id',
);

export function insertNote(
  tx: Tx,
  row: { conversationId: number; collectorId: number; body: string; at: number },
): number {
  return note(tx).get(row.conversationId, row.collectorId, row.body, row.at)!.id;
}
