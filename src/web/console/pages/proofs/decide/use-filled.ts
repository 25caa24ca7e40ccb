import { useState } from 'react';
import type { ProofView } from '../../../../../http/contract/console.ts';
import { useSession } from '../../../api/session.ts';
import { writeAmount } from '../../../cases/amount.ts';
import { useLocale } from '../../../texts/index.ts';
import { exponentOf } from '../../queue/amount-input.ts';
import { type Filled, readAcceptance, todayIn } from '../acceptance.ts';

/** The form of an acceptance, filled with what the debtor claimed, and what it comes to. */
export function useFilled(proof: ProofView) {
  const locale = useLocale();
  const { creditors } = useSession();
  const exponent = exponentOf(proof.currency);
  const [filled, setFilled] = useState<Filled>(() => ({
    amount: proof.amount ? writeAmount(proof.amount.minor, exponent, locale) : '',
    receivedOn: proof.paidOn ?? '',
    reference: proof.reference ?? '',
    parts: null,
  }));
  const timeZone = creditors.find(({ id }) => id === proof.creditor.id)?.timeZone;
  const today = todayIn(timeZone);
  const read = readAcceptance(filled, proof.candidates, { exponent, today });
  const change = (part: Partial<Filled>) => setFilled((before) => ({ ...before, ...part }));
  return { filled, change, read, exponent, today };
}
