import type { OpenedProof, ProofListed } from '../../../payments/index.ts';
import type { ConsoleLocale, ProofItem, ProofView } from '../../contract/console.ts';
import { amount, fileOf } from './decisions.ts';
import { shown } from './money.ts';

/** What was noticed, in the collector's language; the other debtor is not named beside this one. */
const TWIN: Record<ConsoleLocale, (receipt: string) => string> = {
  id: (receipt) => `Isi yang sama juga dikirim debitur lain, tanda terima ${receipt}.`,
  en: (receipt) => `Another debtor sent the same content, receipt ${receipt}.`,
};

export function proofItem(row: ProofListed, locale: ConsoleLocale): ProofItem {
  const { currency } = row;
  return {
    id: row.id,
    receiptNumber: row.receiptNumber,
    creditor: { id: row.creditorId, name: row.creditorName },
    debtor: { id: row.debtorId, number: row.debtorNumber, name: row.debtorName },
    conversationId: row.conversationId,
    amount: row.amountMinor === null ? null : amount(row.amountMinor, currency, locale),
    paidOn: row.paidOn,
    reference: row.reference,
    currency,
    state: row.state,
    createdAt: row.createdAt,
    file: fileOf(row),
  };
}

export function proofView(file: OpenedProof, locale: ConsoleLocale): ProofView {
  const { proof, twin, limit } = file;
  return {
    ...proofItem(proof, locale),
    furtherFiles: file.furtherFiles.flatMap((one) => fileOf(one) ?? []),
    warning: twin === undefined ? null : TWIN[locale](twin),
    candidates: file.candidates.map((one) => ({
      ...one,
      amount: shown(one.amount, locale),
      outstanding: shown(one.outstanding, locale),
    })),
    decision: decisionOf(file, locale),
    limit: limit && shown(limit, locale),
  };
}

function decisionOf({ proof, payment }: OpenedProof, locale: ConsoleLocale): ProofView['decision'] {
  if (proof.state !== 'posted' && proof.state !== 'rejected') return null;
  const { decidedBy, deciderName } = proof;
  return {
    by: decidedBy === null ? null : { id: decidedBy, name: deciderName ?? '' },
    at: proof.decidedAt ?? 0,
    rejectReason: proof.rejectReason,
    note: proof.state === 'rejected' ? proof.decisionNote : null,
    payment: payment
      ? {
          amount: shown(payment.amount, locale),
          receivedOn: payment.receivedOn,
          allocations: payment.allocations.map((one) => ({ ...one, amount: shown(one.amount, locale) })),
          credit: shown(payment.credit, locale),
        }
      : null,
  };
}
