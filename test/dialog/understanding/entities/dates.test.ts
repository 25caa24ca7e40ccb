import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, type CalendarDate } from '../../../../src/shared/calendar.ts';
import { readOnly, TODAY } from '../readers.ts';

const dates = (locale: 'id' | 'en', text: string, today = TODAY) =>
  readOnly('date', locale, text, today).map(({ date }) => date);

describe('dates in Indonesian, on Wednesday 11 March 2026', () => {
  it.each([
    ['hari ini', '2026-03-11'],
    ['nanti malam saya transfer', '2026-03-11'],
    ['besok', '2026-03-12'],
    ['bsk pagi', '2026-03-12'],
    ['lusa ya', '2026-03-13'],
    ['kmrn sore', '2026-03-10'],
    ['tgl 25', '2026-03-25'],
    ['tgl25 ya', '2026-03-25'],
    ['tanggal dua puluh lima', '2026-03-25'],
    ['tgl 5', '2026-04-05'],
    ['sudah transfer tgl 5', '2026-03-05'],
    ['tgl 5 kemarin', '2026-03-05'],
    ['25 maret', '2026-03-25'],
    ['25 mar 2027', '2027-03-25'],
    ['1 maret', '2026-03-01'],
    ['tanggal 25 bulan depan', '2026-04-25'],
    ['bulan depan tanggal 5', '2026-04-05'],
    ['tanggal 25 bulan 3', '2026-03-25'],
    ['25/3/2026', '2026-03-25'],
    ['3/4/2026', '2026-04-03'],
    ['25-03-26', '2026-03-25'],
    ['25.03.2026', '2026-03-25'],
    ['25/3', '2026-03-25'],
    ['2026-03-25', '2026-03-25'],
    ['jumat', '2026-03-13'],
    ['hari jumat ini', '2026-03-13'],
    ['Jumat depan', '2026-03-20'],
    ['jmt dpn', '2026-03-20'],
    ['senin minggu depan', '2026-03-16'],
    ['besok senin', '2026-03-16'],
    ['jumat tanggal 20', '2026-03-20'],
    ['hari minggu', '2026-03-15'],
    ['minggu depan', '2026-03-18'],
    ['3 hari lagi', '2026-03-14'],
    ['tiga hari lagi', '2026-03-14'],
    ['dlm 2 minggu', '2026-03-25'],
    ['dua minggu yang lalu', '2026-02-25'],
    ['seminggu lagi', '2026-03-18'],
    ['2 bulan lagi', '2026-05-11'],
    ['akhir bulan', '2026-03-31'],
    ['akhir bln dpn', '2026-04-30'],
    ['awal bulan depan', '2026-04-01'],
    ['akhir tahun', '2026-12-31'],
    ['gajian tgl 28 langsung saya bayar', '2026-03-28'],
    ['next friday ya', '2026-03-20'],
  ])('%s', (text, date) => {
    expect(dates('id', text)).toEqual([date]);
  });

  it('invents none', () => {
    for (const text of [
      'habis gajian',
      'setelah lebaran',
      'secepatnya',
      'minggu ini',
      'bulan maret 2026',
      '30 feb',
      '3 hari',
      'INV/2026/03/0012',
      'faktur no 0045/X/2026',
      '0812-3456-7890',
      'dicicil enam bulan',
    ])
      expect(dates('id', text), text).toEqual([]);
  });

  it('knows the short months', () => {
    expect(dates('id', 'sebulan lagi', '2026-01-31')).toEqual(['2026-02-28']);
    expect(dates('id', 'tgl 31', '2026-02-10')).toEqual(['2026-03-31']);
  });
});

describe('dates in English, on Wednesday 11 March 2026', () => {
  it.each([
    ['tomorrow', '2026-03-12'],
    ['the day after tomorrow', '2026-03-13'],
    ['next Friday', '2026-03-20'],
    ['friday next week', '2026-03-20'],
    ['on friday', '2026-03-13'],
    ['last monday', '2026-03-09'],
    ['in two weeks', '2026-03-25'],
    ['in a week', '2026-03-18'],
    ['3 days ago', '2026-03-08'],
    ['the 25th', '2026-03-25'],
    ['by the 15th of next month', '2026-04-15'],
    ['i paid on the 5th', '2026-03-05'],
    ['March 25', '2026-03-25'],
    ['25th of march', '2026-03-25'],
    ['first of june', '2026-06-01'],
    ['March 5th, 2027', '2027-03-05'],
    ['3/25/2026', '2026-03-25'],
    ['end of next month', '2026-04-30'],
    ['monday the 16th', '2026-03-16'],
    ['by the end of the week', '2026-03-13'],
  ])('%s', (text, date) => {
    expect(dates('en', text)).toEqual([date]);
  });

  it('gives both readings of an order it cannot know', () => {
    expect(dates('en', '3/4/2026')).toEqual(['2026-03-04', '2026-04-03']);
  });

  it('invents none', () => {
    for (const text of ['may i pay later', 'after payday', 'six months', 'the 2nd one', 'june 2026', 'asap'])
      expect(dates('en', text), text).toEqual([]);
  });
});

describe('dates, any', () => {
  const day = fc.integer({ min: 0, max: 5000 }).map((offset): CalendarDate => addDays('2020-01-01', offset));
  const id = [
    'januari',
    'februari',
    'maret',
    'april',
    'mei',
    'juni',
    'juli',
    'agustus',
    'september',
    'oktober',
  ];
  id.push('november', 'desember');

  it('reads back every way of writing a day in full', () => {
    fc.assert(
      fc.property(day, day, (date, today) => {
        const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
        for (const text of [
          date,
          `${dayOfMonth}/${month}/${year}`,
          `${dayOfMonth}-${month}-${year}`,
          `tgl ${dayOfMonth} ${id[month - 1]} ${year}`,
          `bayar ${dayOfMonth} ${id[month - 1]!.slice(0, 3).replace('agu', 'agt')} ${year} ya`,
        ])
          expect(dates('id', text, today), text).toEqual([date]);
      }),
    );
  });

  it('counts days and weeks from any today', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 2, max: 300 }), (today, count) => {
        expect(dates('id', `${count} hari lagi`, today)).toEqual([addDays(today, count)]);
        expect(dates('en', `in ${count} days`, today)).toEqual([addDays(today, count)]);
        expect(dates('en', `${count} weeks ago`, today)).toEqual([addDays(today, -7 * count)]);
      }),
    );
  });

  it('puts a day of the month never before today unless it is past', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 31 }), (today, number) => {
        const [ahead] = dates('id', `tgl ${number}`, today);
        expect(ahead! >= today).toBe(true);
        const [behind] = dates('id', `sudah bayar tgl ${number}`, today);
        expect(behind! <= today).toBe(true);
      }),
    );
  });
});
