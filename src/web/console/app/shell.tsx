import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCounts } from '../api/queue.ts';
import { useLiveState } from '../live/hooks.ts';
import { useTexts } from '../texts/index.ts';
import { GoShortcuts } from './go-shortcuts.tsx';
import { Navigation } from './navigation.tsx';
import { PhoneBar } from './phone-bar.tsx';
import { Routes } from './routes.tsx';
import css from './shell.module.css';
import { handleKey, useShortcut } from './shortcuts.ts';
import { useTitleBadge } from './title.ts';
import { WhatsAppBanner } from './whatsapp-banner.tsx';

const KeysHelp = lazy(() => import('./keys-help.tsx'));

/** The frame around every page of somebody signed in. */
export function Shell() {
  const t = useTexts('shell');
  const phone = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const counts = useCounts().data;
  const live = useLiveState();
  const [help, setHelp] = useState(false);
  useTitleBadge(counts?.unassigned ?? 0);
  useShortcut('?', t('keys.open'), () => setHelp(true), { group: 'go' });
  useEffect(() => {
    addEventListener('keydown', handleKey);
    return () => removeEventListener('keydown', handleKey);
  }, []);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t('skip')}
      </a>
      {!phone && <Navigation counts={counts} onHelp={() => setHelp(true)} />}
      <WhatsAppBanner />
      <main id="main" className={css.main} tabIndex={-1}>
        <Routes />
      </main>
      {phone && <PhoneBar counts={counts} />}
      {live === 'lost' && (
        <div className={css.lost} role="status">
          {t('live.lost')}
        </div>
      )}
      <GoShortcuts />
      <Suspense>{help && <KeysHelp onClose={() => setHelp(false)} />}</Suspense>
    </div>
  );
}
