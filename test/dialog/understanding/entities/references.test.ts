import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceKey } from '../../../../src/shared/reference-key.ts';
import { read, readOnly } from '../readers.ts';

const keys = (text: string, locale: 'id' | 'en' = 'id') =>
  readOnly('reference', locale, text).map(({ key }) => key);

describe('references', () => {
  it.each([
    ['status INV/2026/03/0012 dong', ['INV2026030012']],
    ['INV-2026-0012', ['INV20260012']],
    ['INV.2026.0012', ['INV20260012']],
    ['inv 2026 03 0012 lunas?', ['INV2026030012', '2026030012']],
    ['inv 12', ['INV12', '12']],
    ['inv12 udah lunas blm', ['INV12', '12']],
    ['faktur no 0045/X/2026', ['0045X2026']],
    ['12/INV/2026', ['12INV2026']],
    ['nomor pelanggan saya 0000611365', ['0000611365']],
    ['0000611365', ['0000611365']],
    ['9322-YCTQO', ['9322YCTQO']],
    ['kontrak C-1001', ['C1001']],
    ['kontrak C 1001', ['C1001']],
    ['yang 0012', ['0012']],
    ['faktur 12, 13 dan 15', ['12', '13', '15']],
    ['KTR-0012, KTR-0015 dan KTR-0020', ['KTR0012', '0012', 'KTR0015', '0015', 'KTR0020', '0020']],
    ['sudah bayar yang 12, yang 15 bisa dicicil?', ['12', '15']],
  ])('%s', (text, expected) => {
    expect(keys(text)).toEqual(expected);
  });

  it('says whether a word called it a number', () => {
    const labelled = (text: string) => readOnly('reference', 'id', text).map((one) => one.labelled);
    expect(labelled('faktur no. 0045/X/2026')).toEqual([true]);
    expect(labelled('kontrak 8812')).toEqual([true]);
    expect(labelled('0000611365')).toEqual([false]);
  });

  it('gives the span as typed', () => {
    const text = 'tolong cek faktur 0045/X/2026 ya';
    const [one] = readOnly('reference', 'id', text);
    expect(text.slice(one!.start, one!.end)).toBe('0045/X/2026');
    expect(one!.raw).toBe('0045/X/2026');
  });

  it('does not take words with a digit, money, days or phones for one', () => {
    for (const text of [
      'baik2 saja',
      '500rb',
      '2jt',
      'tgl25',
      'jam10',
      '3x bayar',
      'Rp2.500.000',
      '0812-3456-7890',
    ])
      expect(keys(text), text).toEqual([]);
  });

  it('offers bare digits as every thing they may be', () => {
    const types = (text: string) => read('id', text).map(({ type }) => type);
    expect(types('482913').sort()).toEqual(['amount', 'code', 'reference']);
    expect(types('2500000')).toEqual(['amount', 'reference']);
    expect(types('2')).toEqual(['ordinal', 'reference', 'number']);
  });

  it('keeps the key of any ledger number, whatever the separators', () => {
    // Years, months and branches; letters may spell a word of its own ("ON1").
    const part = fc.stringMatching(/^[0-9]{2,6}$/);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9999 }),
        part,
        fc.constantFrom('/', '-'),
        (number, word, mark) => {
          const text = ['INV', word, String(number).padStart(4, '0')].join(mark);
          expect(keys(`status ${text} gimana`)).toContain(referenceKey(text));
        },
      ),
    );
  });
});
