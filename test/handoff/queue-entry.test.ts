import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openHandoffOf, queueEntry } from '../../src/handoff/index.ts';
import { messagePreview } from '../../src/handoff/queue-preview.ts';
import { answered, debtorWrote, startClocks } from '../../src/service-levels/index.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { signedIn } from '../support/collectors.ts';
import { run, testDatabase } from '../support/debtor.ts';
import { listed, NOW, say, twoCreditors } from './queue-world.ts';

let database: Database;
beforeEach(() => {
  database = testDatabase();
});
afterEach(() => database.close());
const write = <T>(job: (tx: Tx) => Promise<T>) => database.write(job);

describe('a line of the queue', () => {
  it('tells who, what, how much, the newest words and what was promised', async () => {
    await write(async (tx) => {
      const { mine, debtorId } = twoCreditors(tx);
      const me = await signedIn(tx, { creditorIds: [mine], name: 'Rani' });
      const { handoffId, conversationId } = listed(tx, {
        creditorId: mine,
        debtorId,
        collectorId: me.collectorId,
        amountMinor: 250_000_000,
        currency: 'IDR',
      });
      say(tx, conversationId, 'debtor', { text: 'halo' });
      say(tx, conversationId, 'debtor', { text: 'ada   yang\nbisa bantu?' });
      say(tx, conversationId, 'bot', { text: 'never sent' }, { withheld: true });
      run(
        tx,
        `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, from_at, to_at, created_at)
         VALUES (@handoffId, @mine, @conversationId, 'call', 7, 8, 0)`,
        { handoffId, mine, conversationId },
      );
      expect(await queueEntry(tx, me, handoffId)).toEqual({
        handoffId,
        conversationId,
        state: 'claimed',
        reason: 'asked',
        summary: 'Two sentences.',
        creditor: { id: mine, name: 'PT mine' },
        debtor: { id: debtorId, number: 'C-001', name: 'Toko Uji' },
        channel: 'webchat',
        locale: 'id',
        amount: { minor: 250_000_000, currency: 'IDR' },
        priority: 1,
        createdAt: NOW,
        last: { author: 'debtor', text: 'ada yang bisa bantu?', at: NOW + 2 },
        collector: { id: me.collectorId, name: 'Rani' },
        dueAt: null,
        dueFor: null,
        breached: false,
        callBack: { how: 'call', fromAt: 7, toAt: 8 },
        closedAt: null,
      });
      expect(await openHandoffOf(tx, conversationId)).toBe(handoffId);
    });
  });

  it('is nothing to somebody else’s collector', async () => {
    await write(async (tx) => {
      const { mine, other } = twoCreditors(tx);
      const stranger = await signedIn(tx, { creditorIds: [other] });
      const { handoffId } = listed(tx, { creditorId: mine });
      expect(await queueEntry(tx, stranger, handoffId)).toBeUndefined();
      expect(await queueEntry(tx, stranger, 404)).toBeUndefined();
    });
  });

  it('says which clock is next', async () => {
    await write(async (tx) => {
      const { mine } = twoCreditors(tx);
      const me = await signedIn(tx, { creditorIds: [mine] });
      const { handoffId } = listed(tx, { creditorId: mine });
      const due = async () => (await queueEntry(tx, me, handoffId))!.dueFor;
      const start = { creditorId: mine, reason: 'asked', now: NOW, amountMinor: null, currency: null };
      await startClocks(tx, { handoffId, ...start });
      expect(await due()).toBe('first_answer');
      await answered(tx, { handoffId, now: NOW });
      expect(await due()).toBe('resolution');
      await debtorWrote(tx, { handoffId, now: NOW });
      expect(await due()).toBe('next_answer');
    });
  });
});

describe('the newest words', () => {
  const preview = (body: object) => messagePreview(JSON.stringify(body));

  it('are cut to one short line, between letters', () => {
    expect(preview({ text: `${'😀'.repeat(200)}` })).toBe(`${'😀'.repeat(159)}…`);
    expect(preview({ text: ' a\u0000b \n\t c ' })).toBe('a b c');
  });

  it('are the names of files or cards where there are none', () => {
    expect(preview({ text: '', attachments: [{ name: 'bukti.pdf' }, { name: 'slip.jpg' }] })).toBe(
      'bukti.pdf, slip.jpg',
    );
    expect(preview({ text: ' ', cards: [{ title: 'INV-1' }] })).toBe('INV-1');
    expect(preview({})).toBe('');
  });
});
