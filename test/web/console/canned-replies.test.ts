import { describe, expect, it } from 'vitest';
import type { CannedReply } from '../../../src/http/contract/console.ts';
import { fill, namesAmount, unfilled } from '../../../src/web/console/pages/conversation/composer/fill.ts';
import { matching, slashAt } from '../../../src/web/console/pages/conversation/composer/slash.ts';

const sari = { name: 'Contoh Sari', salutation: 'ibu' } as const;
const at = { collector: 'Rini', creditor: 'PT Contoh' };

describe('a canned reply', () => {
  const body = 'Halo {{name}}, saya {{ collector }} dari {{creditor}}. Nomor {{nomor faktur}}.';

  it('is filled with what is known; the rest stays to be filled', () => {
    const text = fill(body, { ...at, debtor: sari, locale: 'id' });
    expect(text).toBe('Halo Ibu Contoh Sari, saya Rini dari PT Contoh. Nomor {{nomor faktur}}.');
    expect(unfilled(text).map(({ name }) => name)).toEqual(['nomor faktur']);
  });

  it.each([
    [sari, 'en', 'Contoh Sari'],
    [{ name: 'PT Andai', salutation: null }, 'id', 'PT Andai'],
    [null, 'id', 'Bapak/Ibu'],
    [null, 'en', '{{name}}'],
  ] as const)('addresses %j in %s as %s', (debtor, locale, words) => {
    expect(fill('{{name}}', { ...at, debtor, locale })).toBe(words);
  });

  it('does not read what it puts in as places', () => {
    const debtor = { name: '{{creditor}} $& $1', salutation: null };
    expect(fill('{{name}}', { ...at, debtor, locale: 'id' })).toBe('{{creditor}} $& $1');
  });
});

describe('a word after a slash', () => {
  it.each([
    ['/', 1, { start: 0, word: '' }],
    ['halo /cic', 9, { start: 5, word: 'cic' }],
    ['a\n/x', 4, { start: 2, word: 'x' }],
    ['/cicil nanti', 4, { start: 0, word: 'cic' }],
  ])('%j with the caret at %i', (text, caret, found) => {
    expect(slashAt(text, caret)).toEqual(found);
  });

  it.each([
    ['1/2', 3],
    ['https://x', 9],
    ['/cicil nanti', 12],
    ['', 0],
  ])('%j with the caret at %i is none', (text, caret) => {
    expect(slashAt(text, caret)).toBeUndefined();
  });

  it('finds shortcuts first, then titles, then texts', () => {
    const replies = [
      { id: 1, shortcut: 'salam', title: 'Pembuka', body: 'tentang cicilan' },
      { id: 2, shortcut: 'tenor', title: 'Cicilan', body: '' },
      { id: 3, shortcut: '/cicil', title: 'X', body: '' },
      { id: 4, shortcut: 'lain', title: 'Y', body: 'z' },
    ] as CannedReply[];
    expect(matching(replies, 'CICIL').map(({ id }) => id)).toEqual([3, 2, 1]);
    expect(matching(replies, '')).toHaveLength(4);
    expect(matching(replies, '', 2)).toHaveLength(2);
  });
});

describe('an amount in a text', () => {
  it.each(['Rp2.500.000', 'tagihan 2.500.000', 'IDR 5000', '$12', '2,5 juta', '500rb'])(
    'is in %j',
    (text) => {
      expect(namesAmount(text)).toBe(true);
    },
  );
  it.each(['pukul 10.30', 'faktur INV-2026-0018', 'tunggu 5 menit', '11 Maret 2026'])(
    'is not in %j',
    (text) => {
      expect(namesAmount(text)).toBe(false);
    },
  );
});
