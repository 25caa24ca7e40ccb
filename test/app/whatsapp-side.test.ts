import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Status, Transport, TransportEnv, WhatsAppAlert } from '../../src/channels/whatsapp/index.ts';
import { loadCheckedDialogs } from '../../src/content.ts';
import { wordPayload } from '../../src/conversation/outbox-words.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { createMetrics } from '../../src/http/index.ts';
import { readPolicies } from '../../src/policies.ts';
import type { OutboxPayload } from '../../src/storage/outbox-rows.ts';
import {
  addWhatsAppAccount,
  createAccountSecrets,
  putTemplate,
  removeWhatsAppAccount,
} from '../../src/storage/whatsapp/index.ts';
import { createWhatsAppSide, type WhatsAppSide } from '../../src/whatsapp.ts';
import { createAlerts } from '../../src/whatsapp-alerts.ts';
import { TestClock } from '../support/clock.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { EchoHost } from '../support/echo-host.ts';

const DATA_KEY = 'a data key of tests, long enough to be one';
const HOUR = 3_600_000;
/** Waits for a condition, not for a time. */
const PATIENCE = { timeout: 15_000, interval: 20 };
const quiet = { info() {}, warn() {}, error() {} };

const started: WhatsAppSide[] = [];
afterEach(async () => {
  for (const side of started.splice(0)) await side.channel.stop();
});

/** WhatsApp wired over a fresh data folder; what stands behind each number is played by the test. */
async function side(options: { ownerEmail?: string | null } = {}) {
  const [clock, database, DATA_DIR] = [
    new TestClock('2026-03-11T10:00:00+07:00'),
    testDatabase(),
    temporaryDir(),
  ];
  const envs = new Map<number, TransportEnv>();
  const play = (env: TransportEnv): Transport => {
    envs.set(env.account.id, env);
    return {
      start() {},
      stop: async () => {},
      send: async () => ({ how: 'offline', reason: 'test' }),
      markRead: async () => {},
      typing: async () => {},
      download: async () => ({ ok: false, reason: 'gone' }),
      health: async () => ({ ok: true, roundTripMs: 42 }),
    };
  };
  const made = createWhatsAppSide({
    ...{ config: { DATA_DIR, DATA_KEY }, database, clock, log: quiet, nudge() {} },
    policy: readPolicies().whatsapp,
    transports: { baileys: play, cloud: play },
  });
  await database.write(async (tx) => {
    tx.connection.sqlite.exec(
      "INSERT INTO creditors (id, slug, name, locale, handoff_email, created_at) VALUES (1, 'contoh', 'PT Contoh', 'id', 'meja@contoh.example', 0), (2, 'lain', 'PT Lain', 'en', NULL, 0)",
    );
  });
  const add = async (phone: string, transport: 'baileys' | 'cloud' = 'baileys') => {
    const sealedSecrets = createAccountSecrets(DATA_KEY).seal(phone, {
      ...{ accessToken: 'token', appSecret: 'secret', verifyToken: 'verify' },
    });
    const done = await database.write(async (tx) =>
      addWhatsAppAccount(
        tx,
        {
          ...{ creditorId: 1, phone, transport, ownerEmail: options.ownerEmail ?? null },
          ...(transport === 'cloud' && {
            cloud: { phoneNumberId: phone.slice(1), businessAccountId: null, sealedSecrets },
          }),
        },
        clock.now(),
      ),
    );
    if (!done.ok) throw new Error(done.reason);
    return done.id;
  };
  const start = async () => {
    await made.channel.start(new EchoHost());
    started.push(made);
  };
  const status = (id: number, now: Status) => envs.get(id)?.events.status(now);
  const file = join(DATA_DIR, 'whatsapp.db');
  return { ...made, database, clock, add, start, status, envs, file };
}

