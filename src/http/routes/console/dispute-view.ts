import type { DisputeListed, OpenedDispute } from '../../../disputes/index.ts';
import type { ConsoleLocale, DisputeItem, DisputeView } from '../../contract/console.ts';
import { amount, fileOf } from './decisions.ts';
import { shown } from './money.ts';

export function disputeItem(row: DisputeListed, locale: ConsoleLocale): DisputeItem {
  return {
    id: row.id,
    caseNumber: row.caseNumber,
    creditor: { id: row.creditorId, name: row.creditorName },
    debtor: { id: row.debtorId, number: row.debtorNumber, name: row.debtorName },
    conversationId: row.conversationId,
    invoiceNumber: row.invoiceNumber,
    reason: row.reason,
    disputed: amount(row.disputedMinor, row.currency, locale),
    state: row.state,
    createdAt: row.createdAt,
    resolveDueAt: row.resolveDueAt,
    breached: row.breached === 1,
  };
}

export function disputeView(file: OpenedDispute, locale: ConsoleLocale): DisputeView {
  const { dispute, limit } = file;
  const { currency } = dispute;
  return {
    ...disputeItem(dispute, locale),
    invoice: {
      id: dispute.invoiceId,
      amount: amount(dispute.amountMinor, currency, locale),
      outstanding: amount(file.outstandingMinor, currency, locale),
      dueDate: dispute.dueDate,
      status: file.status,
      description: dispute.description,
    },
    lines: file.lines.map(({ position, description, quantity, amountMinor, disputed }) => ({
      position,
      description,
      quantity,
      amount: amount(amountMinor, currency, locale),
      disputed,
    })),
    note: dispute.note,
    file: fileOf(dispute),
    notes: file.notes.map((one) => ({
      kind: 'note',
      id: `note:${one.id}`,
      author: { id: one.authorId, name: one.authorName },
      text: one.body,
      at: one.at,
    })),
    decision: decisionOf(file, locale),
    limit: limit && shown(limit, locale),
  };
}

function decisionOf({ dispute }: OpenedDispute, locale: ConsoleLocale): DisputeView['decision'] {
  if (dispute.state === 'open') return null;
  const { decidedBy, deciderName, creditMinor } = dispute;
  return {
    by: decidedBy === null ? null : { id: decidedBy, name: deciderName ?? '' },
    at: dispute.decidedAt ?? dispute.createdAt,
    credit: creditMinor === null ? null : amount(creditMinor, dispute.currency, locale),
    note: dispute.decisionNote,
  };
}
