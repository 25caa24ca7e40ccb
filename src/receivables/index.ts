/** The only door of receivables/. */
export type { Ageing } from './ageing.ts';
export type { CurrencyBalance } from './balance-service.ts';
export { balanceOf, balanceSnapshot, todayOf } from './balance-service.ts';
export type { AllocatedPayment, InvoiceLine } from './detail-repository.ts';
export { type DueDate, type DueDates, dueDatesOf } from './due-dates-service.ts';
export type { AgingBucket, Invoice, InvoiceStatus } from './invoice.ts';
export { AGING_BUCKETS, agingBucket, daysPastDue, invoiceStatus } from './invoice.ts';
export type { Cursor } from './receivables-repository.ts';
export {
  type Found,
  findInvoice,
  howToPay,
  type InvoiceDetail,
  type InvoiceFilter,
  type InvoicePage,
  invoiceDetail,
  invoicesById,
  linesOf,
  listInvoices,
  offerInvoices,
  openInvoices,
  sumOfInvoices,
} from './receivables-service.ts';
export { type Statement, type StatementColumn, type StatementWords, statementCsv } from './statement.ts';