describe('an installation without a number', () => {
  it('starts, answers and stops without a database of its own', async () => {
    const one = await side();
    await one.start();
    expect(await one.desk.numbers()).toEqual([]);
    expect(one.figures().accounts).toEqual([]);
    const ask = one.database.read(async (tx) =>
      one.reachable(tx, 1, [{ channel: 'whatsapp', address: '+6281200000001' }]),
    );
    expect(await ask).toEqual([false]);
    expect(await one.desk.link(7, 'qr')).toEqual({ ok: false, reason: 'unknown' });
    expect(existsSync(one.file)).toBe(false);
    await one.add('+622155500001');
    await one.channel.refresh();
    expect(existsSync(one.file)).toBe(true);
  });
});

describe('a number', () => {
  it('shows the console its state, takes its wishes and tells of changes', async () => {
    const one = await side();
    const [id, cloud] = [await one.add('+622155500001'), await one.add('+622155500002', 'cloud')];
    await one.start();
    await vi.waitFor(() => expect(one.envs.size).toBe(2), PATIENCE);
    one.status(id, { state: 'restricted', reason: 'timelock' });
    expect(await one.desk.numbers()).toMatchObject([
      { id, creditorName: 'PT Contoh', phone: '+622155500001', state: 'restricted', reason: 'timelock' },
      { id: cloud, transport: 'cloud', missing: 0, reminders: false },
    ]);
    const changed: number[] = [];
    const end = one.desk.watch(({ accountId }) => changed.push(accountId));
    expect(await one.desk.link(cloud, 'qr')).toEqual({ ok: false, reason: 'not_linkable' });
    await one.desk.link(id, 'qr');
    let on = false;
    // Its first look only learns how things are.
    await vi.waitFor(async () => {
      on = !on;
      await one.desk.setReminders(id, on);
      expect(changed).toContain(id);
    }, PATIENCE);
    end();
    expect((await one.desk.numbers())[0]?.link?.state).toBe('requested');
    expect(await one.desk.unlink(id)).toEqual({ ok: true });
    expect((await one.desk.numbers())[0]?.link?.method).toBe('unlink');
  });

  it('counts for codes only while it can send, and to whom it may', async () => {
    const one = await side();
    const [id, cloud] = [await one.add('+622155500001'), await one.add('+622155500002', 'cloud')];
    await one.start();
    await vi.waitFor(() => expect(one.envs.size).toBe(2), PATIENCE);
    const [wrote, silent] = ['+6281200000001', '+6281200000002'];
    await one.envs.get(id)?.directory.sender(id, { phone: wrote }, one.clock.now());
    const contacts = [
      { channel: 'email', address: 'a@b.example' },
      { channel: 'whatsapp', address: silent },
      { channel: 'whatsapp', address: wrote },
      { channel: 'sms', address: wrote },
    ] as const;
    const ask = () => one.database.read(async (tx) => one.reachable(tx, 1, contacts));
    expect(await ask()).toEqual([false, false, false, false]);
    one.status(id, { state: 'linked' });
    expect(await ask()).toEqual([false, false, true, false]);
    one.status(cloud, { state: 'linked' });
    expect(await ask()).toEqual([false, false, true, false]);
    const code = { purpose: 'code', locale: 'id', name: 'kode', language: 'id' } as const;
    await one.database.write(async (tx) => putTemplate(tx, cloud, code));
    expect(await ask()).toEqual([false, true, true, false]);
    one.status(cloud, { state: 'banned' });
    one.status(id, { state: 'unlinked' });
    expect(await ask()).toEqual([false, false, false, false]);
  });

  it('is measured by its id, never by its number', async () => {
    const one = await side();
    const id = await one.add('+622155500001');
    await one.start();
    await vi.waitFor(() => expect(one.envs.size).toBe(1), PATIENCE);
    one.status(id, { state: 'banned' });
    const text = await createMetrics({ whatsapp: one.figures }).registry.metrics();
    for (const line of [
      `sapa_whatsapp_linked{number="${id}",transport="baileys"} 0`,
      `sapa_whatsapp_restricted{number="${id}",transport="baileys"} 1`,
      `sapa_whatsapp_inbox_waiting{number="${id}",transport="baileys"} 0`,
      'sapa_whatsapp_sends_total{result="accepted"} 0',
      'sapa_whatsapp_messages_total{what="received"} 0',
    ])
      expect(text.split('\n')).toContain(line);
    expect(text).not.toContain('+62');
    expect(text).not.toContain('62215550');
  });
});

