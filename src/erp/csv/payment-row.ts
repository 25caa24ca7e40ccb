import type { PaymentRecord, SourceContext } from '../erp-connector.ts';
import type { Mapping } from './mapping.ts';
import type { RowReader } from './row-reader.ts';

/** One row of a payments file; undefined when it has faults. */
export function paymentOf(
  reader: RowReader,
  context: SourceContext,
  mapping: Mapping,
): PaymentRecord | undefined {
  const externalId = reader.requiredId('payment_id');
  const debtorExternalId = reader.requiredId('debtor_number');
  const receivedOn = reader.requiredDate('received_on');
  const currency = reader.currency('currency', mapping.currency ?? context.currency);
  const rest = {
    invoiceExternalIds: [...new Set(reader.text('invoice_number') ? reader.list('invoice_number') : [])],
    method: reader.text('method'),
    reference: reader.text('reference'),
  };
  if (receivedOn && receivedOn > context.today) {
    reader.fault('received_on', receivedOn, 'lies in the future', `a day up to today (${context.today})`);
  }
  if (externalId?.startsWith('settled:')) {
    reader.fault('payment_id', externalId, 'is kept for settlements of imported invoices', 'another number');
  }
  if (currency === undefined) return undefined;
  const amountMinor = reader.requiredAmount('amount', currency, 1);
  if (reader.faults.length > 0 || !externalId || !debtorExternalId || !receivedOn || !amountMinor) {
    return undefined;
  }
  return { externalId, debtorExternalId, receivedOn, currency, amountMinor, ...rest };
}
