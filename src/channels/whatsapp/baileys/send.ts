import type { proto, WASocket } from '@whiskeysockets/baileys';
import type { Outgoing, Party, SendOutcome } from '../ports.ts';
import type { SentRow } from '../store.ts';
import type { BaileysContext } from './context.ts';
import { codeOf } from './disconnect.ts';
import { chatOfJid } from './intake-party.ts';
import { listenForAnswer, outcomeOf } from './send-ack.ts';
import { createAddresses } from './send-address.ts';
import { contentOf } from './send-content.ts';

/**
 * Sends one message under the id we chose and waits for WhatsApp's word on it. Repeated with the same id it
 * is the same message: not sent again once it was accepted, and else with the words it has now.
 */
export function createSend(ctx: BaileysContext) {
  const { account, clock, lib, store } = ctx;
  const addressOf = createAddresses(ctx);

  async function send(to: Party, message: Outgoing, messageId: string): Promise<SendOutcome> {
    const stopped = ctx.stopped();
    if (stopped) return { how: 'stop', reason: stopped };
    const before = store.sent.find(account.id, messageId);
    if (before && isOut(before)) return { how: 'accepted', messageId };
    const sock = ctx.socket();
    if (!sock?.ws.isOpen) return { how: 'offline', reason: 'not_connected' };

    const address = await addressOf(sock, to);
    if (!('jid' in address)) return address;
    const { jid } = address;
    // Words may have become others meanwhile (figures that may not be told any more); a file need not be
    // uploaded twice.
    const content =
      before?.content && message.kind === 'document'
        ? lib.proto.Message.decode(before.content)
        : await contentOf(ctx, sock, jid, message, messageId);
    if (!content) return { how: 'final', reason: 'unsupported' };
    const row = store.sent.begin(account.id, {
      messageId,
      chat: chatOfJid(lib, jid) ?? jid,
      outboundId: before?.outboundId ?? null,
      conversationId: before?.conversationId ?? null,
      seq: before?.seq ?? null,
      content: Buffer.from(lib.proto.Message.encode(content).finish()),
      sentAt: before?.sentAt ?? clock.now(),
    });
    return isOut(row) ? { how: 'accepted', messageId } : relay(sock, jid, content, messageId);
  }

  async function relay(
    sock: WASocket,
    jid: string,
    content: proto.IMessage,
    messageId: string,
  ): Promise<SendOutcome> {
    const listening = listenForAnswer(sock, messageId);
    try {
      await sock.relayMessage(jid, content, { messageId });
      const answer = await listening.wait(ctx.policy.healthWithinMs);
      // Unknown outcomes: the same id again, which official phones show once.
      if (answer === 'silence') return { how: 'retry', reason: 'no_ack' };
      if (answer === 'closed') return { how: 'retry', reason: 'connection_lost' };
      if (answer.ok) {
        store.sent.advance(account.id, messageId, 'accepted', clock.now());
        return { how: 'accepted', messageId };
      }
      const outcome = outcomeOf(answer.code);
      store.sent.advance(account.id, messageId, 'refused', clock.now(), answer.code);
      if (outcome.how === 'stop') ctx.restricted(answer.code);
      return outcome;
    } finally {
      listening.end();
    }
  }

  return async (to: Party, message: Outgoing, messageId: string): Promise<SendOutcome> => {
    try {
      return await send(to, message, messageId);
    } catch (error) {
      // Baileys throws when the connection goes, a query times out, or an upload fails.
      if (!ctx.socket()?.ws.isOpen) return { how: 'retry', reason: 'connection_lost' };
      const code = codeOf(error);
      ctx.log.warn({ code: code ?? 'none' }, 'a message could not be sent');
      return { how: 'retry', reason: code ? `send_${code}` : 'send_failed' };
    }
  };
}

function isOut(row: SentRow): boolean {
  return row.state === 'accepted' || row.state === 'delivered' || row.state === 'read';
}
