import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import type { PastChallenge } from './otp-limits.ts';

/** Statements about challenges. Ids that do not exist are passed as -1: the same statement runs either way. */
const PAST = 'SELECT created_at, closed_at, tries, outcome FROM challenges WHERE';
const RECENT = 'created_at > ? ORDER BY created_at DESC LIMIT 300';
const bySubject = sqlStatement<[string, number], PastChallenge>(`${PAST} subject_hash = ? AND ${RECENT}`);
const byAsker = sqlStatement<[string, number], PastChallenge>(`${PAST} asker_hash = ? AND ${RECENT}`);
const byOrigin = sqlStatement<[string, number], PastChallenge>(`${PAST} origin_hash = ? AND ${RECENT}`);
const byDebtor = sqlStatement<[number, number], PastChallenge>(
  `${PAST} debtor_id = ? AND contact_id IS NOT NULL AND ${RECENT}`,
);

export const pastBySubject = (tx: ReadTx, hash: string, since: number) => bySubject(tx).all(hash, since);
export const pastByAsker = (tx: ReadTx, hash: string, since: number) => byAsker(tx).all(hash, since);
export const pastByOrigin = (tx: ReadTx, hash: string, since: number) => byOrigin(tx).all(hash, since);
/** Codes really sent to this debtor, whichever number was asked for. */
export const pastByDebtor = (tx: ReadTx, debtorId: number, since: number) =>
  byDebtor(tx).all(debtorId, since);

export interface ChallengeRow extends PastChallenge {
  id: number;
  conversation_id: number;
  debtor_id: number | null;
  contact_id: number | null;
  subject_hash: string;
  asker_hash: string;
  nonce: string;
  code_hash: string;
  expires_at: number;
  /** 1 when the contact may still be used. */
  usable: number;
}

const FULL = `SELECT h.id, h.conversation_id, h.debtor_id, h.contact_id, h.subject_hash, h.asker_hash, h.nonce, h.code_hash, h.tries,
    h.created_at, h.expires_at, h.closed_at, h.outcome,
    (c.id IS NOT NULL AND (c.flagged_at IS NULL OR c.flag_reason = 'not_me_unproven')) AS usable
  FROM challenges h LEFT JOIN contacts c ON c.id = h.contact_id`;
const latest = sqlStatement<[number], ChallengeRow>(
  `${FULL} WHERE h.conversation_id = ? ORDER BY h.id DESC LIMIT 1`,
);
const byId = sqlStatement<[number], ChallengeRow>(`${FULL} WHERE h.id = ?`);

/** The newest challenge of a conversation, open or not. */
export const latestChallenge = (tx: ReadTx, conversationId: number) => latest(tx).get(conversationId);
export const challengeById = (tx: ReadTx, id: number) => byId(tx).get(id);

const recent = sqlStatement<[number], { nonce: string; code_hash: string }>(
  'SELECT nonce, code_hash FROM challenges WHERE conversation_id = ? ORDER BY id DESC LIMIT 12',
);
/** What is known of the newest codes of a conversation, used or not. */
export const recentChallenges = (tx: ReadTx, conversationId: number) => recent(tx).all(conversationId);

export interface NewChallenge {
  conversationId: number;
  debtorId: number | null;
  contactId: number | null;
  subjectHash: string;
  askerHash: string;
  originHash: string | null;
  nonce: string;
  codeHash: string;
  now: number;
  expiresAt: number;
}

const insert = sqlStatement<NewChallenge>(
  `INSERT INTO challenges (conversation_id, debtor_id, contact_id, subject_hash, asker_hash, origin_hash,
     nonce, code_hash, created_at, expires_at)
   VALUES (@conversationId, @debtorId, @contactId, @subjectHash, @askerHash, @originHash,
     @nonce, @codeHash, @now, @expiresAt)`,
);
/** Returns the new challenge's id. */
export const insertChallenge = (tx: Tx, row: NewChallenge) => Number(insert(tx).run(row).lastInsertRowid);

const closeOpen = sqlStatement<[number, number]>(
  `UPDATE challenges SET closed_at = ?, outcome = 'replaced' WHERE conversation_id = ? AND closed_at IS NULL`,
);
/** Ends what is still open in a conversation: its code is good for nothing any more. */
export const replaceOpenChallenges = (tx: Tx, conversationId: number, now: number) =>
  closeOpen(tx).run(now, conversationId).changes;

const settle = sqlStatement<[number, number | null, string | null, number]>(
  'UPDATE challenges SET tries = ?, closed_at = ?, outcome = ? WHERE id = ?',
);
/** Stores the count of wrong tries and, when it is over, how it ended. */
export const settleChallenge = (
  tx: Tx,
  id: number,
  tries: number,
  closed?: { at: number; outcome: 'verified' | 'exhausted' | 'expired' },
) => settle(tx).run(tries, closed?.at ?? null, closed?.outcome ?? null, id);
