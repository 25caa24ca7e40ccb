import type { MessageBody } from '../channels/channel.ts';
import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

export interface InboundRow {
  seq: number;
  at: number;
  body: MessageBody;
}

interface StoredRow {
  seq: number;
  at: number;
  body: string;
}

/** Of a message `m`: that it was put together from several, this one among them. */
const HAS_PIECE = `EXISTS (SELECT 1 FROM json_each(m.body, '$.pieces') p WHERE json_extract(p.value, '$.id') = @externalId)`;
const inbound = sqlStatement<{ id: number; externalId: string }, StoredRow>(
  `SELECT m.seq, m.at, m.body FROM messages m
   WHERE m.conversation_id = @id AND m.direction = 'in' AND m.withdrawn_at IS NULL
     AND (m.external_id = @externalId OR ${HAS_PIECE} OR json_extract(m.body, '$.corrects') = (
       SELECT o.seq FROM messages o
       WHERE o.conversation_id = @id AND o.direction = 'in' AND o.external_id = @externalId))
   ORDER BY m.seq`,
);
const known = sqlStatement<{ id: number; externalId: string }, { found: number }>(
  `SELECT 1 AS found FROM messages m WHERE m.conversation_id = @id AND m.direction = 'in'
     AND (m.external_id = @externalId OR ${HAS_PIECE}) LIMIT 1`,
);
/**
 * A debtor's message by the channel's own id, or by that of a piece of it, with the corrections of it, as far as
 * they are not withdrawn yet; undefined when there is none.
 */
export function inboundMessages(
  tx: ReadTx,
  conversationId: number,
  externalId: string,
): InboundRow[] | undefined {
  if (!known(tx).get({ id: conversationId, externalId })) return undefined;
  return inbound(tx)
    .all({ id: conversationId, externalId })
    .map((row) => ({ ...row, body: JSON.parse(row.body) as MessageBody }));
}

const save = sqlStatement<{ id: number; seq: number; body: string; now: number | null }>(
  'UPDATE messages SET body = @body, withdrawn_at = @now WHERE conversation_id = @id AND seq = @seq',
);
/** `now` (epoch ms): nothing of it is left; null: a part is. */
export function saveWithdrawn(
  tx: Tx,
  { id, seq, body, now }: { id: number; seq: number; body: MessageBody; now: number | null },
): void {
  save(tx).run({ id, seq, body: JSON.stringify(body), now });
}

const evidence = sqlStatement<{ id: number; tokens: string }, { token: string }>(
  `SELECT a.token FROM json_each(@tokens) k CROSS JOIN attachments a ON a.token = k.value
   WHERE a.conversation_id = @id AND (EXISTS (SELECT 1 FROM payment_proofs p WHERE p.attachment_id = a.id)
     OR EXISTS (SELECT 1 FROM payment_proof_files n WHERE n.attachment_id = a.id)
     OR EXISTS (SELECT 1 FROM disputes d WHERE d.attachment_id = a.id))`,
);
/** Those of the files on which a proof of payment or a dispute rests: a case keeps its evidence. */
export function evidenceAmong(tx: ReadTx, id: number, tokens: readonly string[]): Set<string> {
  const rows = evidence(tx).all({ id, tokens: JSON.stringify(tokens) });
  return new Set(rows.map((row) => row.token));
}

const forget = sqlStatement<{ id: number; tokens: string }>(
  `DELETE FROM attachments WHERE conversation_id = @id AND token IN (SELECT value FROM json_each(@tokens))
     AND NOT EXISTS (SELECT 1 FROM messages m, json_each(m.body, '$.attachments') f
       WHERE m.conversation_id = @id AND json_extract(f.value, '$.token') = attachments.token)
     AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = @id AND instr(c.state, attachments.token) > 0)`,
);
/** Deletes files that no message shows any more and that the dialog is not about to use. */
export function forgetFiles(tx: Tx, id: number, tokens: readonly string[]): void {
  if (tokens.length > 0) forget(tx).run({ id, tokens: JSON.stringify(tokens) });
}

const quoting = sqlStatement<{ id: number; words: string }, { seq: number; body: string }>(
  `SELECT seq, body FROM messages WHERE conversation_id = @id AND json_extract(body, '$.quoted') = @words`,
);
const rewrite = sqlStatement<{ id: number; seq: number; body: string }>(
  'UPDATE messages SET body = @body WHERE conversation_id = @id AND seq = @seq',
);
/** Takes quotations of these very words out of the conversation. */
export function forgetQuotations(tx: Tx, id: number, words: string): void {
  if (words === '') return;
  for (const { seq, body } of quoting(tx).all({ id, words })) {
    const { quoted: _, ...rest } = JSON.parse(body) as MessageBody;
    rewrite(tx).run({ id, seq, body: JSON.stringify(rest) });
  }
}
