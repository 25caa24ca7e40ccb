import { Button, Group } from '@mantine/core';
import { useTexts } from '../../../texts/index.ts';
import { useFailureWords } from '../../../ui/failure.ts';
import type { Outgoing } from '../composer/outbox.ts';
import { Files } from './files.tsx';
import css from './timeline.module.css';

interface Props {
  outgoing: Outgoing;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** What was written and is not known to have been sent. */
export function PendingItem({ outgoing, onRetry, onDiscard }: Props) {
  const t = useTexts('conversation');
  const words = useFailureWords();
  const failed = outgoing.state === 'failed';
  return (
    <article
      className={`${css.message} ${css.collector} ${failed ? css.failed : css.pending}`}
      aria-label={t('timeline.you')}
    >
      <div className={css.bubble}>
        {outgoing.text && (
          <div className={css.text} dir="auto">
            {outgoing.text}
          </div>
        )}
        {outgoing.files.length > 0 && <Files files={outgoing.files} />}
      </div>
      {failed ? (
        <div className={css.trouble} role="alert">
          <span>
            {t('sending.failed')} {outgoing.error !== undefined && words(outgoing.error)}
          </span>
          <Group gap={4}>
            <Button size="compact-xs" variant="default" onClick={() => onRetry(outgoing.key)}>
              {t('sending.retry')}
            </Button>
            <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onDiscard(outgoing.key)}>
              {t('sending.discard')}
            </Button>
          </Group>
        </div>
      ) : (
        <div className={css.state}>{t('sending.pending')}</div>
      )}
    </article>
  );
}
