import type { InvoiceLineRecord, InvoiceRecord, SourceContext } from '../erp-connector.ts';
import type { Mapping } from './mapping.ts';
import type { RowReader } from './row-reader.ts';

/** One row of an invoices file; undefined when it has faults. */
export function invoiceOf(
  reader: RowReader,
  context: SourceContext,
  mapping: Mapping,
): InvoiceRecord | undefined {
  const externalId = reader.requiredId('invoice_number');
  const debtorExternalId = reader.requiredId('debtor_number');
  const issueDate = reader.requiredDate('issue_date');
  const dueDate = reader.requiredDate('due_date');
  const currency = reader.currency('currency', mapping.currency ?? context.currency);
  const rest = {
    debtorName: reader.text('debtor_name'),
    contractExternalId: reader.id('contract_number'),
    description: reader.text('description'),
    settledOn: settledOn(reader, mapping.settled_until ?? context.today),
    disputed: reader.boolean('disputed'),
  };
  if (issueDate && dueDate && dueDate < issueDate) {
    reader.fault('due_date', dueDate, `is before the issue date ${issueDate}`, 'the same day or later');
  }
  // Without a currency an amount cannot be counted; the currency's own fault stands already.
  if (currency === undefined) return undefined;
  const amountMinor = reader.amount('amount', currency, 0);
  const lines = linesOf(reader, currency);
  if (amountMinor === undefined && lines.length === 0 && reader.faults.length === 0) {
    reader.fault('amount', '', 'is empty', 'an amount in every row');
  }
  if (reader.faults.length > 0 || !externalId || !debtorExternalId || !issueDate || !dueDate)
    return undefined;
  return { externalId, debtorExternalId, issueDate, dueDate, currency, amountMinor, lines, ...rest };
}

/** What was settled after the day the file is read for has not happened yet. */
function settledOn(reader: RowReader, until: string): string | undefined {
  const date = reader.date('settled_date');
  return date !== undefined && date <= until ? date : undefined;
}

function linesOf(reader: RowReader, currency: string): InvoiceLineRecord[] {
  const description = reader.text('line_description');
  const amountMinor = reader.amount('line_amount', currency);
  const quantity = reader.text('line_quantity') ?? '1';
  if (!/^-?\d{1,12}([.,]\d{1,6})?$/.test(quantity)) {
    reader.fault('line_quantity', quantity, 'is not a quantity', 'a figure such as 2 or 2,5');
  }
  if (description === undefined && amountMinor === undefined) return [];
  if (description === undefined) {
    reader.fault('line_description', '', 'is empty', 'what the line is for');
    return [];
  }
  if (amountMinor === undefined) {
    if (reader.faults.length === 0) reader.fault('line_amount', '', 'is empty', "the line's amount");
    return [];
  }
  return [{ description, quantity: quantity.replace(',', '.'), amountMinor }];
}
