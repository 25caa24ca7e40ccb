import { eq } from 'drizzle-orm';
import { touchPresence } from '../../src/collectors/index.ts';
import { endHandoff } from '../../src/handoff/index.ts';
import { createSweeper, policyOf } from '../../src/service-levels/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { type Database, sqlStatement } from '../../src/storage/database.ts';
import { handoffs } from '../../src/storage/schema/cases.ts';
import { conversations } from '../../src/storage/schema/conversations.ts';
import { makeCollector } from '../support/collectors.ts';
import { all } from '../support/debtor.ts';

/*
 * What happens on the collectors' side while people talk.
 */

/** What of an application the collectors' side needs. */
export interface Desk {
  database: Database;
  clock: Clock;
}

const someone = sqlStatement<[], { id: number }>('SELECT id FROM collectors ORDER BY id LIMIT 1');

/** A collector has the console open, now and for the next minute and a half. */
export async function beThere({ database, clock }: Desk): Promise<void> {
  const id = await database.read(async (tx) => someone(tx).get()?.id);
  const collectorId = id ?? (await makeCollector(database, { firstName: 'Rini' })).id;
  await database.write(async (tx) => touchPresence(tx, collectorId, clock.now(), { away: false }));
}

/** One look at who has waited too long. */
export async function lookAtTheClock({ database, clock }: Desk): Promise<void> {
  const policy = await database.read(async (tx) => policyOf(tx));
  const sweeper = createSweeper({ database, clock, policy, log: { warn() {}, error: fail } });
  await sweeper.tick();
  await sweeper.stop();
}

function fail(facts: object): void {
  throw new Error('the sweeper failed', { cause: facts });
}

/** The collector is done, and the matter is solved. */
export async function resolveHandoff({ database, clock }: Desk, id: number): Promise<void> {
  await database.write(async (tx) => {
    const handoff = tx.orm.select().from(handoffs).where(eq(handoffs.id, id)).get();
    const conversation =
      handoff &&
      tx.orm.select().from(conversations).where(eq(conversations.id, handoff.conversationId)).get();
    if (!handoff || !conversation) throw new Error(`no handoff ${id}`);
    const by = { actor: 'operator', actorId: null } as const;
    await endHandoff(tx, { handoff, conversation, ...by, resolution: 'resolved', now: clock.now() });
  });
}

/** What the open call-back says: how, where (as stored) and when in Jakarta; false when there is none. */
export async function callBackNow(database: Database): Promise<string | false> {
  return database.write(async (tx) => {
    const [row, ...others] = all<{ how: string; address: string; from_at: number | null }>(
      tx,
      `SELECT b.how, coalesce(c.address, b.typed_address) AS address, b.from_at FROM call_backs b
       LEFT JOIN contacts c ON c.id = b.contact_id WHERE b.state = 'open'`,
    );
    if (others.length > 0) throw new Error('more than one call-back is open');
    if (!row) return false;
    const at = row.from_at === null ? [] : [new Date(row.from_at + 7 * 3_600_000).toISOString().slice(0, 16)];
    return [row.how, row.address, ...at].join(' ');
  });
}

/** The score of the newest handoff that has one; false when none has. */
export async function scoreNow(database: Database): Promise<number | false> {
  return database.write(async (tx) => {
    const [row] = all<{ score: number }>(tx, 'SELECT score FROM handoff_ratings ORDER BY handoff_id DESC');
    return row?.score ?? false;
  });
}
