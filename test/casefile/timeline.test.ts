import { describe, expect, it } from 'vitest';
import { caseMessage, type TimelineCursor, timelineOf, timelinePage } from '../../src/casefile/index.ts';
import type { SignedInCollector } from '../../src/collectors/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import {
  addConversation,
  addCreditor,
  addDebtor,
  at,
  run,
  testDatabase,
  verifyDebtor,
} from '../support/debtor.ts';

const NOON = at('2026-11-18', '12:00');

function say(
  tx: Tx,
  conversationId: number,
  seq: number,
  more: { at?: number; body?: unknown; author?: string } = {},
) {
  run(
    tx,
    `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
     VALUES (@conversationId, @seq, 'in', @author, @body, @at)`,
    {
      conversationId,
      seq,
      author: more.author ?? 'debtor',
      body: JSON.stringify(more.body ?? { text: `${conversationId}:${seq}`, locale: 'id' }),
      at: more.at ?? NOON + seq,
    },
  );
}

function note(
  tx: Tx,
  of: { conversationId?: number; debtorId?: number; disputeId?: number },
  collectorId: number,
  when: number,
) {
  return run(
    tx,
    `INSERT INTO notes (conversation_id, debtor_id, dispute_id, collector_id, body, at)
     VALUES (@conversationId, @debtorId, @disputeId, @collectorId, 'catatan', @when)`,
    { conversationId: null, debtorId: null, disputeId: null, ...of, collectorId, when },
  );
}

async function world() {
  const database = testDatabase();
  const ids = await database.write(async (tx) => {
    const creditorId = addCreditor(tx);
    const debtorId = addDebtor(tx, creditorId);
    const [a, b, alone] = ['a', 'b', 'c'].map((name) => addConversation(tx, creditorId, name)) as [
      number,
      number,
      number,
    ];
    verifyDebtor(tx, debtorId, a, NOON);
    verifyDebtor(tx, debtorId, b, NOON);
    return { creditorId, debtorId, a, b, alone };
  });
  const collector = await signedIn(database, { creditorIds: [ids.creditorId] });
  return { database, collector, ...ids };
}

async function everything(database: Database, collector: SignedInCollector, id: number, limit: number) {
  const pages: string[][] = [];
  let before: TimelineCursor | undefined;
  do {
    const page = await database.read((tx) => timelinePage(tx, collector, id, { before, limit }));
    pages.unshift(page!.items.map((item) => item.id));
    before = page!.next;
  } while (before);
  return pages;
}

