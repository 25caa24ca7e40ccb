/** Who a canned reply speaks to and for. */
export interface Filling {
  debtor: { name: string; salutation: 'bapak' | 'ibu' | null } | null;
  collector: string;
  creditor: string;
  /** The debtor's language. */
  locale: string;
}

const PLACE = /\{\{\s*([\p{L}\p{N}_ .-]{1,40}?)\s*\}\}/gu;

/** A canned reply with what is known put in; other places stay for the collector to fill. */
export function fill(body: string, filling: Filling): string {
  const known: Record<string, string | undefined> = {
    name: addressed(filling),
    collector: filling.collector,
    creditor: filling.creditor,
  };
  return body.replace(PLACE, (place, name: string) => known[name.toLowerCase()] ?? place);
}

/** Places still to be filled, where they stand. */
export function unfilled(text: string): { name: string; start: number; end: number }[] {
  return [...text.matchAll(PLACE)].map((match) => ({
    name: match[1] ?? '',
    start: match.index,
    end: match.index + match[0].length,
  }));
}

/**
 * As people are spoken to: in Indonesian `Bapak Andi` where the salutation is on file, `Bapak/Ibu` while
 * nobody is known; in English the name. A name without a salutation (most are companies) stands alone.
 */
function addressed({ debtor, locale }: Filling): string | undefined {
  if (!debtor) return locale === 'id' ? 'Bapak/Ibu' : undefined;
  if (locale !== 'id' || !debtor.salutation) return debtor.name;
  return `${debtor.salutation === 'ibu' ? 'Ibu' : 'Bapak'} ${debtor.name}`;
}

/** Whether a text looks as if it named an amount of money. */
export function namesAmount(text: string): boolean {
  return /(?:\b(?:rp|idr|usd|sgd|myr|eur)\b\.?|[$€£])\s?\d|\d{1,3}(?:[.,]\d{3})+\b|\b\d+(?:[.,]\d+)?\s?(?:juta|jt|ribu|rb|million|k)\b/i.test(
    text,
  );
}
