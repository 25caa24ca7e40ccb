import { sqlStatement, type Tx } from '../storage/database.ts';
import { type AccountRow, setFailures } from './account-repository.ts';
import { type LockPolicy, lockMs } from './policy.ts';

interface FailureRow {
  failures: number;
  last_at: number;
  locked_until: number | null;
}

const find = sqlStatement<[string], FailureRow>(
  'SELECT failures, last_at, locked_until FROM sign_in_failures WHERE subject_hash = ?',
);
const put = sqlStatement<[string, number, number, number | null]>(
  `INSERT INTO sign_in_failures (subject_hash, failures, last_at, locked_until) VALUES (?, ?, ?, ?)
   ON CONFLICT (subject_hash) DO UPDATE SET failures = excluded.failures, last_at = excluded.last_at,
     locked_until = excluded.locked_until`,
);
const remove = sqlStatement<[string]>('DELETE FROM sign_in_failures WHERE subject_hash = ?');
const removeOld = sqlStatement<[number]>('DELETE FROM sign_in_failures WHERE last_at < ?');

export interface LockSubject {
  hash: string;
  policy: LockPolicy;
}

/**
 * Opens the door for one try, or says for how many seconds it stays closed. The try is counted as a
 * failure at once, before anything slow is checked: a hundred guesses sent together are a hundred
 * failures, not one. `clearSubject` takes it back when the try was right. A try at a closed door costs
 * nothing more.
 */
export function takeTry(tx: Tx, subjects: readonly LockSubject[], now: number): { retryAfter: number } {
  const rows = subjects.map((one) => ({ ...one, row: find(tx).get(one.hash) }));
  const until = Math.max(0, ...rows.map(({ row }) => row?.locked_until ?? 0));
  if (until > now) return { retryAfter: seconds(until - now) };
  for (const { hash, policy, row } of rows) {
    const before = row && row.last_at > now - policy.forgetMs ? row.failures : 0;
    put(tx).run(hash, before + 1, now, lockedFrom(now, before + 1, policy));
  }
  return { retryAfter: 0 };
}

/** The try was right: nothing is held against this subject any more. */
export function clearSubject(tx: Tx, hash: string): void {
  remove(tx).run(hash);
}

/** Takes back the newest try, and no other: the password was right, but nobody is signed in yet. */
export function takeBackTry(tx: Tx, hash: string): void {
  const row = find(tx).get(hash);
  if (row) put(tx).run(hash, Math.max(0, row.failures - 1), row.last_at, null);
}

/** What nobody has tried for so long is forgotten. */
export function forgetFailures(tx: Tx, before: number): void {
  removeOld(tx).run(before);
}

/** The same for who has shown a password already: counted on the account itself. */
export function takeAccountTry(
  tx: Tx,
  account: Pick<AccountRow, 'id' | 'failures' | 'locked_until'>,
  policy: LockPolicy,
  now: number,
): { retryAfter: number } {
  const until = account.locked_until ?? 0;
  if (until > now) return { retryAfter: seconds(until - now) };
  const before = until > 0 && until < now - policy.forgetMs ? 0 : account.failures;
  setFailures(tx, account.id, before + 1, lockedFrom(now, before + 1, policy));
  return { retryAfter: 0 };
}

function lockedFrom(at: number, failures: number, policy: LockPolicy): number | null {
  const ms = lockMs(failures, policy);
  return ms === 0 ? null : at + ms;
}

const seconds = (ms: number) => Math.ceil(ms / 1000);
