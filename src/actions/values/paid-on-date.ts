import type { ValueKind } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { fitOf, theOne } from '../../dialog/values/fit.ts';
import { todayOf } from '../../receivables/index.ts';
import { addDays, type CalendarDate, calendarDate, daysBetween } from '../../shared/calendar.ts';
import { type SapaScope, verified } from '../scope.ts';

const OLDEST_DAYS = 2 * 365;
/** A day said without a year belongs to the past here, but not to a distant one. */
const YEARLESS_DAYS = 183;

/** The day a transfer was made: today or before, at most two years ago. The value is `YYYY-MM-DD`. */
export const paidOnDate: ValueKind<SapaScope> = {
  verified: true,
  upFront: true,
  offer: async (scope) => {
    const today = todayOf(verified(scope), scope.now);
    return [
      { label: { key: 'submit_proof.today' }, value: today },
      { label: { key: 'submit_proof.yesterday' }, value: addDays(today, -1) },
    ];
  },
  async read(scope, heard) {
    const found = theOne(heard, 'date', (one) => one.date);
    if (!found) return { ok: false };
    const today = todayOf(verified(scope), scope.now);
    const date = inThePast(found.date, found.raw, today);
    if (date > today) {
      return { ok: false, refused: say('submit_proof.date_in_future', { date: { date } }) };
    }
    if (daysBetween(date, today) > OLDEST_DAYS) {
      return { ok: false, refused: say('submit_proof.date_too_old', { date: { date } }) };
    }
    return { ok: true, value: date, fit: fitOf(heard, found) };
  },
};

/** "28 Desember" said in January was last year's. */
function inThePast(date: CalendarDate, raw: string, today: CalendarDate): CalendarDate {
  if (date <= today || /\d{4}/.test(raw)) return date;
  const before = calendarDate(
    Number(date.slice(0, 4)) - 1,
    Number(date.slice(5, 7)),
    Number(date.slice(8, 10)),
  );
  return before && daysBetween(before, today) <= YEARLESS_DAYS ? before : date;
}
