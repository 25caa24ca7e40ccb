import type { ValueKinds } from '../../dialog/action.ts';
import type { SapaScope } from '../scope.ts';
import { amountOfDebtor } from './amount-of-debtor.ts';
import { callBackWay } from './call-back-way.ts';
import { disputeReason } from './dispute-reason.ts';
import { disputedAmount } from './disputed-amount.ts';
import { invoiceIfNamed, invoiceKind, invoicesIfNamed, invoicesKind } from './invoice.ts';
import { noteOrFile } from './note-or-file.ts';
import { openInvoicesKind } from './open-invoices.ts';
import { paidOnDate } from './paid-on-date.ts';
import { phoneNumber } from './phone-number.ts';
import { attachmentOrReference } from './slip.ts';

/** The kinds of value that need the ledger. */
export const ledgerValueKinds: ValueKinds<SapaScope> = {
  open_invoices: openInvoicesKind,
  invoice: invoiceKind,
  invoices: invoicesKind,
  invoices_if_named: invoicesIfNamed,
  invoice_if_named: invoiceIfNamed,
  dispute_reason: disputeReason,
  disputed_amount: disputedAmount,
  attachment_or_reference: attachmentOrReference,
  amount_of_debtor: amountOfDebtor,
  paid_on_date: paidOnDate,
  note_or_file: noteOrFile,
  call_back_way: callBackWay,
  phone_number: phoneNumber,
};
