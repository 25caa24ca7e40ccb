import type { WAMessage } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';
import { reportStatus } from './receipts.ts';

/**
 * True when Sapa itself sent this message. A receipt or a refusal that came within the moment hides in it
 * and is not told again.
 */
export function reportEcho(ctx: BaileysContext, message: WAMessage): boolean {
  const { account, lib, store } = ctx;
  const id = message.key.id ?? '';
  if (!store.sent.find(account.id, id)) return false;
  const at = lib.toNumber(message.messageTimestamp) * 1000;
  reportStatus(ctx, id, message.status, at, message.messageStubParameters?.[0]);
  return true;
}
