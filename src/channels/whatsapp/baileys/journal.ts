import type { BinaryNode, WAMessage, WASocket } from '@whiskeysockets/baileys';
import type { JournalEntry } from '../store.ts';
import { readCreds } from './auth-state.ts';
import type { BaileysContext } from './context.ts';
import { noteCiphertext } from './decrypt.ts';
import { guarded } from './intake-guard.ts';
import { chatOfJid, type Own } from './intake-party.ts';
import { take } from './intake-take.ts';
import { isIgnored } from './jid.ts';

/** Writes down every message of a person, synchronously, before Baileys sends its receipt. */
export function keepJournal(ctx: BaileysContext, sock: WASocket): () => void {
  let last = 0;
  const write = (node: BinaryNode) => {
    const { id, from, recipient } = node.attrs;
    const chat = chatOfJid(ctx.lib, recipient ?? from);
    if (!id || !from || !chat || isIgnored(from)) return;
    const parts = Array.isArray(node.content) ? node.content : [];
    // Sealed for a bot, which Baileys does not open.
    if (parts.some((part) => part.attrs.type === 'msmsg')) return;
    // Times tell the order in which they came, and so no two are the same.
    last = Math.max(ctx.clock.now(), last + 1);
    ctx.store.journal.seen(ctx.account.id, { chat, messageId: id, stanza: node.attrs, seenAt: last });
    for (const part of parts) {
      if (part.tag === 'enc' && part.content instanceof Uint8Array)
        noteCiphertext(part.content, { chat, messageId: id });
    }
    if (parts.some((part) => part.tag === 'unavailable' && part.attrs.type?.startsWith('view_once')))
      neverToCome(ctx, node, sock.authState.creds.me ?? {});
  };
  const onMessage = (node: BinaryNode) => guarded(ctx, () => write(node));
  // First of all listeners: Baileys' own must not get ahead of it.
  sock.ws.prependListener('CB:message', onMessage);
  return () => sock.ws.off('CB:message', onMessage);
}

/** For a process that takes a number over: see takeOpen. Says how many messages are missing, and returns it. */
export function recoverJournal(ctx: BaileysContext): number {
  const missing = takeOpen(ctx);
  if (missing > 0) ctx.log.warn({ missing }, 'messages were announced and never came: check the phone');
  return missing;
}

/**
 * Turns what was decrypted and never handed on into inbox rows: by a process that died, or when the store
 * could not be written for a moment. Rows without content stay open: WhatsApp delivers those again, or they
 * are shown as missing, for as long as what was sent is kept. Returns how many are missing by now.
 */
export function takeOpen(ctx: BaileysContext): number {
  const { account, clock, events, lib, log, policy, store } = ctx;
  const own = readCreds(lib, ctx)?.me ?? {};
  const now = clock.now();
  let gained = 0;
  let missing = 0;
  for (const entry of store.journal.open(account.id)) {
    const { plaintext } = entry;
    // Undefined: it cannot be read, and stays open as if it had no content.
    const taken = plaintext && guarded(ctx, () => take(ctx, own, rebuild(ctx, entry, plaintext, own)));
    if (taken) gained += 1;
    if (taken !== undefined) continue;
    if (entry.seenAt < now - policy.keepSentMs)
      store.journal.settle(account.id, entry.chat, entry.messageId, now);
    else if (entry.seenAt < now - policy.missingAfterMs) missing += 1;
  }
  if (gained > 0) {
    log.info({ gained }, 'messages recovered from the journal');
    events.arrived();
  }
  return missing;
}

/** The message as Baileys would have made it of this stanza and this content. */
function rebuild(ctx: BaileysContext, entry: JournalEntry, plaintext: Buffer, own: Own): WAMessage {
  const { lib } = ctx;
  const node: BinaryNode = { tag: 'message', attrs: entry.stanza };
  const { fullMessage } = lib.decodeMessageNode(node, own.id ?? '', own.lid ?? '');
  const decoded = lib.proto.Message.decode(lib.unpadRandomMax16(plaintext));
  fullMessage.message = decoded.deviceSentMessage?.message ?? decoded;
  lib.cleanMessage(fullMessage, own.id ?? '', own.lid ?? '');
  return fullMessage;
}

/** A picture to be looked at once is given to the phone alone: said to whoever sent it, not passed over. */
function neverToCome(ctx: BaileysContext, node: BinaryNode, own: Own): void {
  const { fullMessage } = ctx.lib.decodeMessageNode(node, own.id ?? '', own.lid ?? '');
  fullMessage.messageStubType = ctx.lib.proto.WebMessageInfo.StubType.CIPHERTEXT;
  if (take(ctx, own, fullMessage)) ctx.events.arrived();
}
