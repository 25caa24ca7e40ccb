import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandoffEvents } from '../../src/channels/handoff-events/index.ts';
import {
  addListener,
  closeHandoff,
  createHandoff,
  listListeners,
  openListener,
  removeListener,
  replyToHandoff,
  tellListeners,
} from '../../src/handoff/index.ts';
import { createVault } from '../../src/shared/vault.ts';
import type { Database } from '../../src/storage/database.ts';
import { type Listener, listener } from '../channels/handoff-events/listener.ts';
import { TestClock } from '../support/clock.ts';
import { addInvoice, all, at, run, testDatabase, verifiedWorld } from '../support/debtor.ts';

const NOW = at('2026-03-11');
const vault = createVault('a key of this test, long enough to be one', 'listener');

let db: Database;
let host: Listener;
beforeEach(async () => {
  db = testDatabase();
  host = await listener();
});
afterEach(async () => {
  await db.close();
  await host.close();
});

interface Row {
  channel: string;
  payload: string;
}
const queued = () => db.write(async (tx) => all<Row>(tx, `SELECT channel, payload FROM outbox ORDER BY id`));

async function handedOver() {
  return db.write(async (tx) => {
    const world = verifiedWorld(tx, NOW);
    addInvoice(tx, world.creditorId, world.debtorId, { number: 'INV-1', due: '2026-03-01', amount: 500_000 });
    run(
      tx,
      `INSERT INTO messages (conversation_id, seq, direction, author, body, at) VALUES
        (@id, 1, 'in', 'debtor', '{"text":"petugas","locale":"id"}', 0)`,
      { id: world.conversationId },
    );
    const added = await addListener(tx, vault, { slug: 'contoh', url: host.url, now: NOW });
    if (!added.ok) throw new Error(added.reason);
    const { creditorId, conversationId, debtor } = world;
    const made = await createHandoff(tx, NOW, { conversationId, creditorId, debtor, reason: 'asked' });
    if (!made.ok) throw new Error(made.reason);
    return { ...world, handoffId: made.handoffId, secret: added.secret };
  });
}

describe('a system that listens', () => {
  it('gets the whole file, the transcript attached, and then what became of it, each signed', async () => {
    const { handoffId, secret } = await handedOver();
    await replyToHandoff(db, new TestClock(NOW), handoffId, { text: 'Selamat pagi.', name: 'Rini' });
    await replyToHandoff(db, new TestClock(NOW), handoffId, { text: 'Sudah beres.', name: 'Rini' });
    await closeHandoff(db, new TestClock(NOW), handoffId);
    const channel = createHandoffEvents({
      listener: (id) => db.read((tx) => openListener(tx, vault, id)),
      clock: new TestClock(NOW),
    });
    for (const row of await queued()) {
      if (row.channel !== 'handoff_events') continue;
      const { to, body } = JSON.parse(row.payload) as { to: { address: string }; body: never };
      expect(
        await channel.deliver({ id: 'x-1', to: to.address, creditorId: 1, purpose: 'message', body }),
      ).toEqual({ ok: true });
    }
    const [initiate, accepted, completed, ...others] = host.heard.map(
      (one) => JSON.parse(one.body) as Record<string, unknown>,
    );
    expect(initiate).toMatchObject({
      type: 'event',
      name: 'handoff.initiate',
      conversation: { id: 'conv-1' },
      relatesTo: { channelId: 'webchat', conversation: { id: 'conv-1' } },
      channelData: { handoffId, creditor: 'contoh' },
      value: {
        reason: 'asked',
        identityLevel: 'verified',
        identity: { debtorNumber: 'C-001' },
        invoices: [{ number: 'INV-1', outstandingMinor: 500_000 }],
      },
      attachments: [
        {
          contentType: 'application/json',
          name: 'Transcript',
          content: { activities: [{ type: 'message', text: 'petugas', from: { role: 'user' } }] },
        },
      ],
    });
    expect(initiate).toHaveProperty('value.summary');
    expect(initiate).not.toHaveProperty('value.attachments');
    expect(accepted).toMatchObject({ name: 'handoff.status', value: { state: 'accepted' } });
    expect(completed).toMatchObject({ value: { state: 'completed', message: 'returned' } });
    expect(others).toEqual([]);
    const { headers, body } = host.heard[0]!;
    const mac = createHmac('sha256', secret).update(`${headers['x-sapa-timestamp']}.${body}`).digest('hex');
    expect(headers['x-sapa-signature']).toBe(`sha256=${mac}`);
  });

  it('hears of nothing that was not committed', async () => {
    const { creditorId, handoffId } = await handedOver();
    const before = (await queued()).length;
    const change = { kind: 'status', handoffId, state: 'completed' } as const;
    const undone = db.write(async (tx) => {
      await tellListeners(tx, { creditorId, now: NOW, change });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await queued()).toHaveLength(before);
  });

  it('is told its secret once; the table keeps it sealed, and bound to creditor and address', async () => {
    const { secret } = await handedOver();
    await db.write(async (tx) => {
      const [row] = all<{ id: number; secret_sealed: Buffer }>(tx, 'SELECT * FROM handoff_listeners');
      expect(row!.secret_sealed.toString('latin1')).not.toContain(secret);
      expect(await openListener(tx, vault, row!.id)).toEqual({ url: host.url, secret });
      run(tx, `UPDATE handoff_listeners SET url = 'https://elsewhere.example/'`);
      await expect(openListener(tx, vault, row!.id)).rejects.toThrow();
    });
  });

  it('is added by HTTPS alone (but for this machine), once, and can be sent away', async () => {
    await handedOver();
    await db.write(async (tx) => {
      const add = (url: string, slug = 'contoh') => addListener(tx, vault, { slug, url, now: NOW });
      for (const url of [
        'http://crm.example/x',
        'ftp://127.0.0.1/',
        'https://user:pw@crm.example/',
        'https://crm.example/#x',
        'crm.example',
        `https://crm.example/${'x'.repeat(500)}`,
      ])
        expect(await add(url), url).toEqual({ ok: false, reason: 'bad_url' });
      expect(await add('https://crm.example/x', 'nobody')).toEqual({ ok: false, reason: 'unknown_creditor' });
      expect(await add(host.url)).toEqual({ ok: false, reason: 'taken' });
      expect(await add('https://crm.example')).toMatchObject({ ok: true });
      expect((await listListeners(tx)).map((one) => one.url)).toEqual([host.url, 'https://crm.example/']);
      expect(await removeListener(tx, 'contoh', 'https://crm.example')).toBe(true);
      expect(await removeListener(tx, 'contoh', 'https://crm.example')).toBe(false);
    });
  });
});
