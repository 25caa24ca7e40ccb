import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { type AccountRow, accountById } from './account-repository.ts';
import { creditorsOf } from './creditor-scope.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import { newToken, tokenHash } from './secrets.ts';
import { type SignedInCollector, sealSignedIn } from './signed-in.ts';

export interface SessionRow {
  id: number;
  token_hash: string;
  collector_id: number;
  stage: 'password' | 'full';
  created_at: number;
  last_used_at: number;
  expires_at: number;
  device: string | null;
}

const insert = sqlStatement<{
  hash: string;
  collectorId: number;
  stage: SessionRow['stage'];
  now: number;
  expiresAt: number;
  device: string | null;
}>(
  `INSERT INTO collector_sessions (token_hash, collector_id, stage, created_at, last_used_at, expires_at, device)
   VALUES (@hash, @collectorId, @stage, @now, @now, @expiresAt, @device)`,
);

/** Opens a session and returns its token, which only the cookie will know. */
export function openSession(
  tx: Tx,
  session: { collectorId: number; stage: SessionRow['stage']; now: number; device?: string | null },
): { token: string; sessionId: number } {
  const { collectorId, stage, now } = session;
  const token = newToken();
  const lives = stage === 'full' ? SIGN_IN_POLICY.absoluteMs : SIGN_IN_POLICY.passwordStageMs;
  const device = session.device?.slice(0, 120) ?? null;
  const row = { hash: tokenHash(token), collectorId, stage, now, expiresAt: now + lives, device };
  return { token, sessionId: Number(insert(tx).run(row).lastInsertRowid) };
}

const byHash = sqlStatement<[string], SessionRow>(
  'SELECT * FROM collector_sessions WHERE token_hash = ? AND ended_at IS NULL',
);

/** When a session ends if nobody uses it, epoch ms. */
export function endOf(session: Pick<SessionRow, 'expires_at' | 'last_used_at'>): number {
  return Math.min(session.expires_at, session.last_used_at + SIGN_IN_POLICY.idleMs);
}

export interface LiveSession {
  session: SessionRow;
  account: AccountRow;
  /** What is still asked for; `done` when nothing is. */
  step: 'code' | 'enrol' | 'change_password' | 'done';
}

/** The session of a token with its account; undefined when it has ended, or the account is disabled. */
export function liveSession(tx: ReadTx, token: string, now: number): LiveSession | undefined {
  const session = byHash(tx).get(tokenHash(token));
  if (!session || endOf(session) <= now) return undefined;
  const account = accountById(tx, session.collector_id);
  if (!account || account.disabled_at !== null) return undefined;
  return { session, account, step: stepOf(session.stage, account) };
}

export function stepOf(stage: SessionRow['stage'], account: AccountRow): LiveSession['step'] {
  if (stage === 'password') return account.totp_confirmed_at === null ? 'enrol' : 'code';
  return account.must_change_password ? 'change_password' : 'done';
}

/** The key of a session from which nothing more is asked; undefined for any other. */
export function signedInBy(
  tx: ReadTx,
  { session, account, step }: LiveSession,
): SignedInCollector | undefined {
  if (step !== 'done') return undefined;
  return sealSignedIn({
    collectorId: account.id,
    sessionId: session.id,
    name: account.name,
    firstName: account.first_name,
    role: account.role,
    locale: account.locale,
    creditors: creditorsOf(tx, account),
  });
}

const touch = sqlStatement<[number, number]>('UPDATE collector_sessions SET last_used_at = ? WHERE id = ?');
export const touchSession = (tx: Tx, id: number, now: number) => touch(tx).run(now, id);

const end = sqlStatement<[number, number]>(
  'UPDATE collector_sessions SET ended_at = ? WHERE id = ? AND ended_at IS NULL',
);
export const endSession = (tx: Tx, id: number, now: number) => end(tx).run(now, id);

const endAll = sqlStatement<[number, number]>(
  'UPDATE collector_sessions SET ended_at = ? WHERE collector_id = ? AND ended_at IS NULL',
);
/** Signs an account out everywhere; whoever looks on live is told to look again. */
export function endSessionsOf(tx: Tx, collectorId: number, now: number): void {
  endAll(tx).run(now, collectorId);
  tx.announce({ kind: 'team' });
}

const open = sqlStatement<[number], SessionRow>(
  `SELECT * FROM collector_sessions WHERE collector_id = ? AND ended_at IS NULL AND stage = 'full'
   ORDER BY last_used_at DESC, id DESC`,
);
export const sessionsOf = (tx: ReadTx, collectorId: number, now: number) =>
  open(tx)
    .all(collectorId)
    .filter((row) => endOf(row) > now);

const forgetOld = sqlStatement<[number]>('DELETE FROM collector_sessions WHERE expires_at < ?');
/** Removes rows of sessions that ended long ago. */
export const forgetSessions = (tx: Tx, before: number) => forgetOld(tx).run(before);
