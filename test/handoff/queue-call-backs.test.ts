import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import { callBackPage, endCallBack } from '../../src/handoff/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import { all, run, testDatabase } from '../support/debtor.ts';
import { listed, NOW, twoCreditors } from './queue-world.ts';

let database: Database;
let world: ReturnType<typeof twoCreditors>;
let me: SignedInCollector;
const write = <T>(job: (tx: Tx) => Promise<T> | T) => database.write(async (tx) => job(tx));

beforeEach(async () => {
  database = testDatabase();
  world = await write(twoCreditors);
  me = await signedIn(database, { creditorIds: [world.mine] });
});
afterEach(() => database.close());

function promise(tx: Tx, more: { creditorId?: number; fromAt?: number; contactId?: number } = {}) {
  const { creditorId = world.mine, fromAt = null, contactId = null } = more;
  const { handoffId, conversationId } = listed(tx, { creditorId });
  return run(
    tx,
    `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, debtor_id, how, from_at, to_at, contact_id, typed_address,
       created_at)
     VALUES (@handoffId, @creditorId, @conversationId, @debtorId, @how, @fromAt, @fromAt + 1, @contactId, @typed, @createdAt)`,
    {
      handoffId,
      creditorId,
      conversationId,
      debtorId: contactId === null ? null : world.debtorId,
      how: fromAt === null ? 'email' : 'call',
      fromAt,
      contactId,
      typed: contactId === null ? 'typed@somewhere.example' : null,
      createdAt: NOW,
    },
  );
}

const page = (state: 'open' | 'done', after?: readonly [number, number]) =>
  write((tx) => callBackPage(tx, me, state, after));
const ids = async (state: 'open' | 'done') => (await page(state)).entries.map((one) => one.id);

describe('call-backs', () => {
  it('come in the order of their time, with where to and whether that is proven', async () => {
    const [later, sooner, mail] = await write(async (tx) => {
      const contactId = run(
        tx,
        `INSERT INTO contacts (creditor_id, channel, address, created_at) VALUES (@id, 'email', 'on@file.example', 0)`,
        { id: world.mine },
      );
      return [
        promise(tx, { fromAt: NOW + 20, contactId }),
        promise(tx, { fromAt: NOW + 10 }),
        promise(tx),
        promise(tx, { creditorId: world.other }),
      ];
    });
    expect(await ids('open')).toEqual([mail, sooner, later]);
    const { entries } = await page('open');
    expect(entries[2]).toMatchObject({
      how: 'call',
      fromAt: NOW + 20,
      address: 'on@file.example',
      proven: true,
      debtor: { number: 'C-001' },
      creditor: { id: world.mine, timeZone: 'Asia/Jakarta' },
    });
    expect(entries[0]).toMatchObject({
      how: 'email',
      address: 'typed@somewhere.example',
      proven: false,
      debtor: null,
    });
  });

  it('are done or called off once, on record, and told to who watches', async () => {
    const announced: Announcement[] = [];
    database.watch((one) => announced.push(one));
    const [first, second, strange] = await write((tx) => [
      promise(tx),
      promise(tx),
      promise(tx, { creditorId: world.other }),
    ]);
    const end = (id: number, state: 'done' | 'cancelled', now = NOW) =>
      write((tx) => endCallBack(tx, me, id, state, now));
    expect(await end(first!, 'done')).toMatchObject({ ok: true, entry: { state: 'done' } });
    expect(await end(first!, 'cancelled')).toEqual({ ok: false, reason: 'closed' });
    expect(await end(second!, 'cancelled', NOW + 1)).toMatchObject({
      ok: true,
      entry: { state: 'cancelled' },
    });
    expect(await end(strange!, 'done')).toEqual({ ok: false, reason: 'not_found' });
    expect(await end(404, 'done')).toEqual({ ok: false, reason: 'not_found' });
    expect(await ids('open')).toEqual([]);
    expect(await ids('done')).toEqual([second, first]);
    const audit = await write((tx) =>
      all(tx, 'SELECT what, collector_id, detail FROM collector_audit ORDER BY id'),
    );
    expect(audit).toEqual([
      { what: 'call_back_done', collector_id: me.collectorId, detail: `#${first}` },
      { what: 'call_back_cancelled', collector_id: me.collectorId, detail: `#${second}` },
    ]);
    expect(announced).toEqual(
      [first, second].map((id) => ({ kind: 'call_back', id, creditorId: world.mine })),
    );
  });

  it('come page by page, each once', async () => {
    const made = await write((tx) =>
      Array.from({ length: 120 }, (_, n) => promise(tx, { fromAt: NOW + (n % 7) })),
    );
    for (const state of ['open', 'done'] as const) {
      const found: number[] = [];
      let after: readonly [number, number] | undefined;
      do {
        const one = await page(state, after);
        found.push(...one.entries.map((entry) => entry.id));
        after = one.next;
      } while (after);
      expect(found).toHaveLength(120);
      expect([...found].sort((a, b) => a - b)).toEqual(made);
      await write((tx) => run(tx, `UPDATE call_backs SET state = 'done', done_at = from_at`));
    }
  });
});
