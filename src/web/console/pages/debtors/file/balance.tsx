import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import { Ageing } from '../../conversation/side/ageing.tsx';
import css from './file.module.css';

/** What is owed in each currency and how old it is. Amber for overdue, never red. */
export function Balance({ balance }: { balance: DebtorFile['balance'] }) {
  const t = useTexts('debtors');
  const side = useTexts('conversation');
  return (
    <Section title={t('balance')}>
      {balance.length === 0 && <p className={css.dim}>{t('balanceNone')}</p>}
      {balance.map((one) => (
        <div key={one.outstanding.currency} className={css.balance}>
          <dl className={css.figures}>
            <div>
              <dt>{t('outstanding')}</dt>
              <dd className={css.main}>
                <MoneyText money={one.outstanding} />
              </dd>
              <dd className={css.dim}>{t('invoicesOpen', { count: one.count })}</dd>
            </div>
            <div>
              <dt>{side('side.overdue')}</dt>
              <dd className={css.main}>
                <MoneyText money={one.overdue} overdue={one.overdue.minor > 0} />
              </dd>
              {one.overdue.minor > 0 && (
                <dd className={css.dim}>{side('side.oldest', { count: one.oldestDaysPastDue })}</dd>
              )}
            </div>
            {one.disputed.minor > 0 && (
              <div>
                <dt>{side('side.disputed')}</dt>
                <dd className={css.main}>
                  <MoneyText money={one.disputed} />
                </dd>
              </div>
            )}
            {one.credit.minor > 0 && (
              <div>
                <dt>{side('side.credit')}</dt>
                <dd className={css.main}>
                  <MoneyText money={one.credit} />
                </dd>
              </div>
            )}
          </dl>
          <Ageing buckets={one.ageing} />
        </div>
      ))}
    </Section>
  );
}
