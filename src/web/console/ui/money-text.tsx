import type { Money } from '../../../http/contract/console.ts';
import { useLocale } from '../texts/index.ts';
import css from './money-text.module.css';

interface Props {
  money: Money | null | undefined;
  /** Amber: past its due date. */
  overdue?: boolean;
}

/** An amount in tabular figures, its currency small; a dash without one. */
export function MoneyText({ money, overdue }: Props) {
  const locale = useLocale();
  if (!money) return <span className="number">–</span>;
  const parts = new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'narrowSymbol',
    // Whole amounts without cents, as people write them.
    ...(money.minor % 10 ** money.exponent === 0 && { maximumFractionDigits: 0 }),
  }).formatToParts(money.minor / 10 ** money.exponent);
  return (
    <span className={overdue ? `number ${css.overdue}` : 'number'}>
      {parts.map(({ type, value }, index) =>
        type === 'currency' ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one amount never move
          <small key={index} className={css.currency}>
            {value}
          </small>
        ) : (
          value.replace(/\s/g, '')
        ),
      )}
    </span>
  );
}
