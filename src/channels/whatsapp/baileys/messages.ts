import type { proto } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';
import { chatsOfJid } from './intake-party.ts';
import { createDownload } from './media.ts';
import { createPresence } from './presence.ts';
import { createSend } from './send.ts';

/** What a number does with messages, over whichever connection is open when it is asked. */
export function createMessages(ctx: BaileysContext) {
  return {
    send: createSend(ctx),
    ...createPresence(ctx),
    download: createDownload(ctx),
    /**
     * For a device that could not open a message of ours. Whoever asks names an id, and Baileys would send them
     * what is under it: so only what went to that very chat. Undefined on a miss: an empty one would be shown.
     */
    async getMessage(key: proto.IMessageKey): Promise<proto.IMessage | undefined> {
      const row = key.id ? ctx.store.sent.find(ctx.account.id, key.id) : undefined;
      if (!row?.content) return undefined;
      const chats = await chatsOfJid(ctx.lib, key.remoteJid, ctx.socket()?.signalRepository.lidMapping);
      return chats.includes(row.chat) ? ctx.lib.proto.Message.decode(row.content) : undefined;
    },
  };
}
