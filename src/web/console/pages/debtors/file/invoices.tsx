import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Section } from '../../../ui/section.tsx';
import { wordsOf } from '../../queue/words.ts';
import css from './file.module.css';

/** Open invoices first, oldest due first; a table, on a phone cards. */
export function Invoices({ file }: { file: DebtorFile }) {
  const t = useTexts('debtors');
  const locale = useLocale();
  const { invoices, moreInvoices } = file;
  return (
    <Section title={t('invoices')}>
      {invoices.length === 0 ? (
        <p className={css.dim}>{t('invoicesNone')}</p>
      ) : (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">{t('columns.number')}</th>
              <th scope="col">{t('columns.due')}</th>
              <th scope="col" className={css.end}>
                {t('columns.amount')}
              </th>
              <th scope="col" className={css.end}>
                {t('columns.outstanding')}
              </th>
              <th scope="col">{t('columns.status')}</th>
            </tr>
          </thead>
          <tbody>
            {invoices.map((invoice) => {
              const late = invoice.daysPastDue > 0 && invoice.outstanding.minor > 0;
              return (
                <tr key={invoice.id}>
                  <th scope="row">{invoice.number}</th>
                  <td data-label={t('columns.due')}>
                    <span className={css.due}>
                      <time dateTime={invoice.dueDate}>{formatDay(invoice.dueDate, locale, 'short')}</time>{' '}
                      {late && <span className={css.late}>{t('late', { count: invoice.daysPastDue })}</span>}
                    </span>
                  </td>
                  <td className={css.end} data-label={t('columns.amount')}>
                    <MoneyText money={invoice.amount} />
                  </td>
                  <td className={css.end} data-label={t('columns.outstanding')}>
                    <MoneyText money={invoice.outstanding} overdue={late} />
                  </td>
                  <td data-label={t('columns.status')}>
                    {wordsOf('conversation', 'side.status', invoice.status)}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {moreInvoices > 0 && <p className={css.dim}>{t('moreInvoices', { count: moreInvoices })}</p>}
    </Section>
  );
}
