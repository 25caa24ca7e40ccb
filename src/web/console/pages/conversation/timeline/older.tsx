import { Button, Text } from '@mantine/core';
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import type { MessagesPage } from '../../../../../http/contract/console.ts';
import { useTexts } from '../../../texts/index.ts';
import { useFailureWords } from '../../../ui/failure.ts';
import css from './timeline.module.css';

interface Props {
  query: UseInfiniteQueryResult<InfiniteData<MessagesPage>>;
  root: RefObject<HTMLElement | null>;
}

/** The upper end: brings older messages when it comes near; a button after a failure. */
export function Older({ query, root }: Props) {
  const t = useTexts('conversation');
  const words = useFailureWords();
  const place = useRef<HTMLDivElement>(null);
  const { hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const ready = hasNextPage && !isFetchingNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (!ready || !place.current) return;
    const near = new IntersectionObserver(
      ([seen]) => seen?.isIntersecting && void fetchNextPage({ cancelRefetch: false }),
      { root: root.current, rootMargin: '400px 0px 0px' },
    );
    near.observe(place.current);
    return () => near.disconnect();
  }, [ready, fetchNextPage, root]);
  return (
    <div className={css.older} ref={place}>
      {isFetchNextPageError && <Text size="sm">{words(query.error)}</Text>}
      {hasNextPage ? (
        <Button
          size="xs"
          variant="subtle"
          loading={isFetchingNextPage}
          onClick={() => void fetchNextPage({ cancelRefetch: false })}
        >
          {t('timeline.older')}
        </Button>
      ) : (
        <Text size="xs" c="dimmed">
          {t('timeline.begin')}
        </Text>
      )}
    </div>
  );
}
