import type { CalendarDate } from '../shared/calendar.ts';
import type { Tx } from '../storage/database.ts';
import { isBooked } from './payments-repository.ts';
import { postPayment } from './payments-service.ts';

export interface NewCreditNote {
  creditorId: number;
  debtorId: number;
  invoiceId: number;
  currency: string;
  /** Minor units, above zero and not more than the invoice still owes. */
  amountMinor: number;
  /** The case it follows from; its own number is `CN-` and this. */
  caseNumber: string;
  on: CalendarDate;
}

/**
 * Settles part of an invoice without money: a `payments` row of kind `credit_note`, allocated to that
 * invoice alone. False when its number is booked already, by an import for instance.
 */
export async function postCreditNote(tx: Tx, now: number, note: NewCreditNote): Promise<boolean> {
  const { creditorId, debtorId, invoiceId, currency, amountMinor, caseNumber } = note;
  const externalId = `CN-${caseNumber}`;
  if (await isBooked(tx, creditorId, externalId)) return false;
  await postPayment(tx, now, {
    creditorId,
    debtorId,
    currency,
    amountMinor,
    externalId,
    receivedOn: note.on,
    kind: 'credit_note',
    method: 'credit_note',
    reference: caseNumber,
    allocations: [{ invoiceId, amountMinor }],
  });
  return true;
}
