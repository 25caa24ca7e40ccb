import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import css from './side.module.css';

type Buckets = DebtorFile['balance'][number]['ageing'];

/** How old a balance is: a bar to see it, the numbers to know it. Older is a deeper amber, never red. */
export function Ageing({ buckets }: { buckets: Buckets }) {
  const t = useTexts('conversation');
  const filled = buckets.filter(({ amount }) => amount.minor > 0);
  const sum = filled.reduce((total, { amount }) => total + amount.minor, 0);
  if (sum === 0) return null;
  return (
    <div>
      <div className={css.bar} aria-hidden>
        {filled.map(({ bucket, amount }) => (
          <span key={bucket} className={css[bucket]} style={{ flexGrow: amount.minor / sum }} />
        ))}
      </div>
      <dl className={css.figures} aria-label={t('side.ageing')}>
        {filled.map(({ bucket, amount }) => (
          <div key={bucket}>
            <dt>
              <span className={`${css.dot} ${css[bucket]}`} aria-hidden /> {t(`side.buckets.${bucket}`)}
            </dt>
            <dd>
              <MoneyText money={amount} overdue={bucket !== 'current'} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
