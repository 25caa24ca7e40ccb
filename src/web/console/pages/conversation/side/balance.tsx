import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Ageing } from './ageing.tsx';
import { Part } from './part.tsx';
import css from './side.module.css';

/** What is owed in each currency, and how old it is. */
export function Balance({ balance }: { balance: DebtorFile['balance'] }) {
  const t = useTexts('conversation');
  return (
    <Part title={t('side.balance')} empty={balance.length === 0 && t('side.balanceNone')}>
      {balance.map((one) => (
        <div key={one.outstanding.currency} className={css.balance}>
          <dl className={css.figures}>
            <div className={css.main}>
              <dt>{t('side.outstanding')}</dt>
              <dd>
                <MoneyText money={one.outstanding} />
              </dd>
            </div>
            {one.overdue.minor > 0 && (
              <div>
                <dt>
                  {t('side.overdue')}{' '}
                  <span className={css.dim}>{t('side.oldest', { count: one.oldestDaysPastDue })}</span>
                </dt>
                <dd>
                  <MoneyText money={one.overdue} overdue />
                </dd>
              </div>
            )}
            {one.disputed.minor > 0 && (
              <div>
                <dt>{t('side.disputed')}</dt>
                <dd>
                  <MoneyText money={one.disputed} />
                </dd>
              </div>
            )}
            {one.credit.minor > 0 && (
              <div>
                <dt>{t('side.credit')}</dt>
                <dd>
                  <MoneyText money={one.credit} />
                </dd>
              </div>
            )}
          </dl>
          <Ageing buckets={one.ageing} />
        </div>
      ))}
    </Part>
  );
}
