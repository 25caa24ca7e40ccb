import type { Party } from '../ports.ts';
import type { BaileysContext } from './context.ts';
import { jidOf } from './intake-party.ts';

/** Signs that somebody reads and writes: courtesies, which never fail a turn. */
export function createPresence(ctx: BaileysContext) {
  const courtesy = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch {
      ctx.log.info({}, 'a sign of presence could not be sent');
    }
  };
  return {
    async markRead(from: Party, messageIds: readonly string[]): Promise<void> {
      const sock = ctx.socket();
      const remoteJid = jidOf(from);
      if (!sock || !remoteJid || messageIds.length === 0) return;
      await courtesy(() => sock.readMessages(messageIds.map((id) => ({ remoteJid, id, fromMe: false }))));
    },
    async typing(to: Party, on: boolean): Promise<void> {
      const sock = ctx.socket();
      const jid = jidOf(to);
      if (!sock || !jid) return;
      await courtesy(() => sock.sendPresenceUpdate(on ? 'composing' : 'paused', jid));
    },
  };
}
