/** What allocation needs to know of an invoice: how much of it is still unpaid. */
export interface OpenInvoice {
  readonly invoiceId: number;
  /** Unpaid minor units; one that is zero or less takes nothing. */
  readonly outstandingMinor: number;
}

export interface Allocated {
  readonly invoiceId: number;
  readonly amountMinor: number;
}

export interface AllocationResult {
  /** Parts in the order of the invoices, each above zero. */
  readonly allocations: readonly Allocated[];
  /** What no invoice took: it stays on the payment as credit. */
  readonly creditMinor: number;
}

/**
 * Spreads a payment over open invoices in the order given, which the caller makes "oldest due first"
 * (due date, then id), or the debtor's own choice. All amounts are minor units of one currency. Stops
 * reading `openInvoices` when the money is gone, so a lazy source costs no more than what was paid.
 * Throws RangeError when an amount is not a safe integer or the payment is negative: a bug in the caller.
 */
export function allocateOldestFirst(
  amountMinor: number,
  openInvoices: Iterable<OpenInvoice>,
): AllocationResult {
  if (!Number.isSafeInteger(amountMinor) || amountMinor < 0) {
    throw new RangeError(`allocate: ${amountMinor} is not a payment in minor units`);
  }
  const allocations: Allocated[] = [];
  let left = amountMinor;
  if (left > 0) {
    for (const { invoiceId, outstandingMinor } of openInvoices) {
      if (!Number.isSafeInteger(outstandingMinor)) {
        throw new RangeError(`allocate: ${outstandingMinor} outstanding on invoice ${invoiceId}`);
      }
      const part = Math.min(left, outstandingMinor);
      if (part <= 0) continue;
      allocations.push({ invoiceId, amountMinor: part });
      left -= part;
      if (left === 0) break;
    }
  }
  return { allocations, creditMinor: left };
}
