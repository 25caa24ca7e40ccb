import { describe, expect, it } from 'vitest';
import { type DisputedPart, disputesOf, openDispute } from '../../src/disputes/index.ts';
import { invoicesById } from '../../src/receivables/index.ts';
import { money } from '../../src/shared/money.ts';
import type { Tx } from '../../src/storage/database.ts';
import {
  addAttachment,
  addConversation,
  addInvoice,
  all,
  at,
  inWorld,
  run,
  verifiedAgain,
  type World,
} from '../support/debtor.ts';

const monday = at('2026-03-09');
const tuesday = at('2026-03-10');

function invoice(tx: Tx, { creditorId, debtorId }: World, more = {}): number {
  return addInvoice(tx, creditorId, debtorId, {
    number: 'INV-1',
    due: '2026-03-01',
    amount: 1000,
    lines: [
      { description: 'Semen', amount: 600 },
      { description: 'Ongkos kirim', amount: 400 },
    ],
    ...more,
  });
}

describe('diary of a dispute', () => {
  it('opens on Monday, is known on Tuesday, and lets go of the invoice when decided', async () => {
    await inWorld(monday, async (tx, world) => {
      const id = invoice(tx, world);
      const dispute = { invoiceId: id, reason: 'wrong_amount', part: { whole: true } } as const;
      expect(await openDispute(tx, world.debtor, monday, dispute)).toEqual({
        ok: true,
        caseNumber: 'D-0001',
        invoiceNumber: 'INV-1',
        disputed: money(1000, 'IDR'),
      });
      const next = verifiedAgain(world.debtor, tuesday);
      const status = async () => (await invoicesById(tx, next, tuesday, [id]))[0]?.status;
      expect(await status()).toBe('disputed');
      expect(await openDispute(tx, next, tuesday, dispute)).toEqual({
        ok: false,
        reason: 'already_open',
        caseNumber: 'D-0001',
        invoiceNumber: 'INV-1',
        openedAt: monday,
      });
      expect(await disputesOf(tx, next, tuesday)).toMatchObject([
        { caseNumber: 'D-0001', invoiceNumber: 'INV-1', disputed: money(1000, 'IDR') },
      ]);
      run(tx, "UPDATE disputes SET state = 'rejected', decided_at = 1");
      expect(await status()).toBe('overdue');
      expect(await openDispute(tx, next, tuesday, dispute)).toMatchObject({ caseNumber: 'D-0002' });
    });
  });
});

describe('the disputed part', () => {
  const parts: [string, DisputedPart, number | 'bad_part'][] = [
    ['an amount', { amountMinor: 250 }, 250],
    ['one line', { lines: [2] }, 400],
    ['both lines', { lines: [1, 2] }, 700],
    ['more than is outstanding', { amountMinor: 701 }, 'bad_part'],
    ['nothing', { amountMinor: 0 }, 'bad_part'],
    ['less than nothing', { amountMinor: -5 }, 'bad_part'],
    ['half a sen', { amountMinor: 1.5 }, 'bad_part'],
    ['a line that is not there', { lines: [3] }, 'bad_part'],
    ['no line', { lines: [] }, 'bad_part'],
  ];
  it.each(parts)('%s', async (_name, part, expected) => {
    await inWorld(monday, async (tx, world) => {
      const id = invoice(tx, world, { paid: 300 });
      const result = await openDispute(tx, world.debtor, monday, { invoiceId: id, reason: 'other', part });
      if (expected === 'bad_part') {
        expect(result).toEqual({ ok: false, reason: 'bad_part', outstanding: money(700, 'IDR') });
      } else {
        expect(result).toMatchObject({ ok: true, disputed: money(expected, 'IDR') });
      }
    });
  });
});

describe('what cannot be disputed', () => {
  it('is a paid invoice, and one that is not theirs', async () => {
    await inWorld(monday, async (tx, world) => {
      const paid = invoice(tx, world, { paid: 1000 });
      const dispute = { reason: 'other', part: { whole: true } } as const;
      expect(await openDispute(tx, world.debtor, monday, { ...dispute, invoiceId: paid })).toEqual({
        ok: false,
        reason: 'already_paid',
        invoiceNumber: 'INV-1',
      });
      expect(await openDispute(tx, world.debtor, monday, { ...dispute, invoiceId: 999 })).toEqual({
        ok: false,
        reason: 'not_found',
      });
    });
  });

  it('keeps a note and a file of this conversation, and no other file', async () => {
    await inWorld(monday, async (tx, world) => {
      const mine = addAttachment(tx, world.conversationId, 'photo');
      const elsewhere = addAttachment(tx, addConversation(tx, world.creditorId, 'conv-2'), 'theirs');
      for (const [number, attachmentId] of [
        ['A', mine],
        ['B', elsewhere],
      ] as const) {
        const id = invoice(tx, world, { number });
        const dispute = { invoiceId: id, reason: 'goods_damaged', part: { whole: true } } as const;
        await openDispute(tx, world.debtor, monday, { ...dispute, note: 'x'.repeat(3000), attachmentId });
      }
      expect(all(tx, 'SELECT attachment_id, length(note) AS length FROM disputes ORDER BY id')).toEqual([
        { attachment_id: mine, length: 2000 },
        { attachment_id: null, length: 2000 },
      ]);
    });
  });
});
