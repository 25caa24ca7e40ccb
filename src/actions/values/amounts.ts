import type { EntityOf } from '../../dialog/understanding/understanding.ts';
import { minorDigits } from '../../shared/money.ts';

/**
 * An amount as said, in minor units of `wanted`. Without a currency in the words it was read in the
 * creditor's (`assumed`), whose decimals may differ. Undefined when the words name another currency.
 */
export function minorIn(amount: EntityOf<'amount'>, assumed: string, wanted: string): number | undefined {
  if (amount.currency !== undefined) return amount.currency === wanted ? amount.minor : undefined;
  const shift = minorDigits(wanted) - minorDigits(assumed);
  const minor = shift >= 0 ? amount.minor * 10 ** shift : amount.minor / 10 ** -shift;
  return Number.isSafeInteger(minor) ? minor : undefined;
}
