import { describe, expect, it } from 'vitest';
import type { Choice } from '../../../src/dialog/reply.ts';
import { genericValueKinds } from '../../../src/dialog/values/index.ts';
import { scriptedUnderstanding } from './support/scripted-understanding.ts';
import { scopeOf } from './support/shop.ts';

const scope = scopeOf({ verified: false, code: '', done: [], locale: 'id', now: 0, handoffOpen: false });
const CHOICES: Choice[] = ['Barang rusak', 'Harga salah', 'Sudah dibayar'].map((one, index) => ({
  label: { verbatim: one },
  value: `option_${index + 1}`,
}));

/** What a kind makes of a text: `value (fit)`, `refused: key`, or nothing. */
async function read(kind: string, text: string): Promise<unknown> {
  const heard = { text, files: [], understood: scriptedUnderstanding.understand(text, scope) };
  const reading = await genericValueKinds[kind]!.read(scope, heard, CHOICES, {});
  if (reading.ok) return [reading.value, reading.fit];
  const line = 'refused' in reading ? reading.refused.lines[0] : undefined;
  return line && 'key' in line ? line.key : undefined;
}

const rows: [kind: string, text: string, read: unknown][] = [
  ['text', '  apa saja  ', ['apa saja', 'part']],
  ['text', '   ', undefined],
  ['text', 'x'.repeat(2001), 'values.text_too_long'],
  ['yes_no', 'ya', [true, 'whole']],
  ['yes_no', 'tidak', [false, 'whole']],
  ['yes_no', 'ya tapi saya mau yang lain dulu', [true, 'part']],
  ['yes_no', 'mungkin', undefined],
  ['choice', 'karena barang rusak kemarin', ['option_1', 'part']],
  ['choice', 'harga', ['option_2', 'part']],
  ['choice', 'barang rusak dan harga salah', undefined],
  ['choice', 'a', undefined],
  ['number', '3', [3, 'whole']],
  ['number', '3 kali', [3, 'part']],
  ['number', '3 atau 4', undefined],
  ['amount', 'Rp500000', [{ minor: 50_000_000, currency: 'IDR' }, 'whole']],
  ['amount', 'bayar Rp500000 atau Rp 500000', [{ minor: 50_000_000, currency: 'IDR' }, 'part']],
  ['amount', 'Rp500000 atau Rp600000', undefined],
  ['amount', 'Rp0', 'values.amount_positive'],
  ['date', '2026-03-05', ['2026-03-05', 'whole']],
  ['date', '2026-03-05 sampai 2026-03-06', undefined],
  ['secret_code', '123456', ['123456', 'whole']],
  ['secret_code', 'kodenya 123456', ['123456', 'part']],
  ['secret_code', '12345', 'values.code_six_digits'],
  ['secret_code', 'belum datang', undefined],
  ['reference', 'INV-12', ['INV-12', 'whole']],
  ['reference', 'nomor INV-12 ya', ['INV-12', 'part']],
  ['reference', '10045', ['10045', 'whole']],
  ['reference', 'PLG/77.', ['PLG/77', 'whole']],
  ['reference', 'tidak tahu', undefined],
  ['phone_last4', '1234', ['1234', 'whole']],
  ['phone_last4', 'akhirnya 1234', ['1234', 'part']],
  ['phone_last4', '123', 'values.four_digits'],
  ['phone_last4', 'lupa', undefined],
  ['email', 'nama@contoh.co.id', ['nama@contoh.co.id', 'whole']],
  ['email', 'nama@contoh', 'values.email_malformed'],
  ['email', 'tidak ada', undefined],
  ['language', 'bahasa Inggris', ['en', 'whole']],
  ['language', 'English', ['en', 'whole']],
  ['language', 'tolong pakai bahasa indonesia saja', ['id', 'part']],
  ['language', 'mandarin', 'values.language_not_spoken'],
  ['language', 'apa saja', undefined],
];

describe('a generic kind of value', () => {
  it.each(rows)('%s reads "%s"', async (kind, text, expected) => {
    expect(await read(kind, text)).toEqual(expected);
  });
  it('of a secret or a confirmation says that it must not be filled up front', () => {
    expect(genericValueKinds.secret_code).toMatchObject({ secret: true });
    expect(genericValueKinds.secret_code?.upFront).toBeUndefined();
    expect(genericValueKinds.yes_no).toMatchObject({ confirmation: true });
    expect(genericValueKinds.yes_no?.upFront).toBeUndefined();
  });
});
