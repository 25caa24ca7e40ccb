import { useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { sendMessage } from '../../../api/conversation.ts';
import { keys } from '../../../api/keys.ts';
import { useSession } from '../../../api/session.ts';
import { useLiveEvent } from '../../../live/hooks.ts';
import { kept } from './kept.ts';
import { Outbox, type Outgoing } from './outbox.ts';

/** By account and conversation: what is on its way goes on when another page is opened meanwhile. */
const boxes = new Map<string, Outbox>();

/** The messages on their way in one conversation. */
export function useOutbox(conversationId: number) {
  const cache = useQueryClient();
  const me = useSession().collector.id;
  const name = `${me}:${conversationId}`;
  let box = boxes.get(name);
  if (!box) {
    const storage = kept<Outgoing[]>('outbox', me, conversationId);
    const refresh = () => cache.invalidateQueries({ queryKey: keys.messages(conversationId) });
    const post = async (message: Parameters<typeof sendMessage>[1]) => {
      await sendMessage(conversationId, message);
      // Whose it is has changed with it.
      for (const queryKey of [keys.conversation(conversationId), keys.queues, keys.counts]) {
        void cache.invalidateQueries({ queryKey });
      }
    };
    const keep = (waiting: Outgoing[]) => storage.write(waiting.length > 0 ? waiting : undefined);
    box = new Outbox({ post, refresh, keep }, storage.read() ?? []);
    boxes.set(name, box);
  }
  const one = box;
  useLiveEvent((event) => {
    if (event.type === 'message' && event.key) one.remove(event.key);
  });
  return { items: useSyncExternalStore(one.subscribe, one.items), box: one };
}
