import { describe, expect, it } from 'vitest';
import { openDispute } from '../../src/disputes/index.ts';
import {
  closeHandoff,
  createHandoff,
  listHandoffs,
  printHandoffs,
  replyToHandoff,
  showHandoff,
} from '../../src/handoff/index.ts';
import { balanceOf } from '../../src/receivables/index.ts';
import type { Database } from '../../src/storage/database.ts';
import { TestClock } from '../support/clock.ts';
import { addInvoice, all, at, run, testDatabase, verifiedWorld, type World } from '../support/debtor.ts';

const now = at('2026-03-11');
const clock = new TestClock(now);

async function world(job: (database: Database, world: World) => Promise<void>) {
  const database = testDatabase();
  try {
    const made = await database.write(async (tx) => verifiedWorld(tx, now));
    await job(database, made);
  } finally {
    await database.close();
  }
}

function conversationOf(database: Database) {
  return database.read(async (tx) => {
    return tx.connection.sqlite.prepare('SELECT owner, version, state FROM conversations').get() as {
      owner: string;
      version: number;
      state: string | null;
    };
  });
}

describe('the file for a collector', () => {
  it('says in two sentences who wants what, how the account stands and what was tried', async () => {
    await world(async (database, { creditorId, debtorId, conversationId, debtor }) => {
      const context = await database.write(async (tx) => {
        const add = (number: string, due: string, amount: number) =>
          addInvoice(tx, creditorId, debtorId, { number, due, amount });
        const first = add('INV-1', '2026-02-27', 250_000_000);
        add('INV-2', '2026-03-25', 475_000_000);
        await openDispute(tx, debtor, now, {
          invoiceId: first,
          reason: 'wrong_amount',
          part: { whole: true },
        });
        await balanceOf(tx, debtor, now);
        const asked = { conversationId, creditorId, debtor, reason: 'asked', tried: ['submit_proof'] };
        expect(await createHandoff(tx, now, asked)).toEqual({ ok: true, handoffId: 1, alreadyOpen: false });
        const [row] = all<{ summary: string; context: string; debtor_id: number }>(
          tx,
          'SELECT * FROM handoffs',
        );
        expect(row!.summary).toBe(
          'Toko Uji (C-001): minta berbicara dengan petugas; belum dibayar IDR 7.250.000 dari 2 faktur; ' +
            'IDR 2.500.000 lewat jatuh tempo, paling lama 12 hari; sanggahan terbuka D-0001. ' +
            'Sudah ditanyakan atau dicoba: saldo, mengirim bukti bayar.',
        );
        expect(row!.debtor_id).toBe(debtorId);
        return JSON.parse(row!.context);
      });
      expect(context).toMatchObject({
        identity: { debtorNumber: 'C-001', verificationId: debtor.verificationId },
        asOf: now,
        balance: [{ currency: 'IDR', count: 2, oldestDaysPastDue: 12 }],
        invoices: [
          { number: 'INV-1', status: 'disputed' },
          { number: 'INV-2', status: 'open' },
        ],
        disputes: [{ caseNumber: 'D-0001', invoiceNumber: 'INV-1' }],
      });
      expect(await conversationOf(database)).toMatchObject({ owner: 'queue', version: 1 });
    });
  });

  it('holds no figure for a sender who has proved nothing', async () => {
    await world(async (database, { creditorId, debtorId, conversationId }) => {
      await database.write(async (tx) => {
        addInvoice(tx, creditorId, debtorId, { number: 'INV-1', due: '2026-02-27', amount: 777_00 });
        await createHandoff(tx, now, { conversationId, creditorId, reason: 'locked' });
        const [row] = all<{ summary: string; context: string }>(tx, 'SELECT * FROM handoffs');
        expect(row!.summary).toBe(
          'Pengirim yang belum terverifikasi: verifikasi terkunci. Belum ada yang dicoba sebelumnya.',
        );
        expect(row!.context).not.toContain('777');
      });
    });
  });

  it('is one per conversation: a second request adds its reason, and figures once they may be known', async () => {
    await world(async (database, { creditorId, conversationId, debtor }) => {
      await database.write(async (tx) => {
        await createHandoff(tx, now, { conversationId, creditorId, reason: 'not_understood' });
        const again = { conversationId, creditorId, debtor, reason: 'hardship' };
        expect(await createHandoff(tx, now + 1000, again)).toEqual({
          ok: true,
          handoffId: 1,
          alreadyOpen: true,
        });
        const [row] = all<{ summary: string; debtor_id: number }>(tx, 'SELECT * FROM handoffs');
        expect(row!.debtor_id).toBe(debtor.debtorId);
        expect(row!.summary).toContain('maksudnya tidak tertangkap dua kali, sedang kesulitan membayar');
      });
      expect(await listHandoffs(database)).toMatchObject([
        { id: 1, reason: 'not_understood', state: 'waiting' },
      ]);
      expect((await conversationOf(database)).version).toBe(1);
    });
  });
});

