import { describe, expect, it } from 'vitest';
import { updateDispute } from '../../src/disputes/dispute-desk-repository.ts';
import { openDispute } from '../../src/disputes/index.ts';
import { decideProof, postCreditNote, recordProof } from '../../src/payments/index.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addInvoice, at, inWorld, type World } from '../support/debtor.ts';
import { talk } from './talk.ts';

const now = at('2026-11-21');

function invoices(tx: Tx, { creditorId, debtorId }: World): [number, number] {
  return [
    addInvoice(tx, creditorId, debtorId, { number: 'INV-2026-0012', due: '2026-11-01', amount: 100_000_000 }),
    addInvoice(tx, creditorId, debtorId, { number: 'INV-2026-0013', due: '2026-12-01', amount: 50_000_000 }),
  ];
}

/** As when a dispute of this invoice was upheld for `amountMinor`. */
async function credited(tx: Tx, world: World, invoiceId: number, amountMinor: number): Promise<void> {
  const { creditorId, debtorId, debtor } = world;
  const part = { amountMinor };
  await openDispute(tx, debtor, now - 1000, { invoiceId, reason: 'wrong_amount', part });
  const facts = { creditorId, debtorId, invoiceId, currency: 'IDR', amountMinor, on: '2026-11-20' };
  await postCreditNote(tx, now - 1000, { ...facts, caseNumber: 'D-0001' });
  await updateDispute(tx, 1, {
    state: 'upheld',
    decidedAt: now - 1000,
    decidedBy: null,
    creditMinor: amountMinor,
    decisionNote: 'Harga lama yang berlaku.',
  });
}

describe('a credit note in what a debtor is told', () => {
  it('is named as such in the history, and is no payment received', async () => {
    await inWorld(now, async (tx, world) => {
      const [first] = invoices(tx, world);
      await credited(tx, world, first, 40_000_000);
      const t = talk(tx, world, now);
      expect(await t.say('riwayat pembayaran saya')).toContain(
        '20 November 2026 · nota kredit Rp400.000 · untuk INV-2026-0012',
      );
      expect(await t.say('apakah pembayaran saya sudah masuk?')).toContain('Belum ada pembayaran');
    });
    await inWorld(now, async (tx, world) => {
      const [first] = invoices(tx, world);
      await credited(tx, world, first, 100_000_000);
      const t = talk(tx, world, now, 'en');
      expect(await t.say('payment history')).toContain('credit note Rp1,000,000');
      const settled = await t.say('has my payment for invoice 0012 arrived?');
      expect(settled).toContain('A credit note of Rp1,000,000 is booked for INV-2026-0012.');
      expect(settled).not.toContain('we received');
    });
  });

  it('stands beside what was paid on cards, in details and in the statement', async () => {
    await inWorld(now, async (tx, world) => {
      const [first] = invoices(tx, world);
      await credited(tx, world, first, 40_000_000);
      const t = talk(tx, world, now);
      const status = await t.say('status faktur 0012');
      expect(status).toContain('Nota kredit: Rp400.000');
      expect(status).not.toContain('Sudah dibayar');
      expect(status).toContain('Sanggahan D-0001 untuk faktur INV-2026-0012 kami terima.');
      expect(status).toContain('Catatan petugas: Harga lama yang berlaku.');
      expect(await t.say('rincian faktur 0012')).toContain('Nota kredit 20 November 2026: Rp400.000');
      await t.say('minta rekap excel');
      const csv = t.saved.at(-1)!.bytes.toString('utf8');
      expect(csv).toContain('Dibayar,Nota kredit,Belum dibayar');
      expect(csv).toContain('1000000.00,0.00,400000.00,600000.00');
    });
  });
});

describe('asking after a decision', () => {
  it.each([
    [
      'id',
      'cek pembayaran',
      'belum bisa kami terima: berkasnya belum terbaca.',
      'Catatan petugas: Foto gelap.',
    ],
    ['en', 'has my payment arrived', 'the file cannot be read.', "Our colleague's note: Foto gelap."],
  ] as const)('tells in %s why a proof was rejected, as it was told', async (locale, question, why, note) => {
    await inWorld(now, async (tx, world) => {
      const [first] = invoices(tx, world);
      await recordProof(tx, world.debtor, now - 1000, {
        invoiceIds: [first],
        slip: { reference: 'TRX123456' },
      });
      await decideProof(tx, now, 1, { state: 'rejected', reason: 'unreadable', note: 'Foto gelap.' });
      const t = talk(tx, world, now, locale);
      const said = (await t.say(question)) + (await t.say(locale === 'id' ? 'semua' : 'all'));
      expect(said).toContain(why);
      expect(said).toContain(note);
    });
  });

  it.each([
    ['id', 'status faktur', 'Faktur yang mana?'],
    ['en', 'invoice status', 'Which invoice?'],
    ['id', 'cara bayar', 'Rekening pembayaran'],
    ['en', 'how to pay', 'account'],
  ] as const)('understands in %s what a decision tells to write: "%s"', async (locale, words, answer) => {
    await inWorld(now, async (tx, world) => {
      invoices(tx, world);
      expect(await talk(tx, world, now, locale).say(words)).toContain(answer);
    });
  });
});
