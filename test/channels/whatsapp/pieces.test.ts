import { describe, expect, it } from 'vitest';
import type { MessageBody, RenderedCard } from '../../../src/channels/channel.ts';
import { piecesOf } from '../../../src/channels/whatsapp/pieces.ts';
import { split } from '../../../src/channels/whatsapp/split.ts';

const body = (more: Partial<MessageBody> = {}): MessageBody => ({
  text: 'Yang mana?',
  locale: 'id',
  ...more,
});
const choices = (...labels: string[]) => labels.map((label) => ({ label }));
const file = { token: 't', name: 'faktur.pdf', mediaType: 'application/pdf', size: 9 };
const card: RenderedCard = {
  kind: 'invoice',
  title: 'INV-2026-0012',
  status: 'overdue',
  statusText: 'Lewat jatuh tempo 12 hari',
  amountText: 'Rp2.500.000',
  rows: [{ label: 'Jatuh tempo', value: '25 Maret 2026' }],
};

describe('choices', () => {
  it('are numbered lines where nothing can be tapped', () => {
    expect(piecesOf(body({ choices: choices('Ya', 'Tidak') }), false)).toEqual([
      { kind: 'text', text: 'Yang mana?\n\n1. Ya\n2. Tidak' },
    ]);
  });

  it('are tapped where they can be', () => {
    expect(piecesOf(body({ choices: choices('Ya', 'Tidak') }), true)).toEqual([
      { kind: 'choices', text: 'Yang mana?', labels: ['Ya', 'Tidak'], locale: 'id' },
    ]);
  });

  it.each([
    ['eleven', Array.from({ length: 11 }, (_, i) => `Faktur ${i + 1}`)],
    ['one too long for a row', ['Ya', 'x'.repeat(73)]],
    ['the same one twice', ['Ya', 'Ya']],
  ])('are numbered where a list cannot hold them: %s', (_name, labels) => {
    const [piece] = piecesOf(body({ choices: choices(...labels) }), true);
    expect(piece).toMatchObject({ kind: 'text' });
    for (const [i, label] of labels.entries())
      expect(piece?.kind === 'text' && piece.text).toContain(`\n${i + 1}. ${label}`);
  });

  it('stand below the file they are about', () => {
    const pieces = piecesOf(body({ choices: choices('Ya'), attachments: [file] }), true);
    expect(pieces.map(({ kind }) => kind)).toEqual(['document', 'choices']);
    const numbered = piecesOf(body({ choices: choices('Ya'), attachments: [file] }), false);
    expect(numbered.map(({ kind }) => kind)).toEqual(['document', 'text']);
  });
});

describe('cards', () => {
  it("are text in WhatsApp's own marks", () => {
    expect(
      piecesOf(body({ text: 'Rinciannya:', cards: [card, { ...card, title: 'A*1', rows: [] }] }), false),
    ).toEqual([
      {
        kind: 'text',
        text:
          'Rinciannya:\n\n*INV-2026-0012* · Rp2.500.000\n_Lewat jatuh tempo 12 hari_\nJatuh tempo: 25 Maret 2026' +
          '\n\nA*1 · Rp2.500.000\n_Lewat jatuh tempo 12 hari_',
      },
    ]);
  });
});

describe('files', () => {
  it('take short words as their caption, and long ones before them', () => {
    expect(piecesOf(body({ text: 'Ini fakturnya.', attachments: [file, file] }), true)).toEqual([
      { kind: 'document', file, caption: 'Ini fakturnya.' },
      { kind: 'document', file },
    ]);
    expect(
      piecesOf(body({ text: 'kata '.repeat(200), attachments: [file] }), true).map(({ kind }) => kind),
    ).toEqual(['text', 'document']);
    expect(piecesOf(body({ text: '', attachments: [file] }), true)).toEqual([{ kind: 'document', file }]);
  });
});

describe('nothing to show', () => {
  it('sends nothing', () => {
    expect(piecesOf(body({ text: ' \n', handoff: { state: 'initiated' } }), false)).toEqual([]);
  });
});

describe('a long text', () => {
  it('is cut at line ends, nothing lost, none over the limit', () => {
    const line = 'INV-2026-0012 · Rp2.500.000 · jatuh tempo 25 Maret 2026\n';
    const parts = split(line.repeat(200));
    expect(parts.every((part) => part.length <= 4_000)).toBe(true);
    expect(parts.every((part) => part.startsWith('INV') && part.endsWith('2026'))).toBe(true);
    expect(parts.join('\n')).toBe(line.repeat(200).trim());
  });

  it('without lines is cut at spaces, without spaces between characters', () => {
    expect(split('satu dua tiga', 9)).toEqual(['satu dua', 'tiga']);
    const family = '👩‍👩‍👧';
    const parts = split(family.repeat(10), family.length * 3 + 2);
    expect(parts).toEqual([family.repeat(3), family.repeat(3), family.repeat(3), family]);
  });
});
