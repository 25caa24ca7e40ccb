import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WhatsAppNumber } from '../../../src/http/contract/console.ts';
import { readPolicies } from '../../../src/policies.ts';
import type { Database } from '../../../src/storage/database.ts';
import { createDesk } from '../../../src/whatsapp-desk.ts';
import { type OwnStore, ownStore } from '../../../src/whatsapp-store.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { temporaryDir } from '../../support/database.ts';
import { addCreditor, at, run, testDatabase } from '../../support/debtor.ts';

/** The routes on the real desk and the channel's own database: what a running number would write, we write. */
const MINUTE = 60_000;

let database: Database;
let store: OwnStore;
let clock: TestClock;
let server: Awaited<ReturnType<typeof consoleServer>>;
let people: Record<'admin' | 'boss' | 'collector' | 'elsewhere', TestCollector>;
let ours: number;
let cloud: number;

beforeEach(async () => {
  database = testDatabase();
  clock = new TestClock(at('2026-11-23'));
  store = ownStore({ DATA_DIR: temporaryDir(), DATA_KEY: 'k'.repeat(40) });
  const made = await database.write(async (tx) => {
    const creditorId = addCreditor(tx);
    const other = addCreditor(tx, 'lain');
    const account = (of: number, phone: string) =>
      run(
        tx,
        `INSERT INTO whatsapp_accounts (creditor_id, phone, transport, created_at) VALUES (@of, @phone, 'baileys', 0)`,
        { of, phone },
      );
    const baileys = account(creditorId, '+6281110001');
    account(other, '+6281110002');
    const meta = run(
      tx,
      `INSERT INTO whatsapp_accounts (creditor_id, phone, transport, phone_number_id, sealed_secrets, created_at)
       VALUES (@creditorId, '+6281110003', 'cloud', '1', x'00', 0)`,
      { creditorId },
    );
    const scope = { creditorIds: [creditorId] };
    return {
      baileys,
      meta,
      people: {
        admin: await makeCollector(tx, { role: 'admin', ...scope }),
        boss: await makeCollector(tx, { role: 'supervisor', ...scope }),
        collector: await makeCollector(tx, scope),
        elsewhere: await makeCollector(tx, { role: 'admin', creditorIds: [other] }),
      },
    };
  });
  ours = made.baileys;
  cloud = made.meta;
  people = made.people;
  const log = { info() {}, warn() {}, error() {} };
  const desk = createDesk({ database, store, clock, log, policy: readPolicies().whatsapp });
  server = await consoleServer(database, clock, { whatsapp: desk });
});
afterEach(async () => {
  await server.server.close();
  store.close();
  await database.close();
});

async function ask(who: TestCollector, method: 'GET' | 'POST' | 'PATCH', url: string, payload?: object) {
  const { headers } = await server.signIn(who);
  const answer = await server.server.inject({
    method,
    url: `/console/api/whatsapp${url}`,
    headers,
    ...(payload && { payload }),
  });
  return { status: answer.statusCode, body: answer.json(), raw: answer.body };
}
const numbers = async (who: TestCollector) => (await ask(who, 'GET', '')).body as WhatsAppNumber[];
const status = (change: Parameters<OwnStore['statuses']['write']>[1]) =>
  store.statuses.write(ours, change, clock.now());
const audits = () =>
  database.read(async (tx) =>
    tx.connection.sqlite
      .prepare("SELECT what, detail FROM collector_audit WHERE what LIKE 'whatsapp%'")
      .all(),
  );

describe('the firm’s numbers', () => {
  it('are shown as they stand, to who may see the creditor', async () => {
    status({ state: 'linked', lastInboundAt: 5, lastAcceptedAt: 6, roundTripMs: 180, roundTripAt: 7 });
    const shown = await numbers(people.boss);
    expect(shown.map((one) => one.phone)).toEqual(['+6281110001', '+6281110003']);
    expect(shown[0]).toMatchObject({
      id: ours,
      creditor: { name: 'PT contoh' },
      transport: 'baileys',
      reminders: false,
      state: 'linked',
      since: clock.now(),
      lastInboundAt: 5,
      lastAcceptedAt: 6,
      roundTripMs: 180,
      roundTripAt: 7,
      missing: 0,
      needsPerson: false,
      link: null,
    });
    expect((await numbers(people.elsewhere)).map((one) => one.phone)).toEqual(['+6281110002']);
  });

  it('that nobody has configured are none', async () => {
    const bare = await consoleServer(database, clock);
    const { headers } = await bare.signIn(people.admin);
    const answer = await bare.server.inject({ url: '/console/api/whatsapp', headers });
    expect(answer.json()).toEqual([]);
    await bare.server.close();
  });

  it('count what arrived and could not be read', async () => {
    store.journal.seen(ours, { chat: 'lid:1', messageId: 'A', stanza: {}, seenAt: clock.now() });
    clock.advance(6 * MINUTE);
    expect((await numbers(people.boss))[0]).toMatchObject({ missing: 1 });
  });

  it.each([
    ['unlinked', 0, true],
    ['restricted', 0, true],
    ['banned', 0, true],
    ['linking', 60, false],
    ['connecting', 14, false],
    ['connecting', 16, true],
    ['linked', 600, false],
  ] as const)('%s for %i minutes: needs a person %s', async (state, minutes, needed) => {
    status({ state });
    clock.advance(minutes * MINUTE);
    expect((await numbers(people.boss))[0]).toMatchObject({ state, needsPerson: needed });
    const alerts = (await ask(people.boss, 'GET', '/alerts')).body;
    expect(alerts).toEqual(
      needed
        ? [expect.objectContaining({ id: ours, phone: '+6281110001', state, creditor: expect.anything() })]
        : [],
    );
    expect((await ask(people.collector, 'GET', '/alerts')).status).toBe(403);
  });
});

