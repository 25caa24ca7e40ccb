import { Link } from 'wouter';
import type { ProofItem } from '../../../../http/contract/console.ts';
import css from '../../cases/list.module.css';
import { useTexts } from '../../texts/index.ts';
import { DayText } from '../../ui/date-text.tsx';
import { Icon } from '../../ui/icon.tsx';
import { MoneyText } from '../../ui/money-text.tsx';
import { Since } from '../../ui/since.tsx';
import own from './proofs.module.css';
import { StateMark } from './state-mark.tsx';

export function ProofHead({ decided }: { decided: boolean }) {
  const t = useTexts('proofs');
  return (
    <div className={`${css.head} ${own.columns}`} aria-hidden>
      <span>{t('columns.receipt')}</span>
      <span>{t('columns.debtor')}</span>
      <span>{t('columns.reference')}</span>
      <span>{t('columns.paidOn')}</span>
      <span className={css.end}>{t('columns.amount')}</span>
      <span>{t(decided ? 'columns.state' : 'columns.sent')}</span>
    </div>
  );
}

/** One proof; the whole row leads to it. */
export function ProofRow({ proof, search }: { proof: ProofItem; search: string }) {
  const t = useTexts('proofs');
  const decided = proof.state === 'posted' || proof.state === 'rejected';
  return (
    <li className={`${css.row} ${own.columns}`}>
      <Link href={`/proofs/${proof.id}${search}`} className={css.open} data-row={proof.id}>
        {proof.receiptNumber}
      </Link>
      <span className={`${css.two} ${own.who}`}>
        <span className={css.cell}>{proof.debtor.name}</span>
        <span className={`${css.cell} ${css.dim}`}>
          {proof.debtor.number} · {proof.creditor.name}
        </span>
      </span>
      <span className={`${css.cell} ${own.reference}`}>
        {proof.file ? <Icon name="clip" size={14} label={t('hasFile')} /> : null}{' '}
        {proof.reference ?? <span className={css.dim}>{t('noReference')}</span>}
      </span>
      <span className={own.paidOn}>
        <DayText day={proof.paidOn} />
      </span>
      <span className={`${css.end} ${own.amount}`}>
        {proof.amount ? <MoneyText money={proof.amount} /> : <span className={css.dim}>{t('noAmount')}</span>}
      </span>
      <span className={own.sent}>
        {decided ? <StateMark state={proof.state} /> : <Since at={proof.createdAt} />}
      </span>
    </li>
  );
}
