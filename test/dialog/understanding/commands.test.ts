import { describe, expect, it } from 'vitest';
import { commandOf } from './readers.ts';

describe('commands in Indonesian', () => {
  it.each([
    ['kembali', 'back', ''],
    ['bukan, yang 0012', 'correct', 'yang 0012'],
    ['bukan yg INV-0012', 'correct', 'yg INV-0012'],
    ['bukan itu, tgl 25', 'correct', 'tgl 25'],
    ['maksud saya tagihan bulan lalu', 'correct', 'tagihan bulan lalu'],
    ['eh salah, maksud saya 500rb', 'correct', '500rb'],
    ['ulangi dong', 'repeat', ''],
    ['Bisa diulang?', 'repeat', ''],
    ['mulai lagi dari awal', 'start_over', ''],
    ['keluar', 'logout', ''],
    ['log out', 'logout', ''],
    ['lanjut', 'more', ''],
    ['lagi dong kak', 'more', ''],
    ['next', 'more', ''],
    ['kirim ulang kodenya dong', 'resend', ''],
    ['kak kodenya belum masuk ya', 'resend', ''],
    ['lewati', 'skip', ''],
    ['gak ada', 'skip', ''],
  ])('%s', (text, command, rest) => {
    expect(commandOf('id', text)).toEqual({ command, rest });
  });

  it.each([
    'bukan',
    'bukan saya',
    'bukan, saya bukan Andi',
    'salah sambung',
    'salah tagih nih',
    'keluar uang berapa lagi saya',
    'kapan bisa lanjut bayar',
    'tidak ada tagihan atas nama saya',
    'kirim ulang faktur 12',
    'ulangi kirim invoice bulan maret ke email saya',
    'kembalikan uang saya',
    'mulai kapan saya kena denda',
    'lagi apa',
  ])('swallows no meaning: %s', (text) => {
    expect(commandOf('id', text)).toBeUndefined();
  });
});

describe('commands in English', () => {
  it.each([
    ['go back', 'back', ''],
    ['no, the 0012', 'correct', 'the 0012'],
    ['I meant invoice 15', 'correct', 'invoice 15'],
    ['say that again please', 'repeat', ''],
    ['start over', 'start_over', ''],
    ['log me out', 'logout', ''],
    ['show more', 'more', ''],
    ["i didn't get the code", 'resend', ''],
    ['resend', 'resend', ''],
    ['skip', 'skip', ''],
  ])('%s', (text, command, rest) => {
    expect(commandOf('en', text)).toEqual({ command, rest });
  });

  it.each(['no', 'no thanks', 'send me the invoice again', 'can i skip this month', 'i want my money back'])(
    'swallows no meaning: %s',
    (text) => {
      expect(commandOf('en', text)).toBeUndefined();
    },
  );
});
