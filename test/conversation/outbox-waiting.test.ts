import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../src/channels/channel.ts';
import { createOutbox, type Outbox } from '../../src/conversation/outbox.ts';
import { requeueAllDead } from '../../src/conversation/outbox-commands.ts';
import { noteDelivery } from '../../src/conversation/receipts.ts';
import { tellWaiting } from '../../src/handoff/index.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import type { OutboxPayload } from '../../src/storage/outbox-rows.ts';
import { addDebtor, run, verifyDebtor } from '../support/debtor.ts';
import { outboxWorld, scriptedChannel } from './outbox-world.ts';

type World = Awaited<ReturnType<typeof outboxWorld>>;
let world: World;
let phone: ReturnType<typeof scriptedChannel>;
let outbox: Outbox;
let told: Announcement[];
const HOUR = 3_600_000;

beforeEach(async () => {
  world = await outboxWorld();
  phone = scriptedChannel('whatsapp');
  outbox = createOutbox({
    ...world.deps,
    channels: new Map([...world.deps.channels, ['whatsapp', phone.adapter]]),
    undelivered: tellWaiting,
  });
  told = [];
  world.database.watch((one) => told.push(one));
});
afterEach(() => world.close());

const wait = (ms: number): Delivery => ({
  ok: false,
  retry: true,
  reason: 'offline',
  notBefore: world.clock.now() + ms,
});
const final = (reason: string): Delivery => ({ ok: false, retry: false, reason });
/** The last state announced of each message, by seq. */
const fates = () =>
  told.filter((one) => one.kind === 'delivery').map(({ seq, state, reason }) => [seq, state, reason]);

let seq = 0;
beforeEach(() => {
  seq = 0;
});
/** A message that stands in the transcript and is to be sent. */
async function message(text: string, author: OutboxPayload['author'] = 'bot', expiresAt?: number) {
  seq++;
  const { conversationId } = world;
  await world.database.write(async (tx) => {
    run(
      tx,
      `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
       VALUES (@conversationId, @seq, 'out', @author, '{}', 0)`,
      { conversationId, seq, author },
    );
  });
  await world.queue('wa-1', text, {
    channel: 'whatsapp',
    ...(expiresAt && { expiresAt }),
    payload: {
      creditorId: world.creditorId,
      locale: 'id',
      to: { address: 'wa-1' },
      author,
      lines: [],
      body: { text, locale: 'id' },
      message: { conversationId, seq },
    },
  });
}

describe('what a channel could not even try', () => {
  it('waits without counting, keeps its place in the thread, and goes when its time has come', async () => {
    for (let i = 0; i < 30; i++) phone.orders.push(async () => wait(1_000));
    await message('satu');
    await message('dua');
    for (let i = 0; i < 30; i++) {
      await outbox.drain();
      world.clock.advance(1_000);
    }
    expect(phone.texts()).toEqual(Array(30).fill('satu'));
    expect(await world.rows()).toMatchObject([{ state: 'pending', attempts: 0, last_error: 'offline' }, {}]);
    await outbox.drain();
    expect(phone.texts().slice(30)).toEqual(['satu', 'dua']);
    expect(fates()).toEqual([
      [1, 'waiting', 'offline'],
      [1, 'sent', undefined],
      [2, 'sent', undefined],
    ]);
    expect(outbox.stats()).toEqual({ sent: 2, retried: 0, deferred: 30, dead: 0 });
    expect(world.logged).toEqual([]);
  });

  it('does not keep others from going', async () => {
    phone.orders.push(async () => wait(HOUR));
    await message('satu');
    await world.queue('andi@ptabc.example', 'kode');
    await outbox.drain();
    expect(world.mail.texts()).toEqual(['kode']);
  });

  it('is never asked again at once, whatever the channel says', async () => {
    phone.orders.push(async () => wait(-HOUR));
    await message('satu');
    await outbox.drain();
    expect(phone.seen).toHaveLength(1);
    world.clock.advance(100);
    await outbox.drain();
    expect(phone.seen).toHaveLength(2);
  });

  it('is given up when it expires, a bot’s answer after a day, a person’s after a week', async () => {
    await message('kode', 'system', world.clock.now() + 1_000);
    phone.orders.push(async () => wait(5_000));
    await outbox.drain();
    expect(fates()).toEqual([[1, 'failed', 'expired']]);
    for (const [author, hours] of [
      ['bot', 24],
      ['collector', 7 * 24],
    ] as const) {
      const from = world.clock.now();
      await message('kata', author);
      for (;;) {
        phone.orders.push(async () => wait(6 * HOUR));
        await outbox.drain();
        if (fates().at(-1)![0] === seq && fates().at(-1)![1] === 'failed') break;
        world.clock.advance(6 * HOUR);
      }
      expect(fates().at(-1)).toEqual([seq, 'failed', 'expired']);
      expect((world.clock.now() - from) / HOUR).toBe(hours - 6);
    }
  });
});

