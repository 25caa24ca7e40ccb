import type { Role, SignedInCollector } from '../../src/collectors/index.ts';
import { signInSecrets } from '../../src/collectors/secrets.ts';
import { liveSession, openSession, signedInBy } from '../../src/collectors/session-repository.ts';
import type { Clock } from '../../src/shared/clock.ts';
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

/**
 * An account made as above with a session of the real service: the key that services ask for. `now`
 * (epoch ms, 0 when left out) is when it began.
 */
export async function signedIn(
  where: Database | Tx,
  options: Parameters<typeof makeCollector>[1] & { now?: number } = {},
): Promise<SignedInCollector> {
  if ('write' in where) return where.write((tx) => signedIn(tx, options));
  const made = await makeCollector(where, options);
  return signedInAs(where, made, options.now ?? 0);
}

/** One more session of an account that is there, and its key. */
export function signedInAs(tx: Tx, account: { id: number }, now: number): SignedInCollector {
  enrolledAlready(tx, account.id);
  const { token } = openSession(tx, { collectorId: account.id, stage: 'full', now });
  const live = liveSession(tx, token, now);
  const collector = live && signedInBy(tx, live);
  if (!collector)
    throw new Error('test: this account cannot be signed in (disabled, or password to change?)');
  return collector;
}

/** What a signed-in page sends along; `headers` serve `inject` and `fetch` alike. */
export interface Page {
  token: string;
  cookie: string;
  csrf: string;
  headers: { cookie: string; 'x-sapa-csrf': string; origin: string };
}

/** Signs an account in on a server (an App, or what one of it needs) without the steps on the way. */
export async function signIn(
  app: { database: Database; clock: Clock; config: { DATA_KEY: string; PUBLIC_URL: string } },
  account: { id: number },
): Promise<Page> {
  const { token } = await app.database.write(async (tx) => {
    enrolledAlready(tx, account.id);
    return openSession(tx, { collectorId: account.id, stage: 'full', now: app.clock.now(), device: 'test' });
  });
  const origin = new URL(app.config.PUBLIC_URL).origin;
  const name = origin.startsWith('https:') ? '__Host-sapa_session' : 'sapa_session';
  const cookie = `${name}=${token}`;
  const csrf = signInSecrets(app.config.DATA_KEY).csrf(token);
  return { token, cookie, csrf, headers: { cookie, 'x-sapa-csrf': csrf, origin } };
}

function enrolledAlready(tx: Tx, id: number): void {
  run(tx, 'UPDATE collectors SET totp_confirmed_at = coalesce(totp_confirmed_at, 0) WHERE id = @id', { id });
}
