import type { QueryClient } from '@tanstack/react-query';
import type { LiveEvent } from '../../../http/contract/console.ts';
import { applyHandoff } from './apply-handoff.ts';
import { applyDelivery, applyMessage, applyNote } from './apply-message.ts';
import { applyStale } from './apply-stale.ts';
import type { LiveStore } from './store.ts';

/** Brings one event of the live feed into the cache and the store. */
export function applyEvent(cache: QueryClient, store: LiveStore, event: LiveEvent): void {
  switch (event.type) {
    case 'hello':
      store.setOnline(event.online);
      break;
    case 'online':
      store.setOnline(event.collectorIds);
      break;
    case 'typing':
      store.setTyping(event.conversationId, event.who);
      break;
    case 'message':
      if (event.message.author === 'debtor') store.endTyping(event.message.conversationId, 'debtor');
      applyMessage(cache, event.message, event.key);
      break;
    case 'delivery':
      applyDelivery(cache, event);
      break;
    case 'note':
      applyNote(cache, event.conversationId, event.note);
      break;
    case 'handoff':
      applyHandoff(cache, event);
      break;
    case 'stale':
      applyStale(cache, event);
  }
}
