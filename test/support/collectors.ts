import { creditorsOf } from '../../src/collectors/creditor-scope.ts';
import type { Role } from '../../src/collectors/index.ts';
import { type SignedInCollector, sealSignedIn } from '../../src/collectors/signed-in.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { all, run } from './debtor.ts';

/** Argon2id of PASSWORD at the lowest cost, so that tests need not wait. */
const CHEAP_HASH =
  '$argon2id$v=19$m=8,t=1,p=1$c2FwYS10ZXN0LXNhbHQtLQ$Kr4Y/+Jkk+hpvPNAPS4X/68m3r5JDCHMn2fEcCPudMI';
export const PASSWORD = 'perahu layar biru tua';

export interface TestCollector {
  id: number;
  email: string;
  role: Role;
  password: string;
}

let counter = 0;

/**
 * Inserts an account that may sign in. `creditorIds` for a collector are their own; for the other
 * roles a team with exactly these is made, unless `teamId` names one. 'all' (the default): every
 * creditor there is now for a collector, no team for the others.
 */
export async function makeCollector(
  where: Database | Tx,
  options: {
    role?: Role;
    creditorIds?: readonly number[] | 'all';
    teamId?: number;
    email?: string;
    name?: string;
    firstName?: string;
    locale?: 'id' | 'en';
  } = {},
): Promise<TestCollector> {
  if ('write' in where) return where.write((tx) => makeCollector(tx, options));
  const number = ++counter;
  const role = options.role ?? 'collector';
  const email = options.email ?? `${role}-${number}@sapa.test`;
  const given = options.creditorIds ?? 'all';
  let teamId = options.teamId ?? null;
  if (role !== 'collector' && given !== 'all' && teamId === null) {
    teamId = run(where, `INSERT INTO teams (name, created_at) VALUES (@name, 0)`, { name: `Tim ${number}` });
    for (const creditorId of given)
      run(where, 'INSERT INTO team_creditors VALUES (@teamId, @creditorId)', { teamId, creditorId });
  }
  const id = run(
    where,
    `INSERT INTO collectors (email, name, first_name, role, team_id, locale, password_hash,
       must_change_password, created_at)
     VALUES (@email, @name, @firstName, @role, @teamId, @locale, @hash, 0, 0)`,
    {
      email,
      name: options.name ?? `Petugas ${number}`,
      firstName: options.firstName ?? `Petugas${number}`,
      role,
      teamId,
      locale: options.locale ?? 'id',
      hash: CHEAP_HASH,
    },
  );
  if (role === 'collector') {
    const own =
      given === 'all' ? all<{ id: number }>(where, 'SELECT id FROM creditors').map((row) => row.id) : given;
    for (const creditorId of own)
      run(where, 'INSERT INTO collector_creditors VALUES (@id, @creditorId)', { id, creditorId });
  }
  return { id, email, role, password: PASSWORD };
}

/** An account made as above and signed in: the key that services ask for. */
export async function signedIn(
  where: Database | Tx,
  options: Parameters<typeof makeCollector>[1] & { now?: number } = {},
): Promise<SignedInCollector> {
  if ('write' in where) return where.write((tx) => signedIn(tx, options));
  const made = await makeCollector(where, options);
  const [row] = all<{
    id: number;
    name: string;
    first_name: string;
    role: Role;
    team_id: number | null;
    locale: 'id' | 'en';
  }>(where, 'SELECT * FROM collectors WHERE id = ?', made.id);
  const sessionId = run(
    where,
    `INSERT INTO collector_sessions (token_hash, collector_id, stage, created_at, last_used_at, expires_at)
     VALUES (@hash, @id, 'full', @now, @now, @now + 43200000)`,
    { hash: `test-${made.id}`, id: made.id, now: options.now ?? 0 },
  );
  return sealSignedIn({
    collectorId: made.id,
    sessionId,
    name: row!.name,
    firstName: row!.first_name,
    role: row!.role,
    locale: row!.locale,
    creditors: creditorsOf(where, row!),
  });
}
