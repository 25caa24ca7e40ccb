import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import {
  QUEUE_PAGE_SIZE,
  type QueueFilter,
  type QueuePosition,
  type QueueView,
  queueChoices,
  queueCounts,
  queuePage,
} from '../../src/handoff/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import { addDebtor, addInvoice, run, testDatabase } from '../support/debtor.ts';
import { type Listed, listed, NOW, twoCreditors } from './queue-world.ts';

let database: Database;
let world: ReturnType<typeof twoCreditors>;
let me: SignedInCollector;
let supervisor: SignedInCollector;

const write = <T>(job: (tx: Tx) => Promise<T> | T) => database.write(async (tx) => job(tx));

beforeEach(async () => {
  database = testDatabase();
  world = await write(twoCreditors);
  me = await signedIn(database, { creditorIds: [world.mine], name: 'Rani' });
  supervisor = await signedIn(database, { role: 'supervisor' });
});
afterEach(() => database.close());

const add = (more: Partial<Listed> = {}) =>
  write((tx) => listed(tx, { creditorId: world.mine, ...more }).handoffId);
const ids = (view: QueueView, filter?: QueueFilter, collector = me) =>
  write(async (tx) => (await queuePage(tx, collector, view, filter)).entries.map((one) => one.handoffId));

describe('the lists', () => {
  it('show what is mine, what nobody has, all of it, and what is closed', async () => {
    const free = await add();
    const own = await add({ collectorId: me.collectorId });
    const answered = await add({ collectorId: supervisor.collectorId, state: 'answered' });
    const over = await add({ collectorId: me.collectorId, state: 'closed' });
    expect(await ids('mine')).toEqual([own]);
    expect(await ids('unassigned')).toEqual([free]);
    expect(await ids('all')).toEqual([free, own, answered]);
    expect(await ids('closed')).toEqual([over]);
  });

  it('put late ones first, then the highest priority, then the oldest', async () => {
    const low = await add({ priority: 1 });
    const tieA = await add({ priority: 5 });
    const tieB = await add({ priority: 5 });
    const late = await add({ priority: 0.1, breached: 1 });
    const later = await add({ priority: 9, breached: 1 });
    expect(await ids('unassigned')).toEqual([later, late, tieA, tieB, low]);
    const [first, second] = [
      await add({ state: 'closed', closedAt: NOW }),
      await add({ state: 'closed', closedAt: NOW - 1 }),
    ];
    const newest = await add({ state: 'closed', closedAt: NOW + 5, breached: 1 });
    expect(await ids('closed')).toEqual([newest, first, second]);
  });

  it('show nothing of creditors that are not the collector’s', async () => {
    const strange = await add({ creditorId: world.other, collectorId: me.collectorId });
    const strangeOver = await add({ creditorId: world.other, state: 'closed' });
    const nobodys = await signedIn(database, { creditorIds: [] });
    for (const view of ['mine', 'unassigned', 'all', 'closed'] as const) {
      expect(await ids(view)).toEqual([]);
      expect(await ids(view, { creditorId: world.other })).toEqual([]);
      expect(await ids(view, {}, nobodys)).toEqual([]);
    }
    expect(await ids('all', {}, supervisor)).toEqual([strange]);
    expect(await ids('closed', {}, supervisor)).toEqual([strangeOver]);
  });

  it('are narrowed by creditor, reason, language, age and amount', async () => {
    const rich = await add({ amountMinor: 500, currency: 'IDR' });
    const dollars = await add({ amountMinor: 900, currency: 'USD', locale: 'en' });
    const old = await add({ createdAt: NOW - 60_000, reason: 'hardship' });
    const strange = await add({ creditorId: world.other });
    const of = (filter: QueueFilter) => ids('all', filter, supervisor);
    expect(await of({})).toEqual([rich, dollars, old, strange]);
    expect(await of({ creditorId: world.other })).toEqual([strange]);
    expect(await of({ reason: 'hardship' })).toEqual([old]);
    expect(await of({ locale: 'en' })).toEqual([dollars]);
    expect(await of({ createdBefore: NOW - 60_000 })).toEqual([old]);
    expect(await of({ currency: 'IDR', minAmount: 500 })).toEqual([rich]);
    expect(await of({ currency: 'IDR', minAmount: 501 })).toEqual([]);
    expect(await of({ currency: 'USD', minAmount: 0, locale: 'en', creditorId: world.mine })).toEqual([
      dollars,
    ]);
  });
});

