/** Money is an integer count of minor units beside an ISO 4217 code; nothing in Sapa adds floats. */
export interface Money {
  /** Integer minor units (cents, sen), within ±(2^53 − 1). */
  readonly minor: number;
  /** ISO 4217 alphabetic code, upper case. */
  readonly currency: string;
}

/** ISO 4217:2015 list one, column "minor unit", for the currencies that differ from 2. */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimal places of a currency's minor unit (ISO 4217); 2 where the list does not say otherwise. */
export function minorDigits(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

export function isCurrencyCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

/** Makes a Money; throws RangeError for a fraction, an unsafe integer or a malformed code (a bug in the caller). */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor))
    throw new RangeError(`money: ${minor} is not a safe integer of minor units`);
  if (!isCurrencyCode(currency)) throw new RangeError(`money: "${currency}" is not an ISO 4217 code`);
  return { minor, currency };
}

/** Sum in one currency; throws RangeError on mixed currencies or overflow past 2^53 − 1. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`money: cannot add ${a.currency} and ${b.currency}`);
  return money(a.minor + b.minor, a.currency);
}

/** Sums per currency, in order of first appearance. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, Money>();
  for (const amount of amounts) {
    const sum = sums.get(amount.currency);
    sums.set(amount.currency, sum ? addMoney(sum, amount) : amount);
  }
  return [...sums.values()];
}
