import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import type { LiveEvent } from '../../../http/contract/console.ts';
import { applyEvent } from './apply.ts';
import { LiveClient } from './live-client.ts';
import { LiveStore } from './store.ts';

interface Live {
  client: LiveClient;
  store: LiveStore;
  /** Every event after it was applied; returns the way to stop. */
  listen(listener: (event: LiveEvent) => void): () => void;
}

const LiveContext = createContext<Live | null>(null);

/** Connects while somebody is signed in. `paused`: the session has ended, nothing is tried. */
export function LiveProvider(props: { paused: boolean; onSignedOut: () => void; children: ReactNode }) {
  const cache = useQueryClient();
  const signedOut = useRef(props.onSignedOut);
  signedOut.current = props.onSignedOut;
  const [live] = useState(() => {
    const store = new LiveStore();
    const listeners = new Set<(event: LiveEvent) => void>();
    const client = new LiveClient({
      event: (event) => {
        applyEvent(cache, store, event);
        for (const listener of listeners) listener(event);
      },
      state: (state) => store.setState(state),
      // Nothing is replayed: whatever is on screen is asked for again.
      resumed: () => void cache.invalidateQueries(),
      signedOut: () => signedOut.current(),
    });
    const listen = (listener: (event: LiveEvent) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    };
    return { client, store, listen };
  });
  useEffect(() => {
    if (props.paused) return;
    live.client.start();
    return () => live.client.stop();
  }, [live, props.paused]);
  return <LiveContext value={live}>{props.children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive is only for pages inside the shell');
  return live;
}