describe('linking', () => {
  it('is asked for by an administrator, shown as a picture that reads as what WhatsApp gave, and unlinked', async () => {
    const asked = await ask(people.admin, 'POST', `/${ours}/link`, { method: 'qr' });
    expect(asked.body.link).toEqual({ method: 'qr', state: 'requested', expiresAt: null, reason: null });
    expect(store.links.read(ours)).toMatchObject({ method: 'qr', state: 'requested' });
    const text = 'https://wa.me/settings/linked_devices#2@abc,def,ghi=,jkl=,1';
    const expiresAt = clock.now() + 60_000;
    store.links.update(ours, { state: 'showing', show: text, expiresAt }, clock.now());
    const [shown] = await numbers(people.admin);
    expect(shown!.link).toMatchObject({ state: 'showing', expiresAt, qr: { size: expect.any(Number) } });
    const { encode } = await import('uqr');
    const wanted = encode(text, { border: 0 });
    expect(drawn(shown!.link!.qr!)).toEqual(wanted.data);

    const supervisor = await ask(people.boss, 'GET', '');
    expect(supervisor.body[0].link).toMatchObject({ method: 'qr', state: 'showing' });
    expect(supervisor.raw).not.toMatch(/"qr":|"path"|linked_devices/);

    clock.advance(60_000);
    expect((await numbers(people.admin))[0]!.link).not.toHaveProperty('qr');

    await ask(people.admin, 'POST', `/${ours}/unlink`);
    expect(store.links.read(ours)).toMatchObject({ method: 'unlink', state: 'requested' });
    expect(await audits()).toEqual([
      { what: 'whatsapp_link_asked', detail: `#${ours} qr` },
      { what: 'whatsapp_unlink_asked', detail: `#${ours}` },
    ]);
  });

  it('by code shows the code, and why it failed', async () => {
    await ask(people.admin, 'POST', `/${ours}/link`, { method: 'code' });
    store.links.update(ours, { state: 'showing', show: 'K7QX2M9P', expiresAt: clock.now() + 1 }, clock.now());
    expect((await numbers(people.admin))[0]!.link).toMatchObject({ method: 'code', code: 'K7QX2M9P' });
    expect(JSON.stringify(await numbers(people.boss))).not.toContain('K7QX2M9P');
    store.links.update(ours, { state: 'failed', reason: 'other_number' }, clock.now());
    expect((await numbers(people.admin))[0]!.link).toEqual({
      method: 'code',
      state: 'failed',
      expiresAt: null,
      reason: 'other_number',
    });
  });

  it('is refused for who may not, for numbers of the Cloud API, and for nonsense', async () => {
    for (const [who, url, body, code] of [
      [people.boss, `/${ours}/link`, { method: 'qr' }, 403],
      [people.boss, `/${ours}/unlink`, {}, 403],
      [people.elsewhere, `/${ours}/link`, { method: 'qr' }, 404],
      [people.elsewhere, `/${ours}/unlink`, {}, 404],
      [people.admin, '/9999/unlink', {}, 404],
      [people.admin, `/${ours}/link`, { method: 'sms' }, 422],
      [people.admin, `/${cloud}/link`, { method: 'qr' }, 409],
    ] as const)
      expect((await ask(who, 'POST', url, body)).status, `${url} ${JSON.stringify(body)}`).toBe(code);
    expect(store.links.read(ours)).toBeUndefined();
    expect(await audits()).toEqual([]);
  });
});

describe('reminders over a number', () => {
  it('are switched by an administrator alone, with a row in the audit', async () => {
    expect((await ask(people.boss, 'PATCH', `/${ours}`, { reminders: true })).status).toBe(403);
    expect((await ask(people.elsewhere, 'PATCH', `/${ours}`, { reminders: true })).status).toBe(404);
    expect((await ask(people.admin, 'PATCH', `/${ours}`, { reminders: 'yes' })).status).toBe(422);
    const changed = await ask(people.admin, 'PATCH', `/${ours}`, { reminders: true });
    expect(changed.body).toMatchObject({ id: ours, reminders: true });
    expect(await audits()).toEqual([{ what: 'whatsapp_reminders_set', detail: `#${ours} on` }]);
  });
});

/** The modules a path of rectangles `Mx ywhn v1 h-n z` fills. */
function drawn({ size, path }: { size: number; path: string }): boolean[][] {
  const rows = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let i = 0; i < Number(width); i++) rows[Number(y)]![Number(x) + i] = true;
  return rows;
}
