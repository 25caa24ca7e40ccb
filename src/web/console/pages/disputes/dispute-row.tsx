import { Link } from 'wouter';
import type { DisputeItem } from '../../../../http/contract/console.ts';
import css from '../../cases/list.module.css';
import { useTexts } from '../../texts/index.ts';
import { MoneyText } from '../../ui/money-text.tsx';
import { Since } from '../../ui/since.tsx';
import { wordsOf } from '../queue/words.ts';
import { Clock } from './clock.tsx';
import own from './disputes.module.css';
import { StateMark } from './state-mark.tsx';

export function DisputeHead({ decided }: { decided: boolean }) {
  const t = useTexts('disputes');
  return (
    <div className={`${css.head} ${own.columns}`} aria-hidden>
      <span>{t('columns.case')}</span>
      <span>{t('columns.debtor')}</span>
      <span>{t('columns.about')}</span>
      <span className={css.end}>{t('columns.disputed')}</span>
      <span>{t('columns.opened')}</span>
      <span>{t(decided ? 'columns.state' : 'columns.due')}</span>
    </div>
  );
}

/** One dispute; the whole row leads to it. */
export function DisputeRow({ dispute, search }: { dispute: DisputeItem; search: string }) {
  const open = dispute.state === 'open';
  return (
    <li className={`${css.row} ${own.columns} ${open && dispute.breached ? css.late : ''}`}>
      <Link href={`/disputes/${dispute.id}${search}`} className={css.open} data-row={dispute.id}>
        {dispute.caseNumber}
      </Link>
      <span className={`${css.two} ${own.who}`}>
        <span className={css.cell}>{dispute.debtor.name}</span>
        <span className={`${css.cell} ${css.dim}`}>
          {dispute.debtor.number} · {dispute.creditor.name}
        </span>
      </span>
      <span className={`${css.two} ${own.about}`}>
        <span className={css.cell}>{wordsOf('disputes', 'reasons', dispute.reason)}</span>
        <span className={`${css.cell} ${css.dim}`}>{dispute.invoiceNumber}</span>
      </span>
      <span className={`${css.end} ${own.amount}`}>
        <MoneyText money={dispute.disputed} />
      </span>
      <span className={own.opened}>
        <Since at={dispute.createdAt} />
      </span>
      <span className={own.due}>
        {open ? (
          <Clock at={dispute.resolveDueAt} breached={dispute.breached} />
        ) : (
          <StateMark state={dispute.state} />
        )}
      </span>
    </li>
  );
}
