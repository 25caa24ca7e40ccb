import { Drawer } from '@mantine/core';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import type { ConversationView } from '../../../../http/contract/console.ts';
import { useConversation } from '../../api/conversation.ts';
import { useMay } from '../../api/session.ts';
import { useShortcut } from '../../app/shortcuts.ts';
import { usePageTitle } from '../../app/title.ts';
import { useWatching } from '../../live/hooks.ts';
import { useTexts } from '../../texts/index.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { Icon } from '../../ui/icon.tsx';
import { SkeletonRows } from '../../ui/skeleton-rows.tsx';
import composer from './composer/composer.module.css';
import { Composer } from './composer/composer.tsx';
import { useOutbox } from './composer/use-outbox.ts';
import css from './conversation.module.css';
import { Banner } from './handoff/banner.tsx';
import { Header } from './header.tsx';
import { Side } from './side/side.tsx';
import { Timeline } from './timeline/timeline.tsx';

/** One conversation with everything known around it. */
export default function ConversationPage() {
  const id = Number(useParams<{ id: string }>().id);
  const query = useConversation(id);
  const t = useTexts('conversation');
  usePageTitle(query.data?.debtor ? t('titleOf', { name: query.data.debtor.name }) : t('title'));
  if (query.data) return <Conversation key={id} conversation={query.data} />;
  if (query.isError) return <ErrorState error={query.error} retry={query.refetch} />;
  return <SkeletonRows />;
}

function Conversation({ conversation }: { conversation: ConversationView }) {
  const t = useTexts('conversation');
  const ui = useTexts('ui');
  const [, navigate] = useLocation();
  const mayWork = useMay('work');
  const narrow = useMediaQuery('(max-width: 62em)', false, { getInitialValueInEffect: false });
  const [wanted, setWanted] = useLocalStorage({
    key: 'sapa-console-panel',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  const [drawer, setDrawer] = useState(false);
  const { items, box } = useOutbox(conversation.id);
  useWatching(conversation.id);
  const toggle = () => (narrow ? setDrawer((now) => !now) : setWanted((now) => !now));
  useShortcut('p', t('keys.panel'), toggle);
  useShortcut('u', t('keys.back'), () => navigate('/queue'));
  return (
    <div className={css.page}>
      <Header conversation={conversation} panel={narrow ? drawer : wanted} onPanel={toggle} />
      <div className={css.columns}>
        <div className={css.talk}>
          <Banner conversation={conversation} />
          <Timeline
            conversation={conversation}
            outgoing={items}
            onRetry={(key) => box.retry(key)}
            onDiscard={(key) => box.remove(key)}
          />
          {conversation.mayWrite && mayWork ? (
            <Composer key={conversation.id} conversation={conversation} box={box} />
          ) : (
            <p className={composer.readOnly}>
              <Icon name="lock" size={16} /> {t(mayWork ? 'composer.optedOut' : 'composer.reader')}
            </p>
          )}
        </div>
        {!narrow && wanted && (
          <aside className={css.side} aria-label={t('panel.title')}>
            <Side conversation={conversation} />
          </aside>
        )}
      </div>
      {narrow && (
        <Drawer
          opened={drawer}
          onClose={() => setDrawer(false)}
          position="right"
          size="min(400px, 92vw)"
          title={t('panel.title')}
          closeButtonProps={{ 'aria-label': ui('close') }}
        >
          <Side conversation={conversation} />
        </Drawer>
      )}
    </div>
  );
}
