import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serviceLevelReport } from '../../src/handoff/index.ts';
import { answered, closed, debtorWrote } from '../../src/service-levels/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { addHandoff, NOW } from '../service-levels/desk.ts';
import { signedIn } from '../support/collectors.ts';
import { run, testDatabase } from '../support/debtor.ts';
import { twoCreditors } from './queue-world.ts';

const MINUTE = 60_000;
let database: Database;
beforeEach(() => {
  database = testDatabase();
});
afterEach(() => database.close());

/** Answered and closed so many minutes after it began. */
async function worked(tx: Tx, creditorId: number, first: number, end: number, more: { now?: number } = {}) {
  const now = more.now ?? NOW;
  const { handoffId } = await addHandoff(tx, { creditorId, now });
  await answered(tx, { handoffId, now: now + first * MINUTE });
  await debtorWrote(tx, { handoffId, now: now + first * MINUTE });
  await answered(tx, { handoffId, now: now + end * MINUTE });
  run(tx, `UPDATE handoffs SET state = 'closed', closed_at = @at WHERE id = @handoffId`, {
    at: now + end * MINUTE,
    handoffId,
  });
  await closed(tx, { handoffId, now: now + end * MINUTE });
  return handoffId;
}

describe('how promises were kept', () => {
  it('is counted by creditor and reason, times in open minutes', async () => {
    const { mine, other } = await database.write(async (tx) => {
      const both = twoCreditors(tx);
      const first = await worked(tx, both.mine, 10, 20);
      await worked(tx, both.mine, 20, 40);
      await worked(tx, both.mine, 45, 200);
      // Runs and is not late: neither.
      await addHandoff(tx, { creditorId: both.mine });
      await addHandoff(tx, { creditorId: both.mine, reason: 'hardship' });
      await addHandoff(tx, { creditorId: both.other });
      await worked(tx, both.mine, 1, 2, { now: NOW - 60 * MINUTE });
      run(tx, 'INSERT INTO handoff_ratings VALUES (@first, 4, 0)', { first });
      return both;
    });
    const me = await signedIn(database, { creditorIds: [mine] });
    const rows = await serviceLevelReport(database, me, NOW);
    const none = { met: 0, breached: 0, medianMinutes: null };
    expect(rows).toEqual([
      {
        creditor: { id: mine, name: 'PT mine' },
        reason: 'asked',
        handoffs: 4,
        firstAnswer: { met: 2, breached: 1, medianMinutes: 20 },
        nextAnswer: { met: 2, breached: 1 },
        resolution: { met: 3, breached: 0, medianMinutes: 40 },
        rating: { count: 1, average: 4 },
      },
      {
        creditor: { id: mine, name: 'PT mine' },
        reason: 'hardship',
        handoffs: 1,
        firstAnswer: none,
        nextAnswer: { met: 0, breached: 0 },
        resolution: none,
        rating: { count: 0, average: null },
      },
    ]);
    const supervisor = await signedIn(database, { role: 'supervisor', creditorIds: [other] });
    expect((await serviceLevelReport(database, supervisor, NOW)).map((row) => row.creditor.id)).toEqual([
      other,
    ]);
  });

  it('loses nobody between the portions it is read in', async () => {
    await database.write(async (tx) => {
      const { mine } = twoCreditors(tx);
      for (let n = 0; n < 2_001; n++) await addHandoff(tx, { creditorId: mine, now: NOW + (n % 3) });
    });
    const me = await signedIn(database);
    const [row] = await serviceLevelReport(database, me, NOW);
    expect(row!.handoffs).toBe(2_001);
  });
});
