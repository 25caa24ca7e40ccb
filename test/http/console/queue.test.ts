import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallBackItem, Page, QueueFilters, QueuePage } from '../../../src/http/contract/console.ts';
import type { Database, Tx } from '../../../src/storage/database.ts';
import { listed, NOW, say, twoCreditors } from '../../handoff/queue-world.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { all, run, testDatabase } from '../../support/debtor.ts';

let database: Database;
let clock: TestClock;
let console: Awaited<ReturnType<typeof consoleServer>>;
let world: ReturnType<typeof twoCreditors>;
const write = <T>(job: (tx: Tx) => Promise<T> | T) => database.write(async (tx) => job(tx));

beforeEach(async () => {
  database = testDatabase();
  clock = new TestClock(NOW);
  console = await consoleServer(database, clock);
  world = await write(twoCreditors);
});
afterEach(async () => {
  await console.server.close();
  await database.close();
});

async function visitor(options: Parameters<typeof makeCollector>[1] = {}) {
  const account = await makeCollector(database, { creditorIds: [world.mine], ...options });
  const { headers } = await console.signIn(account);
  return async <T = Record<string, unknown>>(path: string, method: 'GET' | 'POST' = 'GET') => {
    const answer = await console.server.inject({ method, url: `/console/api${path}`, headers });
    return { status: answer.statusCode, body: answer.json() as T };
  };
}

describe('GET /queue', () => {
  it('gives lines in the collector’s language, with the time on the server', async () => {
    await write((tx) => {
      const { mine: creditorId, debtorId } = world;
      const { conversationId } = listed(tx, {
        creditorId,
        debtorId,
        amountMinor: 250_000_000,
        currency: 'IDR',
      });
      say(tx, conversationId, 'debtor', { text: '<img src=x onerror=alert(1)>' });
    });
    const ask = await visitor({ locale: 'en' });
    const { status, body } = await ask<QueuePage>('/queue?view=unassigned&reason=&cursor=');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      now: NOW,
      items: [
        {
          state: 'waiting',
          debtor: { number: 'C-001' },
          amount: { minor: 250_000_000, currency: 'IDR', exponent: 2 },
          // As it was written: the page shows it as text.
          last: { author: 'debtor', text: '<img src=x onerror=alert(1)>' },
        },
      ],
    });
    expect(body.items[0]!.amount!.text).toContain('2,500,000');
    expect(body.next).toBeUndefined();
  });

  it('leads from page to page by its marker', async () => {
    await write((tx) => {
      for (let n = 0; n < 120; n++)
        listed(tx, { creditorId: world.mine, priority: n % 5, breached: n < 60 ? 1 : 0 });
    });
    const ask = await visitor();
    const seen: number[] = [];
    let path = '/queue?view=all';
    for (let pages = 1; ; pages++) {
      const { body } = await ask<QueuePage>(path);
      seen.push(...body.items.map((item) => item.handoffId));
      if (!body.next) {
        expect(pages).toBe(3);
        break;
      }
      path = `/queue?view=all&cursor=${body.next}`;
    }
    expect(new Set(seen).size).toBe(120);
  });

  it('says field by field what it cannot use', async () => {
    const ask = await visitor();
    for (const [query, field] of [
      ['view=everything', 'view'],
      ['creditor=x', 'creditor'],
      ['creditor=1&creditor=2', 'creditor'],
      ['minAmount=5', 'currency'],
      ['minAmount=5&currency=XXQ', 'currency'],
      ['minAge=-1', 'minAge'],
      ['reason=%27%20OR%201', 'reason'],
      ['locale=id_ID', 'locale'],
      ['cursor=nonsense', 'cursor'],
      [`cursor=${Buffer.from('[1,2]').toString('base64url')}`, 'cursor'],
      [`cursor=${Buffer.from('[7,1,1]').toString('base64url')}`, 'cursor'],
      [`view=closed&cursor=${Buffer.from('[1,1,1]').toString('base64url')}`, 'cursor'],
    ]) {
      const { status, body } = await ask<{ code: string; fields: object }>(`/queue?${query}`);
      expect([status, body.code, Object.keys(body.fields)]).toEqual([422, 'invalid', [field]]);
    }
  });

  it('leaves one audit row an hour for a list that stands open', async () => {
    const ask = await visitor();
    const rows = () => write((tx) => all(tx, `SELECT at FROM collector_audit WHERE what = 'queue_seen'`));
    for (let n = 0; n < 3; n++) await ask('/queue?view=all');
    await ask('/queue?view=closed');
    expect(await rows()).toEqual([{ at: NOW }]);
    for (let quarters = 0; quarters < 4; quarters++) {
      expect(await rows()).toHaveLength(1);
      clock.advance(15 * 60_000);
      await ask('/queue?view=all');
    }
    expect(await rows()).toHaveLength(2);
  });
});

describe('what stands around the lists', () => {
  it('counts and filters', async () => {
    await write((tx) => listed(tx, { creditorId: world.mine, breached: 1 }));
    const ask = await visitor({ role: 'auditor' });
    expect((await ask('/queue/counts')).body).toEqual({
      mine: 0,
      unassigned: 1,
      all: 1,
      breached: 1,
      proofs: 0,
      disputes: 0,
      callBacks: 0,
    });
    const { body } = await ask<QueueFilters>('/queue/filters');
    expect(body.creditors).toEqual([
      { id: world.mine, slug: 'mine', name: 'PT mine', timeZone: 'Asia/Jakarta', currency: 'IDR' },
    ]);
    expect(body.locales).toEqual(['en', 'id']);
  });

  it('call-backs: listed, done once, and not by an auditor', async () => {
    const [id, strange] = await write((tx) =>
      [world.mine, world.other].map((creditorId) => {
        const { handoffId, conversationId } = listed(tx, { creditorId });
        return run(
          tx,
          `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, typed_address, created_at)
           VALUES (@handoffId, @creditorId, @conversationId, 'email', 'a@b.example', 0)`,
          { handoffId, creditorId, conversationId },
        );
      }),
    );
    const auditor = await visitor({ role: 'auditor' });
    const ask = await visitor();
    const { body } = await auditor<Page<CallBackItem>>('/call-backs');
    expect(body.items).toMatchObject([{ id, address: 'a@b.example', proven: false, state: 'open' }]);
    expect((await auditor(`/call-backs/${id}/done`, 'POST')).status).toBe(403);
    expect(await ask(`/call-backs/${id}/done`, 'POST')).toMatchObject({
      status: 200,
      body: { state: 'done' },
    });
    expect(await ask(`/call-backs/${id}/cancel`, 'POST')).toMatchObject({
      status: 409,
      body: { code: 'closed' },
    });
    for (const wrong of [strange, 404, 'x']) {
      expect((await ask(`/call-backs/${wrong}/done`, 'POST')).status).toBe(404);
    }
    expect((await ask<Page<CallBackItem>>('/call-backs?state=done')).body.items).toHaveLength(1);
    expect((await ask('/call-backs?state=cancelled')).status).toBe(422);
  });

  it('how promises were kept, of so many days', async () => {
    await write((tx) => {
      listed(tx, { creditorId: world.mine });
      listed(tx, { creditorId: world.mine, createdAt: NOW - 8 * 86_400_000 });
    });
    const ask = await visitor();
    expect((await ask('/service-levels?days=7')).body).toMatchObject({ rows: [{ handoffs: 1 }] });
    expect((await ask('/service-levels')).body).toMatchObject({ rows: [{ handoffs: 2 }] });
    expect((await ask('/service-levels?days=0')).status).toBe(422);
  });
});
