import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import css from './file.module.css';

/** What was received or credited, and for what. */
export function Payments({ payments }: { payments: DebtorFile['payments'] }) {
  const t = useTexts('debtors');
  const locale = useLocale();
  return (
    <Section title={t('payments')}>
      {payments.length === 0 ? (
        <p className={css.dim}>{t('paymentsNone')}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('columns.received')}</th>
              <th scope="col">{t('columns.for')}</th>
              <th scope="col" className={css.end}>
                {t('columns.amount')}
              </th>
            </tr>
          </thead>
          <tbody>
            {payments.map((payment, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two payments can be the same in everything
              <tr key={index}>
                <th scope="row">
                  {formatDay(payment.receivedOn, locale, 'short')}{' '}
                  <span className={css.dim}>{t(`kinds.${payment.kind}`)}</span>
                </th>
                <td data-label={t('columns.for')}>{payment.invoices.join(', ') || t('unallocated')}</td>
                <td className={css.end} data-label={t('columns.amount')}>
                  <MoneyText money={payment.amount} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
