import type { WAMessage } from '@whiskeysockets/baileys';
import type { Arrived } from '../ports.ts';
import type { BaileysContext } from './context.ts';
import { reportEcho } from './echo.ts';
import { chatOfJid, isOwn, type Own, partyOfKey } from './intake-party.ts';
import { isIgnored } from './jid.ts';
import { unwrap, type Where } from './unwrap.ts';

/**
 * One message as Baileys gives it, into the inbox; durable when it returns. True when there is something new.
 * The order of the questions matters: who, whose, whether it could be read, what it says, whether it is known.
 */
export function take(ctx: BaileysContext, own: Own, message: WAMessage): boolean {
  const { account, clock, lib, store } = ctx;
  const { id, remoteJid, fromMe } = message.key;
  const chat = chatOfJid(lib, remoteJid);
  const party = partyOfKey(lib, message.key, own);
  if (!id || !chat || !party || isIgnored(remoteJid ?? '')) return false;
  const now = clock.now();
  const settle = () => {
    store.journal.settle(account.id, chat, id, now);
    return false;
  };
  // Notes to oneself, and what our own devices tell each other.
  if (isOwn(lib, remoteJid, own) || message.category === 'peer') return settle();
  if (fromMe && reportEcho(ctx, message)) return settle();

  const words = readable(ctx, message, { id, party, own });
  // The owner's own words that could not be read yet: sent again, or listed as missing.
  if (fromMe && words?.kind === 'undecryptable') return false;
  if (!words || (fromMe && words.kind === 'delete')) return settle();

  const arrived: Arrived = {
    id,
    party,
    at: lib.toNumber(message.messageTimestamp) * 1000 || now,
    author: fromMe ? 'owner' : 'debtor',
    ...words,
  };
  if (store.inbox.put(account.id, chat, arrived, now)) return true;
  // It is there: as something that could not be read then, perhaps.
  return words.kind !== 'undecryptable' && store.inbox.replace(account.id, chat, arrived, now);
}

function readable(ctx: BaileysContext, message: WAMessage, where: Where) {
  const { CIPHERTEXT } = ctx.lib.proto.WebMessageInfo.StubType;
  const unread = { kind: 'undecryptable', text: '' } as const;
  if (message.messageStubType === CIPHERTEXT) return unread;
  // Other stubs are notices of WhatsApp's (a number changed, a call was missed).
  if (message.messageStubType) return undefined;
  if (!message.message) return message.key.isViewOnce ? unread : undefined;
  return unwrap(ctx.lib, message.message, where);
}
