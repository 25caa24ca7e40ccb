import { Link } from 'wouter';
import type { DebtorItem } from '../../../../http/contract/console.ts';
import css from '../../cases/list.module.css';
import { useTexts } from '../../texts/index.ts';
import { MoneyText } from '../../ui/money-text.tsx';
import own from './debtors.module.css';

/** One debtor and what of them fitted the words searched for. */
export function DebtorRow({ debtor, searched }: { debtor: DebtorItem; searched: boolean }) {
  const t = useTexts('debtors');
  const open = debtor.outstanding.filter(({ minor }) => minor !== 0);
  return (
    <li className={`${css.row} ${own.columns}`}>
      <span className={`${css.two} ${own.who}`}>
        <Link href={`/debtors/${debtor.id}`} className={`${css.open} ${css.cell}`} data-row={debtor.id}>
          {debtor.name}
        </Link>
        <span className={`${css.cell} ${css.dim}`}>
          {debtor.number} · {debtor.creditor.name}
        </span>
      </span>
      <span className={`${css.cell} ${own.match}`}>
        {searched && (
          <mark className={own.mark}>{t(`match.${debtor.match.by}`, { text: debtor.match.text })}</mark>
        )}
      </span>
      <span className={`${css.end} ${own.amounts}`}>
        {open.length === 0 && <span className={css.dim}>{t('nothing')}</span>}
        {open.map((amount) => (
          <MoneyText key={amount.currency} money={amount} />
        ))}
      </span>
    </li>
  );
}
