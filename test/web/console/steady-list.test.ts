import { describe, expect, it } from 'vitest';
import type { QueueItem } from '../../../src/http/contract/console.ts';
import { type Row, steady } from '../../../src/web/console/pages/queue/steady-list.ts';

const item = (handoffId: number, more: Partial<QueueItem> = {}) => ({ handoffId, ...more }) as QueueItem;
const list = (...ids: number[]) => ids.map((id) => item(id));
const shown = (rows: Row[]) =>
  rows.map(({ item: one, gone }) => (gone ? `(${one.handoffId})` : `${one.handoffId}`)).join(' ');

describe('a list that changes underneath', () => {
  const before = steady([], list(1, 2, 3), false).rows;

  it('is what the server says while nobody looks closely', () => {
    expect(shown(steady(before, list(4, 2, 1), false).rows)).toBe('4 2 1');
  });

  it('shows each conversation once, also when it moved from one page to the next', () => {
    expect(shown(steady([], list(1, 2, 2, 3), false).rows)).toBe('1 2 3');
  });

  it('keeps its rows in place while held, with what is newest in them', () => {
    const rina = { id: 7, name: 'Rina' };
    const held = steady(before, [item(3), item(1, { collector: rina }), item(2)], true);
    expect(shown(held.rows)).toBe('1 2 3');
    expect(held.rows[0]?.item.collector).toBe(rina);
  });

  it('keeps what left as gone, and lets those that came wait', () => {
    const held = steady(before, list(9, 1, 8, 3), true);
    expect(shown(held.rows)).toBe('1 (2) 3');
    expect(held.fresh).toBe(2);
    expect(shown(steady(held.rows, list(9, 1, 8, 3), false).rows)).toBe('9 1 8 3');
  });

  it('shows a gone one again when it comes back', () => {
    const held = steady(before, list(1, 3), true);
    expect(shown(steady(held.rows, list(1, 2, 3), true).rows)).toBe('1 2 3');
  });

  it('puts a further page at the end even while held', () => {
    const held = steady(before, list(9, 1, 2, 3, 4, 5), true);
    expect(shown(held.rows)).toBe('1 2 3 4 5');
    expect(held.fresh).toBe(1);
  });

  it('counts all as new when none is known any more', () => {
    const held = steady(before, list(7, 8), true);
    expect(shown(held.rows)).toBe('(1) (2) (3)');
    expect(held.fresh).toBe(2);
  });
});
