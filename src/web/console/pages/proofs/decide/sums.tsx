import { useTexts } from '../../../texts/index.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import type { Acceptance } from '../acceptance.ts';
import css from './desk.module.css';

/** What is allocated and what stays as credit, while it is typed. */
export function Sums(props: { read: Acceptance; exponent: number; currency: string }) {
  const t = useTexts('proofs');
  const { allocatedMinor, creditMinor } = props.read;
  const money = (minor: number) => ({
    minor,
    currency: props.currency,
    exponent: props.exponent,
    text: '',
  });
  const above = creditMinor !== undefined && creditMinor < 0;
  return (
    <dl className={css.sums} aria-live="polite">
      <div>
        <dt>{t('sums.allocated')}</dt>
        <dd>
          <MoneyText money={money(allocatedMinor)} />
        </dd>
      </div>
      {creditMinor !== undefined && (
        <div className={above ? css.above : undefined}>
          <dt>{t(above ? 'sums.above' : 'sums.credit')}</dt>
          <dd>
            <MoneyText money={money(Math.abs(creditMinor))} />
          </dd>
        </div>
      )}
    </dl>
  );
}