describe('a number that needs a person', () => {
  const mails = (one: Awaited<ReturnType<typeof side>>) =>
    one.database.read(async (tx) =>
      (
        tx.connection.sqlite.prepare('SELECT payload FROM outbox ORDER BY id').all() as { payload: string }[]
      ).map((row) => JSON.parse(row.payload) as OutboxPayload),
    );
  const about = (accountId: number, kind: WhatsAppAlert['kind'], at: number): WhatsAppAlert => ({
    ...{ accountId, creditorId: 1, phone: '+622155500001', kind, at },
  });

  it('writes to its owner, at most once per kind in six hours', async () => {
    const one = await side({ ownerEmail: 'pemilik@contoh.example' });
    const id = await one.add('+622155500001');
    let nudged = 0;
    const alerts = createAlerts({ database: one.database, log: quiet, nudge: () => nudged++ });
    const now = one.clock.now();
    for (const [kind, at] of [
      ['banned', now],
      ['banned', now + 1],
      ['missing', now + 2],
      ['banned', now + 6 * HOUR],
      ['banned', now + 6 * HOUR + 1],
      ['banned', now + 7 * HOUR],
    ] as const) {
      alerts.alert(about(id, kind, at));
      await alerts.flush();
    }
    expect((await mails(one)).map(({ to, subject }) => [to, subject?.key])).toEqual(
      ['banned', 'missing', 'banned'].map((kind) => [
        { address: 'pemilik@contoh.example' },
        `whatsapp.alert_subject_${kind}`,
      ]),
    );
    expect(nudged).toBe(3);
  });

  it('writes to the hand-over mailbox where it has no owner, through the whole channel', async () => {
    const one = await side();
    const id = await one.add('+622155500001');
    await one.start();
    await vi.waitFor(() => expect(one.envs.size).toBe(1), PATIENCE);
    one.status(id, { state: 'banned', reason: 'forbidden' });
    await vi.waitFor(
      async () =>
        expect(await mails(one)).toMatchObject([
          { to: { address: 'meja@contoh.example' }, lines: [{}, { slots: { reason: 'forbidden' } }] },
        ]),
      PATIENCE,
    );
  });

  it('finds nobody to tell without harm, also once it was removed', async () => {
    const one = await side();
    const id = await one.add('+622155500001');
    await one.database.write(async (tx) => {
      tx.connection.sqlite.exec('UPDATE creditors SET handoff_email = NULL');
      removeWhatsAppAccount(tx, id, 1);
    });
    const alerts = createAlerts({ database: one.database, log: quiet, nudge() {} });
    alerts.alert(about(id, 'banned', 1));
    alerts.alert(about(99, 'banned', 1));
    await alerts.flush();
    expect(await mails(one)).toEqual([]);
  });

  it('has words for every kind in every language', async () => {
    const one = await side();
    const id = await one.add('+622155500001');
    const alerts = createAlerts({ database: one.database, log: quiet, nudge() {} });
    const kinds = [
      ...['unlinked', 'restricted', 'replaced', 'banned', 'outdated', 'misconfigured'],
      ...['given_up', 'missing'],
    ] as WhatsAppAlert['kind'][];
    for (const kind of kinds) alerts.alert({ ...about(id, kind, 1), reason: 'kata' });
    await alerts.flush();
    const wording = createWording(createTexts(loadCheckedDialogs().texts));
    const payloads = await mails(one);
    expect(payloads).toHaveLength(kinds.length);
    for (const locale of ['id', 'en'])
      for (const payload of payloads) {
        const { subject, body } = wordPayload(wording, { ...payload, locale });
        expect(subject).toContain('+622155500001');
        expect(body.text).toContain('PT Contoh');
        expect(body.text).toContain('kata');
        expect(`${subject} ${body.text}`).not.toMatch(/\{\{|alert_/);
      }
  });
});
