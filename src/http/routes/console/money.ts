import { formatMoney } from '../../../conversation/formats.ts';
import { type Money, minorDigits } from '../../../shared/money.ts';
import type { ConsoleLocale, Money as ShownMoney } from '../../contract/console.ts';

/** An amount as the console shows it: exact minor units, and words in the collector's language. */
export function shown(amount: Money, locale: ConsoleLocale): ShownMoney {
  const { currency, minor } = amount;
  return { currency, minor, exponent: minorDigits(currency), text: formatMoney(amount, locale) };
}
