import type { Clock } from '../../shared/clock.ts';
import type { Parcel, SendPieces, Sent } from './send-piece.ts';
import type { WhatsAppStore } from './store.ts';
import type { Way } from './way.ts';
import { wireId } from './wire-id.ts';

/** How long a message waits for their answer, and how often it is looked for. */
const WAIT_MS = 7 * 24 * 60 * 60_000;
const LOOK_MS = 60_000;

/**
 * Asks a person once, by template, to write, and holds what there is to say until they do: nothing else may
 * be sent outside Meta's 24 hours. However many messages wait, they are asked once per silence.
 */
export function createReopening(
  deps: { store: WhatsAppStore; clock: Clock; idKey?: string | undefined },
  send: SendPieces,
) {
  const asking = new Map<string, Promise<Sent>>();

  async function ask(
    way: Extract<Way, { how: 'reopen' }>,
    to: Omit<Parcel, 'id' | 'message'> & { name: string; lastInboundAt: number | undefined },
  ): Promise<Sent> {
    const { number, name, lastInboundAt } = to;
    const id = `reopen:${name}:${lastInboundAt ?? 'never'}`;
    const before = deps.store.sent.find(number.account.id, wireId(id, 0, deps.idKey));
    const now = deps.clock.now();
    if (before?.state === 'refused') return { how: 'final', reason: 'outside_window' };
    if (before && now > before.sentAt + WAIT_MS) return { how: 'final', reason: 'expired' };
    if (!before || before.state === 'sending') {
      const { template, parameters } = way;
      const { name, language } = template;
      const outgoing = { kind: 'template', name, language, parameters } as const;
      const piece = { kind: 'text', text: parameters.join(' ') } as const;
      const sent = asking.get(id) ?? send([{ piece, outgoing }], { ...to, id });
      asking.set(id, sent);
      const { how } = await sent.finally(() => asking.delete(id));
      // A template nobody takes opens no window.
      if (how === 'final' || how === 'window') return { how: 'final', reason: 'outside_window' };
      if (how !== 'accepted') return sent;
    }
    return { how: 'later', reason: 'waiting_for_answer', notBefore: now + LOOK_MS };
  }

  return ask;
}
