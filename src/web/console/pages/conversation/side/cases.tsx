import { Link } from 'wouter';
import type { DebtorFile } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { MoneyText } from '../../../ui/money-text.tsx';
import { Since } from '../../../ui/since.tsx';
import { wordsOf } from '../../queue/words.ts';
import { Part } from './part.tsx';
import css from './side.module.css';

/** Payment proofs and disputes, each with the page where it is decided. */
export function Cases({ file }: { file: DebtorFile }) {
  const t = useTexts('conversation');
  return (
    <>
      <Part title={t('side.proofs')} empty={file.proofs.length === 0 && t('side.proofsNone')}>
        <ul className={css.list}>
          {file.proofs.map((proof) => (
            <li key={proof.id}>
              <div className={css.line}>
                <Link href={`/proofs/${proof.id}`}>{proof.receiptNumber}</Link>
                <MoneyText money={proof.amount} />
              </div>
              <div className={css.line}>
                <span className={css.dim}>{wordsOf('conversation', 'side.proofStates', proof.state)}</span>
                <span className={css.dim}>
                  <Since at={proof.createdAt} timeZone={file.timeZone} />
                </span>
              </div>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('side.disputes')} empty={file.disputes.length === 0 && t('side.disputesNone')}>
        <ul className={css.list}>
          {file.disputes.map((dispute) => (
            <li key={dispute.id}>
              <div className={css.line}>
                <Link href={`/disputes/${dispute.id}`}>{dispute.caseNumber}</Link>
                <MoneyText money={dispute.disputed} />
              </div>
              <div className={css.line}>
                <span className={css.dim}>
                  {dispute.invoiceNumber} · {wordsOf('conversation', 'side.disputeReasons', dispute.reason)}
                </span>
                <span className={css.dim}>
                  {wordsOf('conversation', 'side.disputeStates', dispute.state)}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}
