import type { proto } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';
import { createDownload } from './media.ts';
import { createPresence } from './presence.ts';
import { createSend } from './send.ts';

/** What a number does with messages, over whichever connection is open when it is asked. */
export function createMessages(ctx: BaileysContext) {
  return {
    send: createSend(ctx),
    ...createPresence(ctx),
    download: createDownload(ctx),
    /** For a device that could not open a message of ours. Undefined on a miss: an empty one would be shown. */
    async getMessage(key: proto.IMessageKey): Promise<proto.IMessage | undefined> {
      const content = key.id ? ctx.store.sent.find(ctx.account.id, key.id)?.content : undefined;
      return content && ctx.lib.proto.Message.decode(content);
    },
  };
}
