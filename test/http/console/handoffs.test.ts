import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCreditorDirectory } from '../../../src/conversation/creditor-repository.ts';
import { createHost } from '../../../src/conversation/host.ts';
import { createHandoff, phoneAnswered } from '../../../src/handoff/index.ts';
import { createVault } from '../../../src/shared/vault.ts';
import type { Database } from '../../../src/storage/database.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { addCreditor, all, at, testDatabase, verifiedWorld } from '../../support/debtor.ts';
import { png } from '../../support/files.ts';

const PNG = png();
const now = at('2026-03-11');

describe('a collector at work over HTTP', () => {
  let database: Database;
  let console_: Awaited<ReturnType<typeof consoleServer>>;
  let people: Record<'rini' | 'budi' | 'boss' | 'auditor' | 'stranger', TestCollector>;
  let nudges: number;

  beforeEach(async () => {
    database = testDatabase();
    nudges = 0;
    const clock = new TestClock(now);
    people = await database.write(async (tx) => {
      const world = verifiedWorld(tx, now);
      const elsewhere = addCreditor(tx, 'lain');
      await createHandoff(tx, now, { ...world, reason: 'asked' });
      return {
        rini: await makeCollector(tx, { name: 'Rini A', firstName: 'Rini', creditorIds: [world.creditorId] }),
        budi: await makeCollector(tx, { name: 'Budi B', creditorIds: [world.creditorId] }),
        boss: await makeCollector(tx, { role: 'supervisor' }),
        auditor: await makeCollector(tx, { role: 'auditor' }),
        stranger: await makeCollector(tx, { creditorIds: [elsewhere] }),
      };
    });
    const host = createHost({
      database,
      clock,
      creditors: createCreditorDirectory(clock),
      vault: createVault('k'.repeat(32)),
      receive: async () => ({ ok: false, reason: 'closed' }),
      phoneAnswered,
    });
    console_ = await consoleServer(database, clock, { files: host.files, nudge: () => void nudges++ });
  });
  afterEach(async () => {
    await console_.server.close();
    await database.close();
  });

  async function post(who: TestCollector, url: string, payload: object | string = {}, headers: object = {}) {
    const { headers: signed } = await console_.signIn(who);
    const answer = await console_.server.inject({
      method: 'POST',
      url: `/console/api${url}`,
      headers: { ...signed, ...headers },
      payload,
    });
    return { status: answer.statusCode, body: answer.json() as Record<string, unknown> };
  }
  const rows = <T>(sql: string) => database.write(async (tx) => all<T>(tx, sql));

  it('claims once: the second is told who was faster', async () => {
    const [one, two] = [
      await post(people.rini, '/handoffs/1/claim'),
      await post(people.budi, '/handoffs/1/claim'),
    ];
    const rini = { id: people.rini.id, name: 'Rini A' };
    expect(one).toEqual({
      status: 200,
      body: { handoffId: 1, conversationId: 1, state: 'claimed', collector: rini, version: 2 },
    });
    expect(two).toMatchObject({ status: 409, body: { code: 'already_claimed', by: rini } });
    expect(nudges).toBe(1);
    expect(await post(people.stranger, '/handoffs/1/claim')).toMatchObject({ status: 404 });
    expect(await post(people.auditor, '/handoffs/1/claim')).toMatchObject({ status: 403 });
    expect(await post(people.rini, '/handoffs/x/claim')).toMatchObject({ status: 404 });
  });

  it('assigns by supervisors alone, releases, returns and resolves', async () => {
    const to = { collectorId: people.budi.id };
    expect(await post(people.rini, '/handoffs/1/assign', to)).toMatchObject({ status: 403 });
    expect(await post(people.boss, '/handoffs/1/assign', to)).toMatchObject({
      status: 200,
      body: { collector: { name: 'Budi B' } },
    });
    expect(await post(people.boss, '/handoffs/1/assign', { collectorId: people.auditor.id })).toMatchObject({
      status: 422,
      body: { fields: { collectorId: expect.any(String) } },
    });
    expect(await post(people.rini, '/handoffs/1/release')).toMatchObject({ status: 409 });
    expect(await post(people.budi, '/handoffs/1/release')).toMatchObject({ body: { state: 'waiting' } });
    expect(await post(people.rini, '/handoffs/1/resolve', { resolution: 'lost' })).toMatchObject({
      status: 422,
    });
    expect(await post(people.rini, '/handoffs/1/resolve', { note: 'selesai' })).toMatchObject({
      status: 200,
      body: { state: 'closed', collector: null },
    });
    expect(await post(people.rini, '/handoffs/1/return')).toMatchObject({
      status: 409,
      body: { code: 'closed' },
    });
    expect(
      await rows("SELECT what FROM collector_audit WHERE what LIKE '%handoff%' OR what LIKE 'note%'"),
    ).toEqual(
      ['handoff_assigned', 'handoff_released', 'note_written', 'handoff_resolved'].map((what) => ({ what })),
    );
  });

  it('writes once per key, refuses what is no message, and lets nobody write elsewhere', async () => {
    const message = { key: 'key-00000001', text: '<b>Halo</b>\u0000 \u001b[2J ' };
    const first = await post(people.rini, '/conversations/1/messages', message);
    expect(first).toMatchObject({ status: 200, body: { state: 'answered' } });
    expect(await post(people.rini, '/conversations/1/messages', message)).toMatchObject({ status: 200 });
    const waiting = await rows<{ payload: string }>(`SELECT payload FROM outbox`);
    // Kept as typed, without control characters; shown as text everywhere.
    expect(waiting.map((row) => JSON.parse(row.payload).body.text)).toEqual(['<b>Halo</b> [2J']);
    for (const [wrong, status] of [
      [{ key: 'k', text: 'x' }, 422],
      [{ key: 'key-00000002', text: ' ' }, 422],
      [{ key: 'key-00000002', text: 'x'.repeat(4001) }, 422],
      [{ key: 'key-00000002', text: 'x', files: ['nobody-has-it'] }, 422],
      [{ key: 'key-00000002', text: 'x', author: 'bot' }, 422],
    ] as const)
      expect(await post(people.rini, '/conversations/1/messages', wrong)).toMatchObject({ status });
    const next = { key: 'key-00000003', text: 'x' };
    expect(await post(people.stranger, '/conversations/1/messages', next)).toMatchObject({ status: 404 });
    expect(await post(people.auditor, '/conversations/1/messages', next)).toMatchObject({ status: 403 });
  });

  it('leaves notes', async () => {
    expect(await post(people.budi, '/conversations/1/notes', { text: ' telepon ' })).toEqual({
      status: 200,
      body: {
        kind: 'note',
        id: 'note:1',
        author: { id: people.budi.id, name: 'Budi B' },
        text: 'telepon',
        at: now,
      },
    });
    expect(await post(people.budi, '/conversations/1/notes', { text: ' ' })).toMatchObject({ status: 422 });
    expect(await post(people.stranger, '/conversations/1/notes', { text: 'x' })).toMatchObject({
      status: 404,
    });
  });

  it('uploads pictures and PDFs, told by content, for this conversation alone', async () => {
    const upload = (who: TestCollector, bytes: Buffer, name = '../slip".png', field = 'file') => {
      const boundary = 'grenze';
      const head = `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${name.replaceAll('"', '%22')}"\r\ncontent-type: text/html\r\n\r\n`;
      const payload = Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]);
      return post(who, '/conversations/1/files', payload as unknown as object, {
        'content-type': `multipart/form-data; boundary=${boundary}`,
      });
    };
    const saved = await upload(people.rini, PNG);
    expect(saved).toMatchObject({ status: 200, body: { mediaType: 'image/png', size: PNG.length } });
    expect(String(saved.body.name)).not.toMatch(/["/]/);
    expect(saved.body.url).toBe(`/console/api/files/${saved.body.token}`);
    const message = { key: 'key-00000009', text: '', files: [saved.body.token] };
    expect(await post(people.rini, '/conversations/1/messages', message)).toMatchObject({ status: 200 });

    expect(await upload(people.rini, Buffer.from('<script>alert(1)</script>'))).toMatchObject({
      status: 415,
    });
    expect(await upload(people.rini, Buffer.alloc(0))).toMatchObject({ status: 422 });
    expect(await upload(people.rini, PNG, 'a.png', 'other')).toMatchObject({ status: 422 });
    expect(await upload(people.rini, Buffer.concat([PNG, Buffer.alloc(10 * 1024 * 1024)]))).toMatchObject({
      status: 413,
    });
    expect(await upload(people.stranger, PNG)).toMatchObject({ status: 404 });
    expect(await rows('SELECT count(*) AS n FROM attachments')).toEqual([{ n: 1 }]);
    expect(await post(people.rini, '/conversations/1/files', {})).toMatchObject({ status: 415 });
  });
});
