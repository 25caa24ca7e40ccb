import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ProofView } from '../../../../../http/contract/console.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { amountWords } from '../../../cases/amount.ts';
import { useLocale, useTexts } from '../../../texts/index.ts';
import { Icon } from '../../../ui/icon.tsx';
import { tellSaved } from '../../../ui/tell.ts';
import { AcceptDialog } from './accept-dialog.tsx';
import { AcceptFields } from './accept-fields.tsx';
import { Allocations } from './allocations.tsx';
import css from './desk.module.css';
import { RejectDialog } from './reject-dialog.tsx';
import { useFilled } from './use-filled.ts';

interface Props {
  proof: ProofView;
  onDone: () => void;
}

/** What was received, for which invoices, and the two decisions. */
export function Undecided({ proof, onDone }: Props) {
  const t = useTexts('proofs');
  const locale = useLocale();
  const form = useFilled(proof);
  const { read, exponent } = form;
  const [asking, setAsking] = useState<'accept' | 'reject' | null>(null);
  const [tried, setTried] = useState(false);
  const { limit, receiptNumber: receipt } = proof;
  const overLimit = limit !== null && read.amountMinor !== undefined && read.amountMinor > limit.minor;
  const accept = () => {
    setTried(true);
    if (read.body && !overLimit) setAsking('accept');
  };
  const calm = asking === null;
  useShortcut('a', t('keys.accept'), accept, { when: calm });
  useShortcut('r', t('keys.reject'), () => setAsking('reject'), { when: calm });
  const close = () => setAsking(null);
  const done = (words: string) => {
    tellSaved(words);
    onDone();
  };
  return (
    <>
      <section className={css.part} aria-label={t('received')}>
        <h2>{t('received')}</h2>
        <AcceptFields form={form} tried={tried} currency={proof.currency} />
      </section>
      <section className={css.part} aria-label={t('allocation')}>
        <Allocations proof={proof} form={form} />
      </section>
      <div className={css.foot}>
        {overLimit && (
          <p className={css.limit} role="status">
            <Icon name="warning" size={18} />
            {t('overLimit', { limit: amountWords({ ...limit, exponent }, locale) })}
          </p>
        )}
        <div className={css.buttons}>
          <Button variant="default" onClick={() => setAsking('reject')}>
            {t('reject')}
          </Button>
          <Button onClick={accept} disabled={overLimit}>
            {t('accept')}
          </Button>
        </div>
      </div>
      {asking === 'accept' && read.body && (
        <AcceptDialog
          proof={proof}
          body={read.body}
          onClose={close}
          onDone={() => done(t('acceptedDone', { receipt }))}
        />
      )}
      {asking === 'reject' && (
        <RejectDialog proof={proof} onClose={close} onDone={() => done(t('rejectedDone', { receipt }))} />
      )}
    </>
  );
}
