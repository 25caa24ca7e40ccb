import type { BaileysEventMap, WASocket } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';
import { readInTurn } from './in-turn.ts';
import { guarded } from './intake-guard.ts';
import { take } from './intake-take.ts';
import { keepJournal, takeOpen } from './journal.ts';
import { onUpdates, onUserReceipts } from './receipts.ts';

/**
 * From here on what arrives at this socket is kept. Call it before the socket's first event; the function it
 * returns ends it, once the socket's buffered events are flushed.
 */
export function attachIntake(ctx: BaileysContext, sock: WASocket): () => void {
  // What could not be stored on the connection before is made good on this one.
  takeOpen(ctx);
  readInTurn(ctx, sock);
  const detachJournal = keepJournal(ctx, sock);
  const listeners: { [E in keyof BaileysEventMap]?: (arg: BaileysEventMap[E]) => void } = {
    // Both kinds: nothing depends on whether Baileys calls it 'notify' or 'append'.
    'messages.upsert': ({ messages }) => {
      const own = sock.authState.creds.me ?? {};
      const takeAll = () => messages.filter((message) => guarded(ctx, () => take(ctx, own, message))).length;
      // A backlog costs one transaction, and is complete or still in the journal.
      const gained = messages.length > 1 ? ctx.store.together(takeAll) : takeAll();
      if (gained > 0) ctx.events.arrived();
    },
    'messages.update': (updates) => guarded(ctx, () => onUpdates(ctx, updates)),
    'message-receipt.update': (updates) => guarded(ctx, () => onUserReceipts(ctx, updates)),
  };
  for (const [event, listener] of Object.entries(listeners))
    sock.ev.on(event as keyof BaileysEventMap, listener as () => void);
  return () => {
    detachJournal();
    for (const [event, listener] of Object.entries(listeners))
      sock.ev.off(event as keyof BaileysEventMap, listener as () => void);
  };
}
