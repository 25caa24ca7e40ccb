import { type InfiniteData, InfiniteQueryObserver, QueryClient } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import type {
  ConsoleMessage,
  MessagesPage,
  QueueItem,
  QueuePage,
} from '../../../src/http/contract/console.ts';
import { keys } from '../../../src/web/console/api/keys.ts';
import { applyEvent } from '../../../src/web/console/live/apply.ts';
import { pendingId } from '../../../src/web/console/live/apply-message.ts';
import { LiveStore } from '../../../src/web/console/live/store.ts';

const message = (
  conversationId: number,
  seq: number,
  more: Partial<ConsoleMessage> = {},
): ConsoleMessage => ({
  kind: 'message',
  id: `${conversationId}:${seq}`,
  conversationId,
  channel: 'webchat',
  seq,
  author: 'debtor',
  text: `${seq}`,
  at: seq * 1000,
  ...more,
});

const timeline = (...pages: ConsoleMessage[][]): InfiniteData<MessagesPage> => ({
  pages: pages.map((items) => ({ items })),
  pageParams: pages.map(() => undefined),
});

function shown(cache: QueryClient, id: number): string[] | undefined {
  const data = cache.getQueryData<InfiniteData<MessagesPage>>(keys.messages(id));
  return data?.pages.toReversed().flatMap((page) => page.items.map((item) => item.id));
}

describe('the live feed', () => {
  it('is not put back by an answer that was under way', async () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    const mine = (state: 'sent' | 'delivered') => message(7, 1, { author: 'collector', delivery: { state } });
    const answers: ((page: MessagesPage) => void)[] = [];
    const observer = new InfiniteQueryObserver(cache, {
      queryKey: keys.messages(7),
      queryFn: () => new Promise<MessagesPage>((resolve) => answers.push(resolve)),
      initialPageParam: undefined,
      getNextPageParam: () => undefined,
    });
    const end = observer.subscribe(() => {});
    const tell = () =>
      applyEvent(cache, store, {
        ...{ type: 'delivery', conversationId: 7, id: '7:1', delivery: { state: 'delivered' } },
      });
    // While the first one is read, and while a later one is: both were read before the message arrived.
    tell();
    answers[0]!({ items: [mine('sent')] });
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    tell();
    expect(answers).toHaveLength(3);
    answers[1]!({ items: [mine('sent')] });
    answers[2]!({ items: [mine('delivered')] });
    await vi.waitFor(() => expect(cache.isFetching()).toBe(0));
    const data = cache.getQueryData<InfiniteData<MessagesPage>>(keys.messages(7));
    expect(data?.pages[0]?.items).toMatchObject([{ delivery: { state: 'delivered' } }]);
    end();
    cache.clear();
  });

  it('adds a message once, in its place in time, and takes away the one that stood for it', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    const pending = message(7, 0, { id: pendingId('k1'), author: 'collector', at: 2500 });
    cache.setQueryData(keys.messages(7), timeline([message(7, 2), pending], [message(7, 1)]));
    const sent = message(7, 3, { author: 'collector' });
    for (let times = 0; times < 2; times++) {
      applyEvent(cache, store, { type: 'message', message: sent, key: 'k1' });
    }
    expect(shown(cache, 7)).toEqual(['7:1', '7:2', '7:3']);
    applyEvent(cache, store, { type: 'message', message: message(7, 1) });
    expect(shown(cache, 7)).toEqual(['7:1', '7:2', '7:3']);
    applyEvent(cache, store, { type: 'message', message: message(7, 9, { at: 2600 }) });
    expect(shown(cache, 7)).toEqual(['7:1', '7:2', '7:9', '7:3']);
  });

  it('shows what a debtor says on another channel wherever that conversation is part of the timeline', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    cache.setQueryData(keys.messages(7), timeline([message(8, 1), message(7, 2)]));
    cache.setQueryData(keys.messages(9), timeline([message(9, 1)]));
    applyEvent(cache, store, { type: 'message', message: message(8, 3) });
    expect(shown(cache, 7)).toEqual(['8:1', '7:2', '8:3']);
    expect(shown(cache, 9)).toEqual(['9:1']);
    expect(shown(cache, 8)).toBeUndefined();
  });

  it('keeps notes in their own conversation', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    cache.setQueryData(keys.messages(7), timeline([message(7, 1)]));
    const note = { kind: 'note' as const, id: 'n1', author: { id: 1, name: 'Rekan' }, text: 'x', at: 1500 };
    applyEvent(cache, store, { type: 'note', conversationId: 7, note });
    applyEvent(cache, store, { type: 'note', conversationId: 8, note });
    expect(shown(cache, 7)).toEqual(['7:1', 'n1']);
    expect(shown(cache, 8)).toBeUndefined();
  });

  it('shows a handoff as it is now in every list, and takes away what may no longer be seen', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    const item = { handoffId: 5, conversationId: 7, state: 'waiting' } as QueueItem;
    const list = (): InfiniteData<QueuePage> => ({
      pages: [{ items: [item], now: 0 }],
      pageParams: [undefined],
    });
    cache.setQueryData(keys.queue({ view: 'all' }), list());
    const states = () =>
      cache
        .getQueryData<InfiniteData<QueuePage>>(keys.queue({ view: 'all' }))
        ?.pages.flatMap(({ items }) => items.map((one) => one.state));
    const event = {
      type: 'handoff' as const,
      handoffId: 5,
      conversationId: 7,
      change: 'claimed',
      isNew: false,
    };
    applyEvent(cache, store, { ...event, item: { ...item, state: 'claimed' } });
    expect(states()).toEqual(['claimed']);
    applyEvent(cache, store, { ...event, item: null });
    expect(states()).toEqual([]);
  });

  it('marks what the server calls stale, and only that', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    for (const key of [keys.proof(1), keys.dispute(1), keys.counts, keys.messages(7), keys.messages(8)]) {
      cache.setQueryData(key, {});
    }
    const stale = (key: readonly unknown[]) => cache.getQueryState(key)?.isInvalidated;
    applyEvent(cache, store, { type: 'stale', what: 'proofs', id: 1 });
    expect([stale(keys.proof(1)), stale(keys.counts), stale(keys.dispute(1))]).toEqual([true, true, false]);
    applyEvent(cache, store, { type: 'stale', what: 'conversation', id: 7 });
    expect([stale(keys.messages(7)), stale(keys.messages(8))]).toEqual([true, false]);
  });

  it('knows who is here and who types, until their message has come', () => {
    const [cache, store] = [new QueryClient(), new LiveStore()];
    applyEvent(cache, store, { type: 'hello', now: 0, online: [1] });
    applyEvent(cache, store, { type: 'online', collectorIds: [2, 3] });
    expect([...store.online()]).toEqual([2, 3]);
    applyEvent(cache, store, { type: 'typing', conversationId: 7, who: 'debtor' });
    applyEvent(cache, store, { type: 'typing', conversationId: 7, who: { id: 2, name: 'Rekan' } });
    expect(store.typing(7)).toEqual({ debtor: true, people: [{ id: 2, name: 'Rekan' }] });
    expect(store.typing(8).debtor).toBe(false);
    applyEvent(cache, store, { type: 'message', message: message(7, 1) });
    expect(store.typing(7).debtor).toBe(false);
  });
});
