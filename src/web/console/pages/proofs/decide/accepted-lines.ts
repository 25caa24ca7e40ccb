import { useLocale, useTexts } from '../../../texts/index.ts';

/** Invoices named in one message to a debtor; of the rest the number is told. */
const NAMED = 6;

interface Booked {
  receipt: string;
  amount: string;
  day: string;
  parts: readonly { number: string; amount: string; minor: number }[];
  /** An amount of this currency in words. */
  words: (minor: number) => string;
  /** Null when nothing is left over. */
  credit: string | null;
}

/** What the debtor is told when their money is booked; the same sentences as the server's. */
export function useAcceptedLines(): (booked: Booked) => string[] {
  const t = useTexts('proofs');
  const locale = useLocale();
  return ({ receipt, amount, day, parts, words, credit }) => {
    const head = t('told.proof_accepted', { receipt, amount, date: day });
    if (parts.length === 0) return [head, t('told.proof_unallocated')];
    const named = parts.length > NAMED ? parts.slice(0, NAMED - 1) : parts;
    const others = parts.slice(named.length);
    const rest = others.reduce((sum, { minor }) => sum + minor, 0);
    const list = [
      ...named.map(({ number, amount: part }) => t('told.part', { number, amount: part })),
      ...(others.length > 0 ? [t('told.more_parts', { count: others.length, amount: words(rest) })] : []),
    ];
    const listed = new Intl.ListFormat(locale, { type: 'conjunction' }).format(list);
    return [
      head,
      t('told.proof_booked', { parts: listed }),
      ...(credit === null ? [] : [t('told.proof_credit', { amount: credit })]),
    ];
  };
}