describe('words that never arrive', () => {
  it('say so where they stand, in one word', async () => {
    phone.orders.push(
      async () => final('not_on_whatsapp'),
      async () => final('Server said no: +62 811'),
    );
    await message('satu', 'collector');
    await message('dua', 'collector');
    await outbox.drain();
    expect(fates()).toEqual([
      [1, 'failed', 'not_on_whatsapp'],
      [2, 'failed', 'not_delivered'],
    ]);
    const stored = await world.database.read(async (tx) =>
      tx.connection.sqlite.prepare('SELECT failed_reason FROM messages ORDER BY seq').pluck().all(),
    );
    expect(stored).toEqual(['not_on_whatsapp', 'not_delivered']);
  });

  const marks = () =>
    world.database.read(async (tx) =>
      tx.connection.sqlite.prepare('SELECT delivered_at, read_at, failed_reason FROM messages').all(),
    );
  const receipt = (state: 'delivered' | 'read' | 'failed', at: number) =>
    world.database.write(async (tx) => {
      noteDelivery(tx, { conversationId: world.conversationId, seq: 1, state, at, reason: 'refused' });
    });

  it('are incomplete where a piece arrived before the rest was given up, and its writer’s are told of', async () => {
    const lost: unknown[] = [];
    outbox = createOutbox({
      ...world.deps,
      channels: new Map([['whatsapp', phone.adapter]]),
      undelivered: async (_tx, one) => lost.push(one),
    });
    phone.orders.push(async () => {
      await receipt('delivered', 5);
      // The channel reports the piece that was refused, too: this changes nothing.
      await receipt('failed', 6);
      return final('refused');
    });
    await message('kuitansinya terlampir', 'collector');
    await outbox.drain();
    await receipt('delivered', 7);
    await receipt('read', 8);
    expect(await marks()).toEqual([{ delivered_at: 5, read_at: 8, failed_reason: 'incomplete' }]);
    expect(fates().at(-1)).toEqual([1, 'failed', 'incomplete']);
    expect(lost).toMatchObject([{ author: 'collector', reason: 'refused' }]);
  });

  it('are incomplete where a piece is reported to have arrived afterwards, however often', async () => {
    phone.orders.push(async () => {
      await receipt('failed', 4);
      return final('refused');
    });
    await message('kuitansinya terlampir', 'collector');
    await outbox.drain();
    expect(fates()).toEqual([[1, 'failed', 'refused']]);
    await receipt('read', 9);
    await receipt('failed', 10);
    expect(await marks()).toEqual([{ delivered_at: 9, read_at: 9, failed_reason: 'incomplete' }]);
    expect(fates().at(-1)).toEqual([1, 'failed', 'incomplete']);
  });

  it('are there when an operator has put them back and they went', async () => {
    phone.orders.push(async () => final('refused'));
    await message('kuitansinya terlampir', 'collector');
    await outbox.drain();
    await receipt('delivered', 9);
    await world.database.write(async (tx) => requeueAllDead(tx, world.clock.now()));
    await outbox.drain();
    expect(await marks()).toEqual([{ delivered_at: 9, read_at: null, failed_reason: null }]);
    expect(fates().at(-1)).toEqual([1, 'delivered', undefined]);
  });

  it('are given up after many tries', async () => {
    await message('satu', 'collector');
    for (let i = 0; i < 40 && fates().length === 0; i++) {
      phone.orders.unshift(async () => ({ ok: false, retry: true, reason: 'timed out' }));
      await outbox.drain();
      world.clock.advance(HOUR);
    }
    expect(fates()).toEqual([[1, 'failed', 'gave_up']]);
  });
});

describe('words for which the window is closed', () => {
  const known = () =>
    world.database.write(async (tx) => {
      const debtorId = addDebtor(tx, world.creditorId);
      const { contactId } = verifyDebtor(tx, debtorId, world.conversationId, world.clock.now());
      run(
        tx,
        'INSERT INTO debtor_contacts (debtor_id, contact_id, role) VALUES (@debtorId, @contactId, @role)',
        {
          debtorId,
          contactId,
          role: 'owner',
        },
      );
      run(
        tx,
        `INSERT INTO known_senders SELECT channel, account, sender_id, @debtorId, @contactId, 0
         FROM conversations WHERE id = @id`,
        { debtorId, contactId, id: world.conversationId },
      );
      return contactId;
    });
  const closed = async (author: OutboxPayload['author'] = 'collector') => {
    phone.orders.push(async () => final('outside_window'));
    await message('Rp2.500.000 jatuh tempo besok', author);
    await outbox.drain();
    await outbox.drain();
  };

  it('are announced by e-mail to who has proved to be on file, once a day and without a word of them', async () => {
    await known();
    await closed();
    await closed();
    expect(fates().map(([, state, reason]) => [state, reason])).toEqual(
      Array(2).fill(['failed', 'outside_window']),
    );
    expect(world.mail.seen).toHaveLength(1);
    expect(world.mail.seen[0]).toMatchObject({
      to: expect.stringMatching(/^kontak-.*@contoh\.example$/),
      subject: 'whatsapp.waiting_subject',
      body: { text: 'whatsapp.waiting_notice' },
    });
  });

  it.each(['bot', 'system'] as const)('are announced just so where the %s said them', async (author) => {
    await known();
    await closed(author);
    expect(world.mail.seen).toHaveLength(1);
    await closed('collector');
    expect(JSON.stringify(world.mail.seen[0])).not.toContain('2.500.000');
    expect(world.mail.texts()).toEqual(['whatsapp.waiting_notice']);
  });

  it.each([
    ['nobody proved who writes', async () => {}, 'collector'],
    [
      'the address is not theirs',
      async () => {
        const id = await known();
        await world.database.write(async (tx) => {
          run(tx, "UPDATE contacts SET flagged_at = 1, flag_reason = 'not_me' WHERE id = @id", { id });
        });
      },
      'collector',
    ],
    [
      'they asked to be left alone',
      async () => {
        await known();
        await world.database.write(async (tx) => {
          run(tx, 'UPDATE conversations SET opted_out_at = 1');
        });
      },
      'system',
    ],
  ] as const)('are announced to nobody where %s', async (_why, before, author) => {
    await before();
    await closed(author);
    expect(world.mail.seen).toEqual([]);
    expect(fates()).toHaveLength(1);
  });
});
