import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../../http/contract/console.ts';
import type { LiveState } from './live-client.ts';
import { useLive } from './live-provider.tsx';
import type { Typing } from './store.ts';

/** Signs of typing are sent no more often than this. */
const TYPING_EVERY_MS = 3_000;

export function useLiveState(): LiveState {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.state);
}

/** Ids of the collectors who are here now. */
export function useOnline(): ReadonlySet<number> {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.online);
}

/** Who is typing in a conversation now. */
export function useTyping(conversationId: number): Typing {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, () => store.typing(conversationId));
}

/** Tells the server which conversation is open, until the page is left. */
export function useWatching(conversationId: number): void {
  const { client } = useLive();
  useEffect(() => {
    client.send({ type: 'watching', conversationId });
    return () => client.send({ type: 'watching', conversationId: null });
  }, [client, conversationId]);
}

/** Call it on every key press in the composer; the server hears of it now and then. */
export function useSayTyping(conversationId: number): () => void {
  const { client } = useLive();
  const last = useRef(0);
  return useCallback(() => {
    if (Date.now() - last.current < TYPING_EVERY_MS) return;
    last.current = Date.now();
    client.send({ type: 'typing', conversationId });
  }, [client, conversationId]);
}

/** Every live event, after the cache has it. */
export function useLiveEvent(listener: (event: LiveEvent) => void): void {
  const { listen } = useLive();
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(() => listen((event) => newest.current(event)), [listen]);
}
