import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DayText } from '../../../ui/date-text.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { wordsOf } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

const SHOWN = 5;

/** Promises to pay, and what has been paid. */
export function Money({ file }: { file: DebtorFile }) {
  const t = useTexts('conversation');
  return (
    <>
      <Part title={t('side.promises')} empty={file.promises.length === 0 && t('side.promisesNone')}>
        <ul className={css.list}>
          {file.promises.map((promise) => (
            <li key={`${promise.dueDate}:${promise.amount.minor}`} className={css.line}>
              <span>
                <DayText day={promise.dueDate} /> ·{' '}
                {wordsOf('conversation', 'side.promiseStates', promise.state)}
              </span>
              <MoneyText money={promise.amount} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('side.payments')} empty={file.payments.length === 0 && t('side.paymentsNone')}>
        <ul className={css.list}>
          {file.payments.slice(0, SHOWN).map((payment, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two payments can be the same in everything
            <li key={index}>
              <div className={css.line}>
                <span>
                  <DayText day={payment.receivedOn} />
                  {payment.kind === 'credit_note' && ` · ${t('side.credit_note')}`}
                </span>
                <MoneyText money={payment.amount} />
              </div>
              <div className={css.dim}>{payment.invoices.join(', ')}</div>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
