import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answered, createSweeper, readServicePolicy } from '../../src/service-levels/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import type { OutboxPayload } from '../../src/storage/outbox-rows.ts';
import { TestClock } from '../support/clock.ts';
import { addCreditor, addDebtor, addInvoice, all, at, run, testDatabase } from '../support/debtor.ts';
import { addHandoff, breaches, NOW, stored } from './desk.ts';

const policy = readServicePolicy(join(projectRoot(), 'dialogs', 'policies'));
const MINUTE = 60_000;

let database: Database;
let clock: TestClock;
let creditorId: number;
let announced: Announcement[];
let warned: object[];
const log = {
  warn: (facts: object) => warned.push(facts),
  error: (facts: object) => {
    throw new Error(JSON.stringify(facts));
  },
};
const sweeper = () => createSweeper({ database, clock, policy, log });
const write = <T>(job: (tx: Tx) => Promise<T> | T) => database.write(async (tx) => job(tx));

beforeEach(async () => {
  database = testDatabase();
  clock = new TestClock(NOW);
  announced = [];
  warned = [];
  creditorId = await write((tx) => addCreditor(tx));
  database.watch((one) => announced.push(one));
});
afterEach(() => database.close());

const queued = () =>
  write((tx) =>
    all<{ payload: string }>(tx, 'SELECT payload FROM outbox').map(
      (row) => JSON.parse(row.payload) as OutboxPayload,
    ),
  );

describe('what is late', () => {
  it('is recorded, shown, announced and logged once: a day of a forgotten handoff', async () => {
    const { handoffId, conversationId } = await write((tx) => addHandoff(tx, { creditorId }));
    const diary: string[] = [];
    // Every quarter of an hour to Friday noon, each time by a sweeper that knows nothing of the one before.
    for (; clock.now() < at('2026-03-13', '12:00'); clock.advance(15 * MINUTE)) {
      await sweeper().tick();
      const rows = await write(breaches);
      while (diary.length < rows.length) {
        const { what, noticed_at } = rows[diary.length]!;
        diary.push(`${new Date(noticed_at + 7 * 60 * MINUTE).toISOString().slice(5, 16)} ${what}`);
      }
    }
    expect(diary).toEqual(['03-11T10:45 first_answer', '03-13T10:15 resolution']);
    expect(await write((tx) => stored(tx, handoffId))).toMatchObject({ breached: 1, breach_at: null });
    const late = announced.filter((one) => one.kind === 'handoff' && one.change === 'breached');
    expect(late).toEqual(
      Array.from({ length: 2 }, () => ({
        kind: 'handoff',
        change: 'breached',
        handoffId,
        conversationId,
        creditorId,
        collectorId: null,
      })),
    );
    expect(warned).toEqual([
      { what: 'first_answer', handoffId, creditorId, dueAt: at('2026-03-11', '10:30') },
      { what: 'resolution', handoffId, creditorId, dueAt: at('2026-03-13', '10:00') },
    ]);
  });

  it('is late no more once it is answered', async () => {
    const { handoffId } = await write((tx) => addHandoff(tx, { creditorId }));
    clock.advance(31 * MINUTE);
    await sweeper().tick();
    await write((tx) => answered(tx, { handoffId, now: clock.now() }));
    await sweeper().tick();
    expect(await write((tx) => stored(tx, handoffId))).toMatchObject({ breached: 0 });
    expect(await write(breaches)).toHaveLength(1);
  });

  it('includes disputes', async () => {
    const [open, decided] = await write((tx) => {
      const debtorId = addDebtor(tx, creditorId);
      const invoiceId = addInvoice(tx, creditorId, debtorId, {
        number: 'I-1',
        due: '2026-03-01',
        amount: 100,
      });
      return ['open', 'upheld'].map((state) =>
        run(
          tx,
          `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor,
             state, created_at, resolve_due_at)
           VALUES ('D-' || @state, @creditorId, @debtorId, @invoiceId, 'other', 'IDR', 100, @state, 0, @due)`,
          { state, creditorId, debtorId, invoiceId, due: NOW },
        ),
      );
    });
    await sweeper().tick();
    expect(await write(breaches)).toEqual([]);
    clock.advance(1);
    for (let looks = 0; looks < 2; looks++) await sweeper().tick();
    expect(await write(breaches)).toMatchObject([{ dispute_id: open, what: 'resolution', due_at: NOW }]);
    expect(announced).toEqual([{ kind: 'dispute', id: open, creditorId }]);
    expect(warned).toEqual([{ what: 'resolution', disputeId: open, creditorId, dueAt: NOW }]);
    const rows = await write((tx) => all(tx, 'SELECT id, breached FROM disputes ORDER BY id'));
    expect(rows).toEqual([
      { id: open, breached: 1 },
      { id: decided, breached: 0 },
    ]);
  });
});

