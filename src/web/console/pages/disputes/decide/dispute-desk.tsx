import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useMay } from '../../../api/session.ts';
import { Slip } from '../../../cases/slip/slip.tsx';
import { useTexts } from '../../../texts/index.ts';
import { Section } from '../../../ui/section.tsx';
import { Decide } from './decide.tsx';
import css from './desk.module.css';
import { DisputeFacts } from './dispute-facts.tsx';
import { DisputedInvoice } from './disputed-invoice.tsx';
import { Notes } from './notes.tsx';
import { Outcome } from './outcome.tsx';

/** The matter at the left, clock, decision and notes at the right. */
export function DisputeDesk({ dispute, onDone }: { dispute: DisputeView; onDone: () => void }) {
  const t = useTexts('disputes');
  const mayDecide = useMay('decide');
  return (
    <div className={css.desk}>
      <div className={css.column}>
        <Section title={t('theirWords')}>
          {dispute.note ? (
            <blockquote className={css.words}>{dispute.note}</blockquote>
          ) : (
            <p className={css.dim}>{t('noWords')}</p>
          )}
        </Section>
        <DisputedInvoice dispute={dispute} />
        {dispute.file && (
          <Section title={t('file')}>
            <div className={css.slip}>
              <Slip file={dispute.file} />
            </div>
          </Section>
        )}
      </div>
      <div className={css.column}>
        <DisputeFacts dispute={dispute} />
        {dispute.decision ? (
          <Outcome dispute={dispute} decision={dispute.decision} />
        ) : mayDecide && dispute.state === 'open' ? (
          <Decide dispute={dispute} onDone={onDone} />
        ) : (
          <p className={css.dim}>{t('reader')}</p>
        )}
        <Notes dispute={dispute} />
      </div>
    </div>
  );
}
