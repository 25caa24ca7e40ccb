import type { Line, SlotValue } from '../dialog/reply.ts';
import type { Invoice } from '../receivables/index.ts';
import { type CalendarDate, daysBetween } from '../shared/calendar.ts';
import { invoiceSlots, line } from './invoice-words.ts';

/** What else is known of an invoice: the day of its newest payment, the number of its open dispute. */
export interface StatusFacts {
  paidOn?: CalendarDate;
  caseNumber?: string;
}

/** One sentence on how an invoice stands. */
export function statusLine(
  invoice: Invoice,
  { paidOn, caseNumber }: StatusFacts,
  today: CalendarDate,
  asOf: SlotValue,
): Line {
  const slots = { ...invoiceSlots(invoice), asOf };
  if (invoice.status === 'paid') {
    if (invoice.creditedMinor > 0) return line('invoice_status.settled', slots);
    return paidOn
      ? line('invoice_status.paid_on', { ...slots, date: { date: paidOn } })
      : line('invoice_status.paid', slots);
  }
  if (invoice.status === 'disputed') {
    return line('invoice_status.disputed', { ...slots, case: caseNumber ?? '' });
  }
  if (invoice.status === 'under_review' || invoice.status === 'overdue') {
    return line(`invoice_status.${invoice.status}`, slots);
  }
  const count = daysBetween(today, invoice.dueDate);
  if (count === 0) return line('invoice_status.due_today', slots);
  return line(`invoice_status.${invoice.status}`, { ...slots, count });
}

/** When an invoice is due, and what is left of it. */
export function dueLine(invoice: Invoice, today: CalendarDate, asOf: SlotValue): Line {
  const slots = { ...invoiceSlots(invoice), asOf };
  if (invoice.outstandingMinor <= 0) return line('due_date.of_paid', slots);
  if (invoice.daysPastDue > 0) return line('due_date.of_overdue', slots);
  const count = daysBetween(today, invoice.dueDate);
  if (count === 0) return line('due_date.of_today', slots);
  return line('due_date.of_upcoming', { ...slots, count });
}
