import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelCapabilities } from '../../src/channels/channel.ts';
import { formatDate, formatInstant, formatMoney } from '../../src/conversation/formats.ts';
import { maskSecrets } from '../../src/conversation/hearing.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createWording, split } from '../../src/conversation/wording.ts';
import { loadTexts } from '../../src/dialog/loading/load-texts.ts';
import { money } from '../../src/shared/money.ts';
import { temporaryDir } from '../support/database.ts';

function wording() {
  const dir = temporaryDir();
  const files = {
    id: {
      total: 'Total {{total}}, jatuh tempo {{due}}.',
      rows_other: '{{count}} faktur',
      late: 'lewat {{count}} hari',
    },
    en: {
      total: 'Total {{total}}, due {{due}}.',
      rows_one: '{{count}} invoice',
      rows_other: '{{count}} invoices',
      late: '{{count}} days late',
    },
  };
  for (const [locale, texts] of Object.entries(files)) {
    mkdirSync(join(dir, locale), { recursive: true });
    writeFileSync(join(dir, locale, 'demo.json'), JSON.stringify(texts));
  }
  return createWording(createTexts(loadTexts(dir).texts));
}

const page: ChannelCapabilities = {
  choices: 'buttons',
  maxButtons: 3,
  cards: true,
  files: true,
  maxTextLength: 4000,
};
const plain: ChannelCapabilities = { ...page, choices: 'numbered', cards: false, maxTextLength: 40 };

describe('formats', () => {
  it.each([
    [money(250000000, 'IDR'), 'Rp2.500.000', 'Rp2,500,000'],
    [money(250000050, 'IDR'), 'Rp2.500.000,50', 'Rp2,500,000.50'],
    [money(120050, 'USD'), 'US$1.200,50', 'US$1,200.50'],
    [money(-5, 'USD'), '-US$0,05', '-US$0.05'],
    [money(1000, 'VND'), '₫1.000', '₫1,000'],
    [money(9007199254740991, 'IDR'), 'Rp90.071.992.547.409,91', 'Rp90,071,992,547,409.91'],
  ])('says %o', (value, id, en) => {
    expect(formatMoney(value, 'id')).toBe(id);
    expect(formatMoney(value, 'en')).toBe(en);
  });

  it('says dates with the name of the month, and instants in the zone', () => {
    expect(formatDate('2026-03-25', 'id')).toBe('25 Maret 2026');
    expect(formatDate('2026-03-25', 'en')).toBe('25 March 2026');
    expect(formatInstant(Date.UTC(2026, 2, 11, 3, 0), 'Asia/Jakarta', 'id')).toBe(
      '11 Maret 2026 pukul 10.00',
    );
    expect(formatInstant(Date.UTC(2026, 2, 11, 3, 0), 'Asia/Jakarta', 'en')).toBe('11 March 2026 at 10:00');
  });

  it('never loses a minor unit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (minor) => {
        const digits = formatMoney(money(minor, 'USD'), 'id').replace(/\D/g, '');
        expect(Number(digits)).toBe(minor);
      }),
    );
  });
});

describe('wording', () => {
  it('fills typed slots in the language asked for, with its plurals', () => {
    const words = wording();
    const line = {
      key: 'demo.total',
      slots: { total: money(725000000, 'IDR'), due: { date: '2026-03-25' } },
    };
    expect(words.line(line, 'id')).toBe('Total Rp7.250.000, jatuh tempo 25 Maret 2026.');
    expect(words.line(line, 'en')).toBe('Total Rp7,250,000, due 25 March 2026.');
    expect(words.line({ key: 'demo.rows', slots: { count: 1 } }, 'en')).toBe('1 invoice');
    expect(words.line({ key: 'demo.rows', slots: { count: 3 } }, 'id')).toBe('3 faktur');
    expect(() => words.line({ key: 'demo.nothing' }, 'id')).toThrow('demo.nothing');
  });

  it('does not read what a debtor wrote as a template', () => {
    const words = wording();
    const hostile = '{{total}} $t(demo.rows) <b>';
    const said = words.line({ key: 'demo.total', slots: { total: hostile, due: '-' } }, 'id');
    expect(said).toBe(`Total ${hostile}, jatuh tempo -.`);
    expect(words.line({ verbatim: hostile }, 'id')).toBe(hostile);
  });

  it('shows choices as buttons where they fit, as numbers where they do not', () => {
    const words = wording();
    const choices = ['a', 'b', 'c', 'd'].map((name) => ({
      label: { verbatim: name },
      value: `secret-${name}`,
    }));
    const three = words.render(
      [{ lines: [{ verbatim: 'Yang mana?' }], choices: choices.slice(0, 3) }],
      'id',
      page,
    );
    expect(three[0]).toMatchObject({
      text: 'Yang mana?',
      choices: [{ label: 'a' }, { label: 'b' }, { label: 'c' }],
    });
    const four = words.render([{ lines: [{ verbatim: 'Yang mana?' }], choices }], 'id', page);
    expect(four[0]).toEqual({ text: 'Yang mana?\n1. a\n2. b\n3. c\n4. d', locale: 'id' });
    expect(JSON.stringify([three, four])).not.toContain('secret-');
  });

  it('turns cards into lines where there are none', () => {
    const card = {
      kind: 'invoice' as const,
      title: 'INV-1',
      status: 'overdue',
      statusText: { key: 'demo.late', slots: { count: 12 } },
      amount: money(100, 'USD'),
      rows: [{ label: { verbatim: 'Sisa' }, value: money(50, 'USD') }],
    };
    const reply = { lines: [{ verbatim: 'Ini:' }], cards: [card] };
    expect(wording().render([reply], 'id', page)[0]?.cards?.[0]).toMatchObject({
      statusText: 'lewat 12 hari',
      amountText: 'US$1,00',
    });
    expect(wording().render([reply], 'id', { ...plain, maxTextLength: 400 })[0]?.text).toBe(
      'Ini:\nINV-1 · US$1,00\nlewat 12 hari\nSisa: US$0,50',
    );
  });

  it('splits long texts without losing a word', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ minLength: 1, maxLength: 80, unit: fc.constantFrom('a', 'é', '😀', ' ', '\n') }),
        ),
        fc.integer({ min: 5, max: 50 }),
        (words, max) => {
          const text = words.join(' ').trim();
          const parts = split(text, max);
          for (const part of parts) {
            expect(part.length).toBeLessThanOrEqual(max);
            // No half of a character, and no empty message.
            expect(part).not.toMatch(/\p{Cs}/u);
            if (text !== '') expect(part).not.toBe('');
          }
          expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        },
      ),
    );
  });
});

describe('masking', () => {
  it('hides digits that may be a code, however they are typed', () => {
    expect(maskSecrets('kode saya 482 913 ya')).toBe('kode saya •••••• ya');
    expect(maskSecrets('482913')).toBe('••••••');
    expect(maskSecrets('4-8-2-9-1-3')).toBe('••••••');
    expect(maskSecrets('jam 10')).toBe('jam 10');
  });
});