describe('a timeline', () => {
  it('runs over every conversation of the debtor, by time, with internal notes', async () => {
    const { database, collector, a, b, alone, debtorId } = await world();
    await database.write(async (tx) => {
      say(tx, a, 1, { at: NOON + 10 });
      say(tx, b, 1, { at: NOON + 20 });
      say(tx, a, 2, { at: NOON + 30 });
      say(tx, alone, 1);
      note(tx, { conversationId: b }, collector.collectorId, NOON + 25);
      note(tx, { debtorId }, collector.collectorId, NOON + 5);
    });
    const page = await database.read((tx) => timelinePage(tx, collector, b, { limit: 50 }));
    expect(page!.items.map((item) => item.id)).toEqual(['note:2', `${a}:1`, `${b}:1`, 'note:1', `${a}:2`]);
    expect(page!.next).toBeUndefined();
    expect(page!.items[0]).toMatchObject({
      kind: 'note',
      text: 'catatan',
      author: { id: collector.collectorId, name: collector.name },
    });
    expect(await database.read((tx) => timelineOf(tx, collector, a))).toEqual([a, b]);
    // Nobody proved anything there: only itself.
    expect(await everything(database, collector, alone, 50)).toEqual([[`${alone}:1`]]);
  });

  it('never shows another debtor, another creditor, or anything to whom it is not for', async () => {
    const { database, collector, creditorId, a, b, debtorId } = await world();
    const other = await database.write(async (tx) => {
      const second = addDebtor(tx, creditorId, 'C-002', 'Toko Lain');
      const elsewhere = addConversation(tx, creditorId, 'd');
      verifyDebtor(tx, second, elsewhere, NOON);
      say(tx, elsewhere, 1);
      const foreignCreditor = addCreditor(tx, 'asing');
      const foreign = addConversation(tx, foreignCreditor, 'e');
      // Such a row cannot come about; if it did, it would link nothing.
      verifyDebtor(tx, debtorId, foreign, NOON);
      say(tx, foreign, 1);
      say(tx, a, 1);
      return { elsewhere, foreign, foreignCreditor };
    });
    expect(await everything(database, collector, a, 50)).toEqual([[`${a}:1`]]);
    expect(await database.read((tx) => timelineOf(tx, collector, b))).toEqual([a, b]);
    for (const id of [other.foreign, 999_999]) {
      expect(await database.read((tx) => timelinePage(tx, collector, id, { limit: 50 }))).toBeUndefined();
      expect(await database.read((tx) => timelineOf(tx, collector, id))).toBeUndefined();
    }
    const stranger = await signedIn(database, { creditorIds: [other.foreignCreditor] });
    expect(await database.read((tx) => timelineOf(tx, stranger, other.foreign))).toEqual([other.foreign]);
    expect(await database.read((tx) => timelineOf(tx, stranger, a))).toBeUndefined();
  });

  it('leaves out where somebody proved themselves and then said it is not them', async () => {
    const { database, collector, a, b } = await world();
    await database.write(async (tx) => {
      run(
        tx,
        `UPDATE contacts SET flagged_at = 5, flag_reason = 'not_me' WHERE id =
           (SELECT contact_id FROM verifications WHERE conversation_id = @b)`,
        { b },
      );
      run(tx, 'UPDATE verifications SET ended_at = 5 WHERE conversation_id = @b', { b });
    });
    expect(await database.read((tx) => timelineOf(tx, collector, a))).toEqual([a]);
    expect(await database.read((tx) => timelineOf(tx, collector, b))).toEqual([b]);
  });

  it('comes in pages without a gap or a repetition, however much falls into one millisecond', async () => {
    const { database, collector, a, b, debtorId } = await world();
    const all = await database.write(async (tx) => {
      const wanted: string[] = [];
      for (let seq = 1; seq <= 60; seq++) {
        for (const id of [a, b]) {
          say(tx, id, seq, { at: NOON + Math.floor(seq / 25) });
          wanted.push(`${id}:${seq}`);
        }
        if (seq % 7 === 0) {
          const made = note(
            tx,
            { conversationId: a, debtorId },
            collector.collectorId,
            NOON + Math.floor(seq / 25),
          );
          wanted.push(`note:${made}`);
        }
      }
      return wanted;
    });
    const whole = (await everything(database, collector, a, 1000)).flat();
    expect([...whole].sort()).toEqual([...all].sort());
    for (const limit of [1, 2, 3, 7, 50]) {
      const pages = await everything(database, collector, a, limit);
      expect(pages.flat(), `${limit} a page`).toEqual(whole);
      expect(Math.max(...pages.map((page) => page.length))).toBe(limit);
    }
  });

  it('leaves out a page that was merely opened', async () => {
    const { database, collector, a } = await world();
    await database.write(async (tx) => {
      say(tx, a, 1, { author: 'system', body: { text: '', locale: 'id' } });
      say(tx, a, 2, { author: 'bot', body: { text: '', locale: 'id', handoff: { state: 'joined' } } });
    });
    expect(await everything(database, collector, a, 50)).toEqual([[`${a}:2`]]);
  });
});

describe('a stored message', () => {
  const made = (body: unknown, more: object = {}) =>
    caseMessage({ conversationId: 3, channel: 'webchat', seq: 9, author: 'bot', at: 5, body, ...more });

  it('keeps words, choices, cards and files', () => {
    const file = { token: 'abcdefghijklmnop', name: 'slip.png', mediaType: 'image/png', size: 3 };
    const card = {
      title: 'INV-1',
      statusText: 'Lewat',
      amountText: 'Rp1',
      rows: [{ label: 'a', value: 'b' }],
    };
    expect(
      made(
        {
          text: 'halo',
          name: 'Sari',
          choices: [{ label: 'Ya' }, { label: 'Tidak' }],
          cards: [{ kind: 'invoice', status: 'overdue', action: { title: 'x', value: 'y' }, ...card }],
          attachments: [file],
          handoff: { state: 'joined', reason: 'asked' },
        },
        { withheld: true },
      ),
    ).toEqual({
      kind: 'message',
      id: '3:9',
      conversationId: 3,
      channel: 'webchat',
      seq: 9,
      author: 'bot',
      at: 5,
      text: 'halo',
      name: 'Sari',
      choices: ['Ya', 'Tidak'],
      cards: [card],
      files: [file],
      handoff: 'joined',
      withheld: true,
    });
  });

  it('of an unexpected shape is shown as far as it can be', () => {
    for (const body of [
      null,
      7,
      'x',
      [],
      {},
      { text: 7 },
      { choices: 'x', cards: [null, 5], handoff: 'y' },
    ]) {
      expect(made(body)).toMatchObject({ id: '3:9', text: '' });
    }
    const token = '../../etc/passwd';
    expect(
      made({ text: 'a', attachments: [{ token, name: 'x', mediaType: 'y', size: 1 }, 3] }),
    ).not.toHaveProperty('files');
  });
});