describe('a wait that is too long', () => {
  const tooLong = () => announced.filter((one) => one.kind === 'handoff' && one.change === 'waited_too_long');

  it('has the debtor offered something else, once', async () => {
    const expectedAt = NOW + 5 * MINUTE;
    const { handoffId, conversationId } = await write((tx) => addHandoff(tx, { creditorId, expectedAt }));
    clock.advance(15 * MINUTE);
    await sweeper().tick();
    expect(await queued()).toEqual([]);
    clock.advance(1);
    // As two processes would, and one that was killed and started again.
    await Promise.all([sweeper().tick(), sweeper().tick()]);
    await sweeper().tick();
    expect(await queued()).toEqual([
      {
        creditorId,
        locale: 'id',
        to: { conversationId },
        author: 'bot',
        lines: [],
        begin: { flow: 'offer_call_back', values: { handoff_id: handoffId } },
      },
    ]);
    expect(tooLong()).toHaveLength(1);
    expect(await write((tx) => stored(tx, handoffId))).toMatchObject({ wait_told_at: clock.now() });
  });

  it('is not counted at night', async () => {
    await write((tx) => addHandoff(tx, { creditorId, expectedAt: at('2026-03-11', '16:55') }));
    clock.set('2026-03-12T08:05:00+07:00');
    await sweeper().tick();
    expect(await queued()).toEqual([]);
    clock.advance(1);
    await sweeper().tick();
    expect(await queued()).toHaveLength(1);
  });

  it('is none for whom somebody has, who was promised a call, wants no messages, or is with the bot again', async () => {
    await write(async (tx) => {
      const add = () => addHandoff(tx, { creditorId });
      const taken = await add();
      const promised = await add();
      const out = await add();
      const resumed = await add();
      const { id } = all<{ id: number }>(
        tx,
        `INSERT INTO collectors (email, name, first_name, role, password_hash, created_at)
         VALUES ('a@sapa.test', 'A', 'A', 'collector', '', 0) RETURNING id`,
      )[0]!;
      run(tx, 'UPDATE handoffs SET collector_id = @id WHERE id = @handoffId', {
        id,
        handoffId: taken.handoffId,
      });
      run(
        tx,
        `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, created_at)
         VALUES (@handoffId, @creditorId, @conversationId, 'email', 0)`,
        { creditorId, ...promised },
      );
      run(tx, 'UPDATE conversations SET opted_out_at = 1 WHERE id = @id', { id: out.conversationId });
      run(tx, `UPDATE conversations SET owner = 'bot' WHERE id = @id`, { id: resumed.conversationId });
    });
    clock.advance(120 * MINUTE);
    await sweeper().tick();
    expect(await queued()).toEqual([]);
    expect(tooLong()).toEqual([]);
  });

  it('is none any more once somebody has answered, even when they put the conversation back', async () => {
    const { handoffId } = await write((tx) => addHandoff(tx, { creditorId }));
    await write((tx) => answered(tx, { handoffId, now: NOW }));
    clock.advance(120 * MINUTE);
    await sweeper().tick();
    expect(await queued()).toEqual([]);
  });

  it('follows a time that was named without telling the clocks', async () => {
    const { handoffId } = await write((tx) => addHandoff(tx, { creditorId }));
    await write((tx) =>
      run(tx, 'UPDATE handoffs SET expected_at = @at WHERE id = @handoffId', {
        at: NOW + 90 * MINUTE,
        handoffId,
      }),
    );
    clock.advance(60 * MINUTE);
    await sweeper().tick();
    expect(await queued()).toEqual([]);
    clock.advance(41 * MINUTE);
    await sweeper().tick();
    expect(await queued()).toHaveLength(1);
  });
});

describe('the order of the queue', () => {
  it('is renewed as handoffs grow older', async () => {
    const { handoffId } = await write((tx) => addHandoff(tx, { creditorId }));
    const read = () => write((tx) => stored(tx, handoffId));
    clock.advance(14 * MINUTE);
    await sweeper().tick();
    expect(await read()).toMatchObject({ priority: 0.5 * 0.25 });
    clock.advance(MINUTE);
    await sweeper().tick();
    expect(await read()).toMatchObject({ priority: 0.5 * 0.5, priority_next_at: NOW + 30 * MINUTE });
    // A week of stand-still.
    clock.advance(7 * 24 * 60 * MINUTE);
    await sweeper().tick();
    expect((await read()).priority).toBe(0.5 * 8 * 24);
  });

  it('catches up bit by bit after a stand-still: one look takes so many and no more', async () => {
    await write(async (tx) => {
      for (let n = 0; n < 2_500; n++) await addHandoff(tx, { creditorId });
      // Only their order is looked at.
      run(tx, 'UPDATE handoffs SET breach_at = NULL, too_long_at = NULL');
    });
    clock.advance(15 * MINUTE);
    const left = () =>
      write((tx) => all<{ n: number }>(tx, 'SELECT count(*) n FROM handoffs WHERE priority < 0.2')[0]!.n);
    const one = sweeper();
    const before = await left();
    await one.tick();
    const after = await left();
    expect(before).toBe(2_500);
    expect(after).toBeLessThan(before);
    expect(after).toBeGreaterThan(0);
    while ((await left()) > 0) await one.tick();
  });

  it('takes in handoffs of a version without clocks: they begin now, and nobody is told of the past', async () => {
    const { handoffId } = await write((tx) =>
      addHandoff(tx, { creditorId, now: NOW - 30 * 24 * 60 * MINUTE }),
    );
    await write((tx) =>
      run(
        tx,
        `UPDATE handoffs SET first_due_at = NULL, resolve_due_at = NULL, due_at = NULL, breach_at = NULL,
           too_long_at = NULL, priority = 0, priority_next_at = NULL`,
      ),
    );
    await sweeper().tick();
    expect(await write((tx) => stored(tx, handoffId))).toMatchObject({
      due_at: NOW + 30 * MINUTE,
      too_long_at: null,
      breached: 0,
      // Thirty days old, the thirty-first begun.
      priority: 0.5 * 31 * 24,
    });
    expect(await queued()).toEqual([]);
  });
});
