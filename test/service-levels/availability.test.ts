import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { touchPresence } from '../../src/collectors/index.ts';
import { answered, availability, callBackSlots } from '../../src/service-levels/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { makeCollector } from '../support/collectors.ts';
import { addCreditor, at, run, testDatabase } from '../support/debtor.ts';
import { addHandoff, NOW } from './desk.ts';

const MINUTE = 60_000;
let database: Database;
beforeEach(() => {
  database = testDatabase();
});
afterEach(() => database.close());

async function online(tx: Tx, creditorId: number, now = NOW): Promise<void> {
  const { id } = await makeCollector(tx, { creditorIds: [creditorId] });
  touchPresence(tx, id, now, { away: false });
}

describe('what a debtor is told to expect', () => {
  it('is nothing while nobody is online', async () => {
    await database.write(async (tx) => {
      const creditorId = addCreditor(tx);
      await online(tx, addCreditor(tx, 'another'));
      expect(await availability(tx, creditorId, NOW)).toEqual({
        open: true,
        online: 0,
        expectedMinutes: null,
        expectedAt: null,
        opensAt: null,
      });
      const night = at('2026-03-13', '22:00');
      expect(await availability(tx, creditorId, night)).toMatchObject({
        open: false,
        opensAt: at('2026-03-16', '08:00'),
      });
    });
  });

  it('is the target while nobody has been answered yet, in open time', async () => {
    await database.write(async (tx) => {
      const creditorId = addCreditor(tx);
      await online(tx, creditorId, at('2026-03-11', '16:50'));
      expect(await availability(tx, creditorId, at('2026-03-11', '16:50'))).toMatchObject({
        online: 1,
        expectedMinutes: 30,
        expectedAt: at('2026-03-12', '08:20'),
      });
    });
  });

  it('follows the newest answers, who is ahead and how many are there to answer', async () => {
    await database.write(async (tx) => {
      const creditorId = addCreditor(tx);
      // One slow answer long ago, twenty of six minutes since: the slow one counts no more.
      const answers = [[100, 25], ...Array.from({ length: 20 }, (_, n) => [60 - n, 6])];
      for (const [ago, took] of answers as [number, number][]) {
        const now = NOW - ago * MINUTE;
        const { handoffId } = await addHandoff(tx, { creditorId, now });
        await answered(tx, { handoffId, now: now + took * MINUTE });
        run(tx, `UPDATE handoffs SET state = 'answered' WHERE id = @handoffId`, { handoffId });
      }
      await online(tx, creditorId);
      const told = async () => (await availability(tx, creditorId, NOW)).expectedMinutes;
      expect(await told()).toBe(6);
      for (let n = 0; n < 3; n++) await addHandoff(tx, { creditorId });
      expect(await told()).toBe(4 * 6);
      await online(tx, creditorId);
      expect(await told()).toBe(2 * 6);
    });
  });
});

describe('call-back slots', () => {
  it('are the creditor’s next open hours', async () => {
    await database.write(async (tx) => {
      const creditorId = addCreditor(tx);
      expect(await callBackSlots(tx, creditorId, at('2026-03-18', '15:30'), 2)).toEqual([
        { fromAt: at('2026-03-25', '08:00'), toAt: at('2026-03-25', '10:00') },
        { fromAt: at('2026-03-25', '10:00'), toAt: at('2026-03-25', '12:00') },
      ]);
    });
  });
});
