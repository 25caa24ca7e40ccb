import type { ProofView } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { DateText, DayText } from '../../../ui/date-text.tsx';
import { Facts } from '../../../ui/facts.tsx';
import { MoneyText } from '../../../ui/money-text.tsx';
import { wordsOf } from '../../queue/words.ts';
import css from './desk.module.css';

/** What was decided, by whom, and what was booked. */
export function Outcome({ decision }: { decision: NonNullable<ProofView['decision']> }) {
  const t = useTexts('proofs');
  const { by, at, rejectReason, note, payment } = decision;
  return (
    <section className={css.part} aria-label={t('decision')}>
      <h2>{t('decision')}</h2>
      <Facts
        facts={[
          [t('facts.by'), by?.name ?? t('facts.system')],
          [t('facts.at'), <DateText key="at" at={at} />],
          ...(rejectReason ? [[t('facts.reason'), wordsOf('proofs', 'reasons', rejectReason)] as const] : []),
          ...(note ? [[t('facts.note'), note] as const] : []),
          ...(payment
            ? [
                [t('facts.receivedOn'), <DayText key="day" day={payment.receivedOn} />] as const,
                [t('facts.booked'), <MoneyText key="booked" money={payment.amount} />] as const,
              ]
            : []),
        ]}
      />
      {payment && (
        <dl className={css.sums}>
          {payment.allocations.map(({ number, amount }) => (
            <div key={number}>
              <dt>{number}</dt>
              <dd>
                <MoneyText money={amount} />
              </dd>
            </div>
          ))}
          {payment.credit.minor > 0 && (
            <div>
              <dt>{t('sums.credit')}</dt>
              <dd>
                <MoneyText money={payment.credit} />
              </dd>
            </div>
          )}
        </dl>
      )}
    </section>
  );
}
