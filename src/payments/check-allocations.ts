import type { ReadTx } from '../storage/database.ts';
import type { Allocated, OpenInvoice } from './allocate.ts';
import { selectAllocatable } from './payments-repository.ts';

/**
 * What is wrong with allocations a person chose, by field (`allocations.0.amountMinor`); empty when they
 * fit: each invoice once, open, the debtor's own, in this currency, with at least 1 and at most what it
 * still owes, and all together not more than the amount.
 */
export async function checkAllocations(
  tx: ReadTx,
  payment: { debtorId: number; currency: string; amountMinor: number },
  allocations: readonly Allocated[],
): Promise<Record<string, string>> {
  const open = await selectAllocatable(tx, payment.debtorId, payment.currency);
  return misfits(payment.amountMinor, allocations, open);
}

/** The same of invoices already read. */
export function misfits(
  amountMinor: number,
  parts: readonly Allocated[],
  open: readonly OpenInvoice[],
): Record<string, string> {
  const wrong: Record<string, string> = {};
  parts.forEach((part, index) => {
    const invoice = open.find((one) => one.invoiceId === part.invoiceId);
    const at = `allocations.${index}`;
    if (!invoice) {
      wrong[`${at}.invoiceId`] = 'is no open invoice of this debtor in this currency';
    } else if (parts.findIndex((one) => one.invoiceId === part.invoiceId) < index) {
      wrong[`${at}.invoiceId`] = 'is named twice; put it into one amount';
    } else if (!Number.isSafeInteger(part.amountMinor) || part.amountMinor < 1) {
      wrong[`${at}.amountMinor`] = 'must be a whole number of minor units, at least 1';
    } else if (part.amountMinor > invoice.outstandingMinor) {
      wrong[`${at}.amountMinor`] = `is more than the ${invoice.outstandingMinor} minor units still open`;
    }
  });
  if (Object.keys(wrong).length === 0 && sumOf(parts) > amountMinor) {
    wrong.allocations = 'come to more than the amount received';
  }
  return wrong;
}

export const sumOf = (parts: readonly Allocated[]) => parts.reduce((sum, one) => sum + one.amountMinor, 0);
