import type { ProofView } from '../../../../../http/contract/console.ts';
import { useMay } from '../../../api/session.ts';
import { Slip } from '../../../cases/slip/slip.tsx';
import { useTexts } from '../../../texts/index.ts';
import { Empty } from '../../../ui/empty.tsx';
import { Claim } from './claim.tsx';
import css from './desk.module.css';
import { Outcome } from './outcome.tsx';
import { Undecided } from './undecided.tsx';

/** The slip at the left, the claim and the decision at the right; one below the other on a phone. */
export function ProofDesk({ proof, onDone }: { proof: ProofView; onDone: () => void }) {
  const t = useTexts('proofs');
  const mayDecide = useMay('decide');
  return (
    <div className={css.desk}>
      <section className={css.slip} aria-label={t('slip')}>
        {proof.file ? (
          [proof.file, ...proof.furtherFiles].map((file) => <Slip key={file.url} file={file} />)
        ) : (
          <Empty icon="receipt" title={t('noFile')} what={t('noFileWhat')} />
        )}
      </section>
      <div className={css.side}>
        <Claim proof={proof} />
        {proof.decision ? (
          <Outcome decision={proof.decision} />
        ) : mayDecide ? (
          <Undecided proof={proof} onDone={onDone} />
        ) : (
          <p className={css.reader}>{t('reader')}</p>
        )}
      </div>
    </div>
  );
}
