import { Button, Text } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../texts/index.ts';
import { useFailureWords } from '../../ui/failure.ts';
import css from './queue-list.module.css';

interface Props {
  more: boolean;
  loading: boolean;
  failed: unknown;
  load: () => void;
}

/** Loads the next page when it comes near; the button is for who does not scroll, and after a failure. */
export function ListEnd({ more, loading, failed, load }: Props) {
  const t = useTexts('queue');
  const ui = useTexts('ui');
  const words = useFailureWords();
  const place = useRef<HTMLDivElement>(null);
  const newest = useRef(load);
  newest.current = load;
  const ready = more && !loading && !failed;
  useEffect(() => {
    if (!ready || !place.current) return;
    const near = new IntersectionObserver(([seen]) => seen?.isIntersecting && newest.current(), {
      rootMargin: '600px',
    });
    near.observe(place.current);
    return () => near.disconnect();
  }, [ready]);
  return (
    <div className={css.end} ref={place}>
      {failed !== null && <Text size="sm">{words(failed)}</Text>}
      {more ? (
        <Button variant="default" size="xs" loading={loading} onClick={load}>
          {ui('more')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {t('end')}
        </Text>
      )}
    </div>
  );
}
