import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DisputeView } from '../../../../../http/contract/console.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { useTexts } from '../../../texts/index.ts';
import { Section } from '../../../ui/section.tsx';
import { tellSaved } from '../../../ui/tell.ts';
import css from './desk.module.css';
import type { Outcome } from './resolution.ts';
import { ResolveDialog } from './resolve-dialog.tsx';

/** The three ways a dispute can end. */
export function Decide({ dispute, onDone }: { dispute: DisputeView; onDone: () => void }) {
  const t = useTexts('disputes');
  const [asking, setAsking] = useState<Outcome | null>(null);
  const when = { when: asking === null };
  useShortcut('a', t('keys.uphold'), () => setAsking('upheld'), when);
  useShortcut('p', t('keys.partly'), () => setAsking('partly'), when);
  useShortcut('r', t('keys.reject'), () => setAsking('rejected'), when);
  return (
    <Section title={t('decide')} what={t('decideWhat')}>
      <div className={css.buttons}>
        <Button onClick={() => setAsking('upheld')}>{t('uphold')}</Button>
        <Button variant="default" onClick={() => setAsking('partly')}>
          {t('partly')}
        </Button>
        <Button variant="default" onClick={() => setAsking('rejected')}>
          {t('reject')}
        </Button>
      </div>
      {asking && (
        <ResolveDialog
          dispute={dispute}
          first={asking}
          onClose={() => setAsking(null)}
          onDone={() => {
            tellSaved(t('decidedDone', { case: dispute.caseNumber }));
            onDone();
          }}
        />
      )}
    </Section>
  );
}
