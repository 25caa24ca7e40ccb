import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import type { Outcome } from './resolution.ts';

interface Decided {
  case: string;
  number: string;
  outcome: Outcome;
  /** The collector's own words, '' without. */
  note: string;
  /** Null when nothing is credited, or nothing remains. */
  credit: string | null;
  remaining: string | null;
  dueDate: string;
  asOf: string;
}

/** What the debtor is told of a decided dispute; the same sentences as the server's, in its order. */
export function useDecisionLines(): (decided: Decided) => string[] {
  const t = useTexts('disputes');
  const locale = useLocale();
  return (decided) => {
    const { outcome, note, number, credit, remaining, asOf } = decided;
    const rejected = outcome === 'rejected';
    const lines = [t(`told.dispute_${outcome}`, { case: decided.case, number })];
    if (note) lines.push(rejected ? t('told.dispute_why', { note }) : t('told.note', { note }));
    if (!rejected) {
      lines.push(credit ? t('told.dispute_credit', { credit }) : t('told.dispute_no_credit'));
    }
    if (remaining) {
      const due = formatDay(decided.dueDate, locale);
      lines.push(t('told.dispute_left', { asOf, outstanding: remaining, due }));
    } else if (credit) {
      lines.push(t('told.dispute_settled', { asOf }));
    }
    if (outcome !== 'upheld') lines.push(t('told.dispute_next'));
    return lines;
  };
}
