import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { formatDay } from '../../../ui/dates.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { wordsOf } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** So many fit beside a conversation; all are in the full file. */
const SHOWN = 8;

/** Open invoices, oldest due first. */
export function Invoices({ file }: { file: DebtorFile }) {
  const t = useTexts('conversation');
  const locale = useLocale();
  const open = file.invoices.filter(({ outstanding }) => outstanding.minor > 0);
  const more = open.length - SHOWN + file.moreInvoices;
  return (
    <Part title={t('side.invoices')} empty={open.length === 0 && t('side.invoicesNone')}>
      <ul className={css.list}>
        {open.slice(0, SHOWN).map((invoice) => (
          <li key={invoice.id}>
            <div className={css.line}>
              <b>{invoice.number}</b>
              <MoneyText money={invoice.outstanding} overdue={invoice.daysPastDue > 0} />
            </div>
            <div className={css.line}>
              <span className={css.dim}>
                {t('side.due', { day: formatDay(invoice.dueDate, locale, 'short') })}
              </span>
              <span className={invoice.status === 'overdue' ? css.overdue : css.dim}>
                {wordsOf('conversation', 'side.status', invoice.status)}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={css.dim}>{t('side.moreInvoices', { count: more })}</p>}
    </Part>
  );
}
