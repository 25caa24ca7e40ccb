import type { MessageUserReceiptUpdate, WAMessageUpdate } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';

/** What became of a message of ours, by its id alone: the address in a receipt may be any form of theirs. */
export function reportStatus(
  ctx: BaileysContext,
  messageId: string,
  status: number | null | undefined,
  at: number,
  code?: unknown,
): void {
  const { Status } = ctx.lib.proto.WebMessageInfo;
  const tell = (state: 'delivered' | 'read' | 'failed', reason?: string) =>
    ctx.events.receipt({
      messageId,
      state,
      at: at > 0 ? at : ctx.clock.now(),
      ...(reason && { reason }),
    });
  if (status === Status.DELIVERY_ACK) tell('delivered');
  else if (status === Status.READ || status === Status.PLAYED) tell('read');
  else if (status === Status.ERROR) tell('failed', typeof code === 'string' ? code : 'refused');
}

export function onUpdates(ctx: BaileysContext, updates: readonly WAMessageUpdate[]): void {
  for (const { key, update } of updates) {
    if (!key.id || !key.fromMe) continue;
    const at = ctx.lib.toNumber(update.messageTimestamp) * 1000;
    reportStatus(ctx, key.id, update.status, at, update.messageStubParameters?.[0]);
  }
}

export function onUserReceipts(ctx: BaileysContext, updates: readonly MessageUserReceiptUpdate[]): void {
  const { DELIVERY_ACK, READ } = ctx.lib.proto.WebMessageInfo.Status;
  for (const { key, receipt } of updates) {
    if (!key.id) continue;
    const read = ctx.lib.toNumber(receipt.readTimestamp ?? receipt.playedTimestamp);
    const delivered = ctx.lib.toNumber(receipt.receiptTimestamp);
    if (read) reportStatus(ctx, key.id, READ, read * 1000);
    else if (delivered) reportStatus(ctx, key.id, DELIVERY_ACK, delivered * 1000);
  }
}
