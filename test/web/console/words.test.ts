import { describe, expect, it } from 'vitest';
import { deviceName } from '../../../src/web/console/pages/profile/device-name.ts';
import { fillReply, unknownSlots } from '../../../src/web/console/pages/replies/fill-reply.ts';
import { fits, ownLanguageFirst } from '../../../src/web/console/pages/replies/reply-filter.ts';
import { passwordTrouble } from '../../../src/web/console/pages/sign-in/password-trouble.ts';
import { formatDay, formatInstant, formatSince } from '../../../src/web/console/ui/dates.ts';
import { initialsOf } from '../../../src/web/console/ui/initials.ts';

describe('canned replies', () => {
  const values = { name: 'Ibu Sari', collector: '{{name}}', creditor: 'PT Contoh' };

  it('have their slots filled once, and unknown ones left as they are', () => {
    expect(fillReply('Halo {{name}}, {{ collector }} dari {{creditor}}. {{sisa}}', values)).toBe(
      'Halo Ibu Sari, {{name}} dari PT Contoh. {{sisa}}',
    );
    expect(unknownSlots('{{name}} {{nama}} {{}}')).toEqual(['{{nama}}', '{{}}']);
  });

  it('are found by their words, for a creditor with those that hold for all', () => {
    const reply = {
      id: 1,
      creditorId: 4,
      locale: 'id',
      shortcut: 'halo',
      title: 'Pembuka',
      body: 'Selamat pagi',
    };
    const filter = { words: '', locale: '', creditor: '' };
    expect(fits(reply, { ...filter, words: 'SELAMAT' })).toBe(true);
    expect(fits(reply, { ...filter, words: 'malam' })).toBe(false);
    expect(fits(reply, { ...filter, creditor: '4' })).toBe(true);
    expect(fits(reply, { ...filter, creditor: '5' })).toBe(false);
    expect(fits({ ...reply, creditorId: null }, { ...filter, creditor: '5' })).toBe(true);
    expect(fits(reply, { ...filter, locale: 'en' })).toBe(false);
    const english = { ...reply, locale: 'en', title: 'A' };
    expect([english, reply].sort(ownLanguageFirst('id'))).toEqual([reply, english]);
  });
});

describe('dates', () => {
  it('keep a calendar day what it is, and put an instant on the clock of its zone', () => {
    expect(formatDay('2026-03-25', 'id')).toBe('25 Maret 2026');
    expect(formatDay('2026-03-25', 'en')).toBe('25 March 2026');
    const lateInJakarta = Date.UTC(2026, 2, 24, 17, 30);
    expect(formatInstant(lateInJakarta, 'id', 'Asia/Jakarta')).toMatch(/25 Mar 2026.*00[.:]30.*WIB/);
  });

  it('say how long ago in the largest unit that is full', () => {
    const now = Date.UTC(2026, 2, 25);
    expect(formatSince(now - 5 * 60_000, now, 'en')).toBe('5 min ago');
    expect(formatSince(now - 119 * 60_000, now, 'en')).toBe('1 hr ago');
    expect(formatSince(now + 2 * 86_400_000, now, 'id')).toBe('lusa');
    expect(formatSince(now - 20_000, now, 'en')).toBe('now');
  });
});

describe('small words', () => {
  it('make initials of a name, whatever its script', () => {
    expect(['Petugas Satu', 'petugas', '  Petugas Yang Lain ', '甲 乙', ''].map(initialsOf)).toEqual([
      'PS',
      'P',
      'PL',
      '甲乙',
      '',
    ]);
  });

  it('name a device, and cut short what is none', () => {
    const agent = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0.0.0 Safari/537.36 Edg/130.0';
    expect(deviceName(agent)).toBe('Edge · Windows');
    expect(deviceName(null)).toBeNull();
    expect(deviceName('x'.repeat(500))).toHaveLength(60);
  });

  it('tell what is wrong with a new password before it is sent', () => {
    expect(passwordTrouble({ password: 'terlalu dek', again: 'x' })).toBe('too_short');
    expect(passwordTrouble({ password: 'sebuah kalimat', again: 'sebuah kalimaT' })).toBe('differ');
    expect(passwordTrouble({ password: 'sebuah kalimat', again: 'sebuah kalimat' })).toBeUndefined();
  });
});
