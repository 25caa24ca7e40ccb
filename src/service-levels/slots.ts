import { type BusinessHours, openingsFrom } from './business-hours.ts';

/** A stretch of open time in which a debtor is called back, epoch milliseconds. */
export interface Slot {
  fromAt: number;
  toAt: number;
}

const SLOT_MS = 2 * 3_600_000;
const NOTICE_MS = 3_600_000;

/**
 * The next `count` slots: two hours each, counted from every opening, the first at least an hour ahead. An
 * opening shorter than two hours is one slot; what is left over at the end of a longer one is none.
 */
export function slotsAfter(hours: BusinessHours, now: number, count: number): Slot[] {
  const slots: Slot[] = [];
  const earliest = now + NOTICE_MS;
  for (const { from, to } of openingsFrom(hours, now)) {
    const size = Math.min(SLOT_MS, to - from);
    for (let fromAt = from; fromAt + size <= to; fromAt += size) {
      if (slots.length >= count) return slots;
      if (fromAt >= earliest) slots.push({ fromAt, toAt: fromAt + size });
    }
    if (slots.length >= count) return slots;
  }
  return slots;
}
