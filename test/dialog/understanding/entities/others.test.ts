import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { read, readOnly } from '../readers.ts';

describe('codes', () => {
  it.each(['kode saya 482 913', '482-913', '482913', 'kodenya 4 8 2 9 1 3', '48 29 13'])('%s', (text) => {
    expect(readOnly('code', 'id', text).map(({ digits }) => digits)).toEqual(['482913']);
  });

  it('finds none in other numbers', () => {
    for (const text of ['Rp482.913', '0812 345 678 90', 'INV-482913-X', '4829', 'tgl 25'])
      expect(readOnly('code', 'id', text), text).toEqual([]);
  });
});

describe('contacts and banks', () => {
  it('reads phones as E.164, with Indonesia as the default', () => {
    for (const text of ['0812-3456-7890', '081234567890', '+62 812 3456 7890', 'wa saya 62812 3456 7890'])
      expect(
        readOnly('phone', 'id', text).map(({ e164 }) => e164),
        text,
      ).toEqual(['+6281234567890']);
  });

  it('keeps a phone open as a customer number', () => {
    expect(readOnly('reference', 'id', '081234567890')).toHaveLength(1);
  });

  it('reads e-mail addresses and nothing around them', () => {
    const [one] = readOnly('email', 'id', 'kirim ke Finance@PTabc.co.id, ya.');
    expect(one).toMatchObject({ address: 'finance@ptabc.co.id', raw: 'Finance@PTabc.co.id' });
  });

  it('names banks as they write themselves', () => {
    const names = (text: string) => readOnly('bank', 'id', text).map(({ name }) => name);
    expect(names('dari bca ke MANDIRI')).toEqual(['BCA', 'Mandiri']);
    expect(names('lewat cimb niaga')).toEqual(['CIMB']);
    expect(names('bank mega')).toEqual(['Mega']);
    expect(names('mega proyek')).toEqual([]);
  });
});

describe('places in a list, counts, all', () => {
  const places = (locale: 'id' | 'en', text: string) =>
    readOnly('ordinal', locale, text).map(({ position }) => position);

  it.each([
    ['2', [2]],
    ['yang kedua', [2]],
    ['yg ke-2', [2]],
    ['nomor 3', [3]],
    ['yang terakhir', [-1]],
    ['yang pertama dan ketiga', [1, 3]],
    ['1,2,3', [1, 2, 3]],
    ['1 dan 3', [1, 3]],
  ])('%s', (text, expected) => {
    expect(places('id', text)).toEqual(expected);
  });

  it.each([
    ['the first one', [1]],
    ['the 2nd one', [2]],
    ['number 3', [3]],
    ['last one', [-1]],
    ['option 2', [2]],
  ])('%s', (text, expected) => {
    expect(places('en', text)).toEqual(expected);
  });

  it('finds no place in a sentence about something else', () => {
    expect(places('id', 'pembayaran terakhir saya kapan')).toEqual([]);
    expect(places('en', 'when was my last payment')).toEqual([]);
  });

  it('reads counts', () => {
    expect(readOnly('number', 'id', 'dicicil enam bulan')).toMatchObject([{ value: 6 }]);
    expect(readOnly('number', 'id', 'cicil 3 kali')).toMatchObject([{ value: 3 }]);
    expect(readOnly('number', 'en', 'in three instalments')).toMatchObject([{ value: 3 }]);
  });

  it('reads everything', () => {
    expect(readOnly('all', 'id', 'semuanya kak')).toHaveLength(1);
    expect(readOnly('all', 'en', 'all of them')).toHaveLength(1);
  });
});

describe('any text', () => {
  it('gives spans that lie in the text, in order, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        for (const locale of ['id', 'en'] as const) {
          let before = 0;
          for (const { start, end, raw } of read(locale, text)) {
            expect(start).toBeGreaterThanOrEqual(before);
            expect(text.slice(start, end)).toBe(raw);
            before = start;
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('takes hostile lengths without trouble', () => {
    for (const text of [
      '1'.repeat(5000),
      '1 '.repeat(2500),
      'a@'.repeat(2500),
      '1.'.repeat(2500),
      '-'.repeat(5000),
    ])
      expect(() => read('id', text)).not.toThrow();
  });
});