describe('answering from the command line', () => {
  async function waiting(job: (database: Database) => Promise<void>) {
    await world(async (database, { creditorId, conversationId, debtor }) => {
      await database.write(async (tx) => {
        const state =
          '{"stack":[{}],"locale":"en","localeChosen":true,"handedOff":{"reason":"asked","at":1}}';
        run(tx, `UPDATE conversations SET state = '${state}'`);
        await createHandoff(tx, now, { conversationId, creditorId, debtor, reason: 'asked' });
      });
      await job(database);
    });
  }
  const outbox = (database: Database) =>
    database.read(async (tx) =>
      (
        tx.connection.sqlite.prepare('SELECT channel, payload FROM outbox ORDER BY id').all() as {
          channel: string;
          payload: string;
        }[]
      ).map((row) => ({ channel: row.channel, ...JSON.parse(row.payload) })),
    );

  it('sends the words and takes the conversation over', async () => {
    await waiting(async (database) => {
      await replyToHandoff(database, clock, 1, { text: '  Selamat pagi.  ', name: 'Petugas' });
      expect(await outbox(database)).toMatchObject([
        {
          channel: 'webchat',
          to: { conversationId: 1 },
          author: 'collector',
          name: 'Petugas',
          lines: [{ verbatim: 'Selamat pagi.' }],
        },
      ]);
      expect(await conversationOf(database)).toMatchObject({ owner: 'collector', version: 2 });
      expect(await listHandoffs(database)).toMatchObject([{ state: 'answered' }]);
      await replyToHandoff(database, clock, 1, { text: 'Masih di sini.' });
      // Comes in once, however much is said.
      expect((await outbox(database)).map((one) => one.handoff)).toEqual([{ state: 'joined' }, undefined]);
    });
  });

  it('is dated by when it happens, not by when it was asked for beside a busy writer', async () => {
    await waiting(async (database) => {
      const late = new TestClock(now);
      const busy = database.write(async () => late.advance(500));
      await Promise.all([busy, replyToHandoff(database, late, 1, { text: 'Halo' })]);
      const dates = await database.write(async (tx) =>
        all(tx, 'SELECT at FROM ownership_changes ORDER BY id'),
      );
      expect(dates.at(-1)).toEqual({ at: now + 500 });
    });
  });

  it('gives the conversation back once, with one closing line', async () => {
    await waiting(async (database) => {
      await closeHandoff(database, clock, 1);
      const state = '{"locale":"en","localeChosen":true}';
      expect(await conversationOf(database)).toEqual({ owner: 'bot', version: 2, state });
      expect(await outbox(database)).toMatchObject([
        { author: 'bot', handoff: { state: 'ended' }, lines: [{ key: 'handoff.closed' }] },
      ]);
      expect(await listHandoffs(database)).toEqual([]);
      expect(await listHandoffs(database, { all: true })).toMatchObject([{ state: 'closed' }]);
      await expect(closeHandoff(database, clock, 1)).rejects.toThrow('closed since');
      await expect(replyToHandoff(database, clock, 1, { text: 'x' })).rejects.toThrow('closed since');
      expect(await outbox(database)).toHaveLength(1);
    });
  });

  it('refuses words that are none, too many, or for nobody', async () => {
    await waiting(async (database) => {
      await expect(replyToHandoff(database, clock, 1, { text: ' ' })).rejects.toThrow('between 1 and');
      await expect(replyToHandoff(database, clock, 1, { text: 'x'.repeat(4001) })).rejects.toThrow('4001');
      await expect(showHandoff(database, () => {}, 9)).rejects.toThrow('no handoff #9');
    });
  });

  it('prints the file and the conversation, and lets no debtor steer the terminal', async () => {
    await waiting(async (database) => {
      await database.write(async (tx) => {
        run(
          tx,
          `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
           VALUES (1, 1, 'in', 'debtor', @body, 0)`,
          {
            body: JSON.stringify({ text: 'halo \u001b[2J\u202Edunia', attachments: [{ name: 'slip.png' }] }),
          },
        );
      });
      const lines: string[] = [];
      await printHandoffs(database, (line) => lines.push(line));
      await showHandoff(database, (line) => lines.push(line), 1);
      const text = lines.join('\n');
      expect(text).toContain('Toko Uji (C-001)');
      expect(text).toContain('debtor: halo');
      expect(text).toContain('[file: slip.png]');
      for (const sign of ['\u001b', '\u202e']) expect(text).not.toContain(sign);
    });
  });

  it('says so when nobody waits', async () => {
    await world(async (database) => {
      const lines: string[] = [];
      await printHandoffs(database, (line) => lines.push(line));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toContain('Nobody is waiting');
    });
  });
});
