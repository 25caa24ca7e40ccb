import { sqlStatement, type Tx } from '../storage/database.ts';
import { assertSignedIn, type SignedInCollector } from './signed-in.ts';

/** What an audit row is about, besides who and when. */
export interface Audited {
  /** Epoch ms. */
  at: number;
  /** One word: `signed_in`, `file_opened`, `handoff_claimed`, `proof_accepted` … */
  what: string;
  creditorId?: number | null;
  debtorId?: number | null;
  conversationId?: number | null;
  /** A case number or the names of changed fields; never a figure, a contact or a message. */
  detail?: string | null;
}

const insert = sqlStatement<
  [number, number | null, string, number | null, number | null, number | null, string | null]
>(
  `INSERT INTO collector_audit (at, collector_id, what, creditor_id, debtor_id, conversation_id, detail)
   VALUES (?, ?, ?, ?, ?, ?, ?)`,
);

/**
 * Leaves the row of one thing a collector saw or did, in the transaction that does it. `collector` is
 * null for the command line and the system. Throws for a forged key.
 */
export async function recordAudit(
  tx: Tx,
  row: Audited & { collector: SignedInCollector | null },
): Promise<void> {
  if (row.collector) assertSignedIn(row.collector);
  recordAuditOf(tx, row.collector?.collectorId ?? null, row);
}

/** The same where there is no key yet or any more: signing in, signing out. Stays inside collectors/. */
export function recordAuditOf(tx: Tx, collectorId: number | null, row: Audited): void {
  const { at, what, creditorId, debtorId, conversationId, detail } = row;
  insert(tx).run(
    at,
    collectorId,
    what,
    creditorId ?? null,
    debtorId ?? null,
    conversationId ?? null,
    detail ?? null,
  );
}
