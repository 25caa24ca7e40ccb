import type { Line, SlotValue } from '../dialog/reply.ts';
import type { Invoice } from '../receivables/index.ts';
import { type CalendarDate, daysBetween } from '../shared/calendar.ts';
import { invoiceSlots, line } from './invoice-words.ts';

/** One sentence on how an invoice stands; `paidOn` is the day of its newest payment. */
export function statusLine(
  invoice: Invoice,
  paidOn: CalendarDate | undefined,
  today: CalendarDate,
  asOf: SlotValue,
): Line {
  const slots = { ...invoiceSlots(invoice), asOf };
  if (invoice.status === 'paid') {
    return paidOn
      ? line('invoice_status.paid_on', { ...slots, date: { date: paidOn } })
      : line('invoice_status.paid', slots);
  }
  if (invoice.status === 'disputed' || invoice.status === 'under_review' || invoice.status === 'overdue') {
    return line(`invoice_status.${invoice.status}`, slots);
  }
  const count = daysBetween(today, invoice.dueDate);
  if (count === 0) return line('invoice_status.due_today', slots);
  return line(`invoice_status.${invoice.status}`, { ...slots, count });
}
