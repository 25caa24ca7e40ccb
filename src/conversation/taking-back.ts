import type { AttachmentRef, MessageBody } from '../channels/channel.ts';
import type { Tx } from '../storage/database.ts';
import { withoutPiece } from './message-pieces.ts';
import { evidenceAmong, forgetQuotations, type InboundRow } from './withdrawal-repository.ts';

/** What stays of a message. `whole`: nothing but that it was there; `dropped`: tokens of files it no longer shows. */
export interface Remains {
  body: MessageBody;
  dropped: string[];
  whole: boolean;
}

/**
 * What stays once the debtor has deleted `externalId`, which is the message itself, or one piece of those it was
 * put together from. Files on which a case rests stay in any event. Undefined where nothing changes.
 */
export function takeBack(
  tx: Tx,
  id: number,
  { body }: Pick<InboundRow, 'body'>,
  externalId: string,
): Remains | undefined {
  const left = withoutPiece(body, externalId);
  if (left === undefined) return undefined;
  const whole = left === 'whole';
  const { locale, corrects, text } = body;
  const rest: MessageBody = whole
    ? { text: '', locale, ...(corrects !== undefined && { corrects }) }
    : { ...left };
  if (rest.text !== text) forgetQuotations(tx, id, text);
  const gone = body.pieces?.find((piece) => piece.id === externalId);
  if (gone?.text && rest.text !== text) forgetQuotations(tx, id, gone.text);
  const { attachments, dropped } = filesLeft(tx, id, body.attachments ?? [], rest.attachments ?? []);
  delete rest.attachments;
  return { body: { ...rest, ...(attachments.length > 0 && { attachments }) }, dropped, whole };
}

function filesLeft(
  tx: Tx,
  id: number,
  before: readonly AttachmentRef[],
  rest: readonly AttachmentRef[],
): { attachments: AttachmentRef[]; dropped: string[] } {
  const kept = evidenceAmong(
    tx,
    id,
    before.map((file) => file.token),
  );
  const attachments = before.filter((file) => rest.includes(file) || kept.has(file.token));
  const shown = new Set(attachments.map((file) => file.token));
  return { attachments, dropped: before.map((file) => file.token).filter((token) => !shown.has(token)) };
}
