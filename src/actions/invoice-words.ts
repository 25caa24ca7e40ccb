import type { Card, Choice, Line, Slots } from '../dialog/reply.ts';
import type { Invoice } from '../receivables/index.ts';
import { type Money, money } from '../shared/money.ts';

export function outstandingOf(invoice: Invoice): Money {
  return money(invoice.outstandingMinor, invoice.currency);
}

/** What was paid with money; credit notes are none. */
function paidOf(invoice: Invoice): Money {
  return money(invoice.allocatedMinor - invoice.creditedMinor, invoice.currency);
}

/** `INV-2026-0012 · Rp2.500.000 · 25 Maret 2026`: an invoice to pick; its value is the id. */
export function invoiceChoice(invoice: Invoice): Choice {
  const key = invoice.outstandingMinor > 0 ? 'invoice.choice' : 'invoice.choice_paid';
  return { label: { key, slots: invoiceSlots(invoice) }, value: String(invoice.id) };
}

/** What every text about one invoice may say. */
export function invoiceSlots(invoice: Invoice): Slots {
  return {
    number: invoice.number,
    amount: outstandingOf(invoice),
    total: money(invoice.amountMinor, invoice.currency),
    paid: paidOf(invoice),
    credited: money(invoice.creditedMinor, invoice.currency),
    due: { date: invoice.dueDate },
    issued: { date: invoice.issueDate },
    count: invoice.daysPastDue,
  };
}

/** An invoice as a card: what is left of it and until when; a button for its lines unless they stand beside. */
export function invoiceCard(invoice: Invoice, options: { button: boolean } = { button: true }): Card {
  const slots = invoiceSlots(invoice);
  const rows: Card['rows'] = [{ label: { key: 'invoice.due' }, value: { date: invoice.dueDate } }];
  if (invoice.daysPastDue > 0) {
    const value = { key: 'invoice.days', slots: { count: invoice.daysPastDue } };
    rows.push({ label: { key: 'invoice.past_due' }, value });
  }
  if (invoice.allocatedMinor > 0) {
    rows.push({ label: { key: 'invoice.total' }, value: money(invoice.amountMinor, invoice.currency) });
  }
  if (paidOf(invoice).minor > 0) rows.push({ label: { key: 'invoice.paid' }, value: paidOf(invoice) });
  if (invoice.creditedMinor > 0) {
    rows.push({
      label: { key: 'invoice.credited' },
      value: money(invoice.creditedMinor, invoice.currency),
    });
  }
  return {
    kind: 'invoice',
    title: invoice.number,
    status: invoice.status,
    statusText: { key: `status.${invoice.status}` },
    amount: outstandingOf(invoice),
    rows,
    ...(options.button && {
      action: { title: { key: 'invoice.details' }, says: { key: 'invoice.details_says', slots } },
    }),
  };
}

export function line(key: string, slots?: Slots): Line {
  return slots ? { key, slots } : { key };
}
