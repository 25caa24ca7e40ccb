import { describe, expect, it } from 'vitest';
import type { ConsoleMessage, ConsoleNote } from '../../../src/http/contract/console.ts';
import { arrange, dayOf } from '../../../src/web/console/pages/conversation/timeline/arrange.ts';

const ZONE = 'Asia/Jakarta';
const time = (text: string) => Date.parse(`${text}+07:00`);
let seq = 0;
const message = (at: string, more: Partial<ConsoleMessage> = {}): ConsoleMessage => ({
  kind: 'message',
  id: `1:${++seq}`,
  conversationId: 1,
  channel: 'webchat',
  seq,
  author: 'debtor',
  text: 'x',
  at: time(at),
  ...more,
});
const note = (at: string): ConsoleNote => ({
  kind: 'note',
  id: `note:${++seq}`,
  author: { id: 1, name: 'Rini' },
  text: 'x',
  at: time(at),
});
const kinds = (items: (ConsoleMessage | ConsoleNote)[]) =>
  arrange(items, ZONE).map((entry) => (entry.kind === 'item' ? (entry.leads ? 'lead' : 'item') : entry.kind));

describe('a timeline as it is read', () => {
  it('begins a day on the clock of the creditor, not of the reader', () => {
    const late = message('2026-03-11T23:59:00');
    const early = message('2026-03-12T00:01:00');
    expect(kinds([late, early])).toEqual(['day', 'channel', 'lead', 'day', 'lead']);
    expect(dayOf(time('2026-03-12T00:01:00'), ZONE)).toBe('2026-03-12');
  });

  it('marks where the debtor went on by another channel', () => {
    const mail = { conversationId: 2, channel: 'email' };
    const items = [message('2026-03-11T09:00:00'), message('2026-03-11T09:01:00', mail)];
    expect(kinds(items)).toEqual(['day', 'channel', 'lead', 'channel', 'lead']);
  });

  it('puts words of one person close together under one name', () => {
    expect(
      kinds([
        message('2026-03-11T09:00:00'),
        message('2026-03-11T09:04:00'),
        message('2026-03-11T09:10:00'),
        message('2026-03-11T09:10:01', { author: 'collector', name: 'Rini' }),
        message('2026-03-11T09:10:02', { author: 'collector', name: 'Bayu' }),
      ]),
    ).toEqual(['day', 'channel', 'lead', 'item', 'lead', 'lead', 'lead']);
  });

  it('lets a note interrupt', () => {
    const items = [
      message('2026-03-11T09:00:00'),
      note('2026-03-11T09:00:01'),
      message('2026-03-11T09:00:02'),
    ];
    expect(kinds(items)).toEqual(['day', 'channel', 'lead', 'lead', 'lead']);
  });
});
