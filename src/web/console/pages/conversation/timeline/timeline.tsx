import { Button } from '@mantine/core';
import { useMemo } from 'react';
import type { ConversationView } from '../../../../../http/contract/console.ts';
import { useMessages } from '../../../api/conversation.ts';
import { useShortcut } from '../../../app/shortcuts.ts';
import { useTexts } from '../../../texts/index.ts';
import { Empty } from '../../../ui/empty.tsx';
import { ErrorState } from '../../../ui/error-state.tsx';
import { Icon } from '../../../ui/icon.tsx';
import { SkeletonRows } from '../../../ui/skeleton-rows.tsx';
import type { Outgoing } from '../composer/outbox.ts';
import { Announcer } from './announcer.tsx';
import { arrange } from './arrange.ts';
import { Marks } from './marks.tsx';
import { MessageItem } from './message-item.tsx';
import { NoteItem } from './note-item.tsx';
import { Older } from './older.tsx';
import { PendingItem } from './pending-item.tsx';
import css from './timeline.module.css';
import { TypingLine } from './typing-line.tsx';
import { useStay } from './use-stay.ts';

interface Props {
  conversation: ConversationView;
  outgoing: readonly Outgoing[];
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** Everything said with this debtor, over every channel, oldest at the top. */
export function Timeline({ conversation, outgoing, onRetry, onDiscard }: Props) {
  const t = useTexts('conversation');
  const query = useMessages(conversation.id);
  const items = useMemo(
    () => [...(query.data?.pages ?? [])].reverse().flatMap((page) => page.items),
    [query.data],
  );
  const { timeZone } = conversation.creditor;
  const entries = useMemo(() => arrange(items, timeZone), [items, timeZone]);
  const stay = useStay([...items.map(({ id }) => id), ...outgoing.map(({ key }) => key)]);
  useShortcut('end', t('keys.newest'), stay.toEnd);
  if (query.isError && !query.data) return <ErrorState error={query.error} retry={query.refetch} />;
  const empty = query.isSuccess && items.length === 0 && outgoing.length === 0;
  return (
    <div className={css.frame}>
      <section
        className={css.scroll}
        ref={stay.element}
        onScroll={stay.onScroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
        tabIndex={0}
        aria-label={t('timeline.label')}
      >
        <div className={css.content} ref={stay.content}>
          {query.isPending && <SkeletonRows rows={6} height={56} />}
          {empty && <Empty icon="chat" title={t('timeline.empty')} />}
          {query.data && !empty && <Older query={query} root={stay.element} />}
          {entries.map((entry) =>
            entry.kind !== 'item' ? (
              <Marks key={entry.id} entry={entry} current={conversation.id} timeZone={timeZone} />
            ) : entry.item.kind === 'note' ? (
              <NoteItem key={entry.id} note={entry.item} timeZone={timeZone} />
            ) : (
              <MessageItem
                key={entry.id}
                message={entry.item}
                leads={entry.leads}
                debtorName={conversation.debtor?.name ?? t('stranger')}
                timeZone={timeZone}
              />
            ),
          )}
          {outgoing.map((one) => (
            <PendingItem key={one.key} outgoing={one} onRetry={onRetry} onDiscard={onDiscard} />
          ))}
          <TypingLine conversation={conversation} />
        </div>
      </section>
      {!stay.atEnd && (
        <Button
          className={css.newest}
          size="xs"
          radius="xl"
          variant={stay.unseen > 0 ? 'filled' : 'default'}
          leftSection={<Icon name="toEnd" size={14} />}
          onClick={stay.toEnd}
        >
          {stay.unseen > 0 ? t('timeline.newMessages', { count: stay.unseen }) : t('timeline.newest')}
        </Button>
      )}
      <Announcer conversation={conversation} />
    </div>
  );
}
