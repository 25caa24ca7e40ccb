import { afterAll, describe, expect, it } from 'vitest';
import {
  answered,
  closed,
  debtorWrote,
  disputeDueAt,
  promised,
  stakeKnown,
} from '../../src/service-levels/index.ts';
import { at, run, testDatabase } from '../support/debtor.ts';
import { addHandoff, breaches, NOW, stored, withCreditor } from './desk.ts';

const database = testDatabase();
afterAll(() => database.close());
const MINUTE = 60_000;

describe('the clocks of a handoff', () => {
  it('run from the moment a person is asked for, the earliest first', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, { creditorId });
      expect(stored(tx, handoffId)).toMatchObject({
        first_due_at: at('2026-03-11', '10:30'),
        next_due_at: null,
        // 18 hours of 9 a day.
        resolve_due_at: at('2026-03-13', '10:00'),
        due_at: at('2026-03-11', '10:30'),
        breach_at: at('2026-03-11', '10:30'),
        breached: 0,
      });
    });
  });

  it('stop one after the other: first answer, next answers, the end', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, { creditorId });
      await debtorWrote(tx, { handoffId, now: NOW + 5 * MINUTE });
      expect(stored(tx, handoffId)).toMatchObject({ next_due_at: null, last_debtor_at: NOW + 5 * MINUTE });
      await answered(tx, { handoffId, now: NOW + 12 * MINUTE });
      const resolve = at('2026-03-13', '10:00');
      expect(stored(tx, handoffId)).toMatchObject({
        answered_at: NOW + 12 * MINUTE,
        first_answer_minutes: 12,
        last_collector_at: NOW + 12 * MINUTE,
        due_at: resolve,
        next_answers_met: 0,
      });
      await debtorWrote(tx, { handoffId, now: NOW + 20 * MINUTE });
      await debtorWrote(tx, { handoffId, now: NOW + 50 * MINUTE });
      // From the first message nobody has answered.
      expect(stored(tx, handoffId)).toMatchObject({
        next_due_at: NOW + 80 * MINUTE,
        due_at: NOW + 80 * MINUTE,
      });
      await answered(tx, { handoffId, now: NOW + 70 * MINUTE });
      await answered(tx, { handoffId, now: NOW + 71 * MINUTE });
      expect(stored(tx, handoffId)).toMatchObject({
        next_due_at: null,
        due_at: resolve,
        next_answers_met: 1,
        first_answer_minutes: 12,
      });
      await closed(tx, { handoffId, now: NOW + 120 * MINUTE });
      expect(stored(tx, handoffId)).toMatchObject({
        due_at: null,
        breach_at: null,
        priority_next_at: null,
        too_long_at: null,
        resolution_minutes: 120,
        breached: 0,
      });
      expect(breaches(tx)).toEqual([]);
    });
  });

  it('leave a record when the answer comes before anybody has noticed that it is late', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, { creditorId });
      // The desk may write answered_at itself, in the same transaction.
      const late = NOW + 31 * MINUTE;
      run(tx, 'UPDATE handoffs SET answered_at = @late WHERE id = @handoffId', { late, handoffId });
      await answered(tx, { handoffId, now: late });
      expect(stored(tx, handoffId)).toMatchObject({ breached: 0, first_answer_minutes: 31 });
      await debtorWrote(tx, { handoffId, now: late });
      await answered(tx, { handoffId, now: late + 61 * MINUTE });
      await closed(tx, { handoffId, now: at('2026-03-13', '10:01') });
      expect(breaches(tx).map(({ what, due_at }) => [what, due_at])).toEqual([
        ['first_answer', NOW + 30 * MINUTE],
        ['next_answer', late + 60 * MINUTE],
        ['resolution', at('2026-03-13', '10:00')],
      ]);
      // The list of closed ones shows that something was late.
      expect(stored(tx, handoffId)).toMatchObject({ breached: 1, next_answers_met: 0 });
      run(tx, 'DELETE FROM service_level_breaches');
    });
  });

  it('do not move any more once it is closed', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, { creditorId });
      run(tx, `UPDATE handoffs SET state = 'closed', closed_at = @NOW WHERE id = @handoffId`, {
        NOW,
        handoffId,
      });
      await closed(tx, { handoffId, now: NOW });
      const before = stored(tx, handoffId);
      await debtorWrote(tx, { handoffId, now: NOW + MINUTE });
      await answered(tx, { handoffId, now: NOW + MINUTE });
      expect(stored(tx, handoffId)).toEqual(before);
    });
  });
});

describe('a wait', () => {
  it('is too long ten open minutes beyond what was promised, or beyond the target', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const told = await addHandoff(tx, { creditorId, expectedAt: at('2026-03-11', '10:05') });
      expect(stored(tx, told.handoffId).too_long_at).toBe(at('2026-03-11', '10:15'));
      const untold = await addHandoff(tx, { creditorId });
      expect(stored(tx, untold.handoffId).too_long_at).toBe(at('2026-03-11', '10:40'));
      const { handoffId } = untold;
      await promised(tx, { handoffId, expectedAt: at('2026-03-11', '16:55') });
      expect(stored(tx, handoffId)).toMatchObject({
        expected_at: at('2026-03-11', '16:55'),
        too_long_at: at('2026-03-12', '08:05'),
      });
    });
  });
});

describe('the place in the queue', () => {
  it('is amount × age × reason, and says when it changes', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, {
        creditorId,
        reason: 'hardship',
        amountMinor: 4_000_000_00,
        currency: 'IDR',
      });
      // 4 reference units, a begun quarter of an hour, weight 1.5.
      expect(stored(tx, handoffId)).toMatchObject({
        priority: 4 * 0.25 * 1.5,
        priority_next_at: NOW + 15 * MINUTE,
      });
    });
  });

  it('follows what is at stake as soon as it is known', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      const { handoffId } = await addHandoff(tx, { creditorId });
      expect(stored(tx, handoffId).priority).toBe(0.5 * 0.25);
      const now = NOW + 16 * MINUTE;
      await stakeKnown(tx, { handoffId, now, amountMinor: 600_00, currency: 'USD' });
      expect(stored(tx, handoffId)).toMatchObject({
        priority: 10 * 0.5,
        priority_next_at: NOW + 30 * MINUTE,
        amount_minor: 600_00,
        currency: 'USD',
      });
    });
  });
});

describe('a dispute', () => {
  it('is due in open time by its category', async () => {
    await withCreditor(database, async (tx, creditorId) => {
      expect(await disputeDueAt(tx, creditorId, 'already_paid', NOW)).toBe(at('2026-03-13', '10:00'));
      // Five working days, over Nyepi and joint leave to after Idul Fitri.
      expect(await disputeDueAt(tx, creditorId, 'other', NOW)).toBe(at('2026-03-25', '10:00'));
    });
  });
});
