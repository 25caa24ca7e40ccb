import { Alert } from '@mantine/core';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { amountWords } from '../../../cases/amount.ts';
import { Told } from '../../../cases/told.tsx';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatInstant } from '../../../ui/dates.ts';
import { useDecisionLines } from './decision-lines.ts';
import css from './desk.module.css';
import type { Outcome, Resolution } from './resolution.ts';

interface Props {
  dispute: DisputeView;
  outcome: Outcome;
  read: Resolution;
  note: string;
}

/** What is credited, what remains, and what the debtor reads; nothing while the amount cannot be read. */
export function Consequences({ dispute, outcome, read, note }: Props) {
  const t = useTexts('disputes');
  const locale = useLocale();
  const linesOf = useDecisionLines();
  const { creditMinor, remainingMinor, troubles } = read;
  if (creditMinor === undefined || remainingMinor === undefined || troubles.credit) return null;
  const words = (minor: number) => amountWords({ ...dispute.disputed, minor }, locale);
  const number = dispute.invoiceNumber;
  return (
    <>
      {read.overLimit && dispute.limit && (
        <Alert color="amber" variant="light" role="status">
          {t('overLimit', { limit: amountWords(dispute.limit, locale) })}
        </Alert>
      )}
      <p className={css.follows}>
        {creditMinor > 0
          ? t('follows.credit', { credit: words(creditMinor), number, remaining: words(remainingMinor) })
          : t(outcome === 'rejected' ? 'follows.nothing' : 'follows.alreadyPaid', {
              number,
              remaining: words(remainingMinor),
            })}
      </p>
      <Told
        label={t('told.label')}
        note={t('told.how')}
        lines={linesOf({
          case: dispute.caseNumber,
          number,
          outcome,
          note,
          credit: creditMinor > 0 ? words(creditMinor) : null,
          remaining: remainingMinor > 0 ? words(remainingMinor) : null,
          dueDate: dispute.invoice.dueDate,
          asOf: formatInstant(Date.now(), locale),
        })}
      />
    </>
  );
}
