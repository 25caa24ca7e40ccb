import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveEvent } from '../../../http/contract/console.ts';
import { keys } from '../api/keys.ts';

type Stale = Extract<LiveEvent, { type: 'stale' }>;

const KEYS: Record<Stale['what'], (id: number | undefined) => readonly QueryKey[]> = {
  queue: () => [keys.queues, keys.counts],
  proofs: () => [keys.proofs, keys.counts],
  disputes: () => [keys.disputes, keys.counts],
  call_backs: () => [keys.everyCallBack, keys.counts],
  team: () => [keys.team],
  whatsapp: () => [keys.whatsapp],
  conversation: (id) =>
    id === undefined ? [keys.conversations] : [keys.conversation(id), keys.messages(id)],
};

/** Asks again for what the server says has changed; only what is on screen is asked for at once. */
export function applyStale(cache: QueryClient, event: Stale): void {
  for (const queryKey of KEYS[event.what]?.(event.id) ?? []) void cache.invalidateQueries({ queryKey });
}