describe('page by page', () => {
  async function everything(view: QueueView, collector = me): Promise<{ ids: number[]; pages: number }> {
    const found: number[] = [];
    let after: QueuePosition | undefined;
    for (let pages = 1; ; pages++) {
      const page = await write((tx) => queuePage(tx, collector, view, {}, after));
      found.push(...page.entries.map((one) => one.handoffId));
      if (!page.next) return { ids: found, pages };
      after = page.next;
    }
  }

  it('every handoff comes once, in order, whatever the priorities and ties', async () => {
    const some = fc.array(
      fc.record({
        priority: fc.constantFrom(0.125, 0.5, 1, 3, 1e9),
        breached: fc.constantFrom(0 as const, 1 as const),
        closedAt: fc.integer({ min: NOW, max: NOW + 3 }),
      }),
      { minLength: 0, maxLength: 3 * QUEUE_PAGE_SIZE },
    );
    await fc.assert(
      fc.asyncProperty(some, async (handoffs) => {
        await write((tx) => run(tx, 'DELETE FROM handoffs'));
        const open: { id: number; priority: number; breached: number }[] = [];
        const over: { id: number; closedAt: number }[] = [];
        await write((tx) => {
          for (const { priority, breached, closedAt } of handoffs) {
            const creditorId = world.mine;
            open.push({ id: listed(tx, { creditorId, priority, breached }).handoffId, priority, breached });
            over.push({ id: listed(tx, { creditorId, state: 'closed', closedAt }).handoffId, closedAt });
          }
        });
        open.sort((a, b) => b.breached - a.breached || b.priority - a.priority || a.id - b.id);
        over.sort((a, b) => b.closedAt - a.closedAt || b.id - a.id);
        const pages = Math.max(1, Math.ceil(handoffs.length / QUEUE_PAGE_SIZE));
        expect(await everything('unassigned')).toEqual({ ids: open.map((one) => one.id), pages });
        expect(await everything('closed')).toEqual({ ids: over.map((one) => one.id), pages });
      }),
      { numRuns: 12 },
    );
  });
});

describe('counts and choices', () => {
  it('are of what the collector may see', async () => {
    await add({ collectorId: me.collectorId, breached: 1 });
    await add();
    await add({ creditorId: world.other, breached: 1 });
    await add({ state: 'closed' });
    await write((tx) => {
      for (const creditorId of [world.mine, world.other]) {
        const debtorId = addDebtor(tx, creditorId, 'C-9');
        const { handoffId, conversationId } = listed(tx, { creditorId, state: 'closed' });
        const invoiceId = addInvoice(tx, creditorId, debtorId, {
          number: 'I-1',
          due: '2026-03-01',
          amount: 100,
        });
        const row = { creditorId, debtorId, conversationId, handoffId, invoiceId };
        run(
          tx,
          `INSERT INTO payment_proofs (receipt_number, creditor_id, debtor_id, conversation_id, content_hash, currency, created_at)
           VALUES ('P-' || @creditorId, @creditorId, @debtorId, @conversationId, 'h', 'IDR', 0)`,
          row,
        );
        run(
          tx,
          `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor, created_at)
           VALUES ('D-' || @creditorId, @creditorId, @debtorId, @invoiceId, 'other', 'IDR', 100, 0)`,
          row,
        );
        run(
          tx,
          `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, created_at)
           VALUES (@handoffId, @creditorId, @conversationId, 'email', 0)`,
          row,
        );
      }
    });
    const counts = (collector: SignedInCollector) => write((tx) => queueCounts(tx, collector));
    expect(await counts(me)).toEqual({
      mine: 1,
      unassigned: 1,
      all: 2,
      breached: 1,
      proofs: 1,
      disputes: 1,
      callBacks: 1,
    });
    expect(await counts(supervisor)).toEqual({
      mine: 0,
      unassigned: 2,
      all: 3,
      breached: 2,
      proofs: 2,
      disputes: 2,
      callBacks: 2,
    });
  });

  it('offer the reasons there are, languages, own creditors, and who works for them', async () => {
    await add({ reason: 'a_new_word' });
    await add({ reason: 'over', state: 'closed' });
    await add({ creditorId: world.other, reason: 'elsewhere' });
    await signedIn(database, { role: 'auditor', name: 'Auditor' });
    await signedIn(database, { creditorIds: [world.other], name: 'Elsewhere' });
    await signedIn(database, { role: 'supervisor', creditorIds: [world.mine], name: 'Bagus' });
    const choices = await write((tx) => queueChoices(tx, me));
    expect(choices.creditors).toMatchObject([{ id: world.mine, slug: 'mine', timeZone: 'Asia/Jakarta' }]);
    expect(choices.reasons).toEqual(expect.arrayContaining(['a_new_word', 'hardship', 'asked']));
    expect(choices.reasons).not.toContain('elsewhere');
    expect(choices.reasons).not.toContain('over');
    expect(choices.locales).toEqual(['en', 'id']);
    expect(choices.collectors.map((one) => one.name)).toEqual(['Bagus', supervisor.name, 'Rani'].sort());
  });
});
