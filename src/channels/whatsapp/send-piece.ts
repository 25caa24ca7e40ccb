import type { DeliverDependencies } from './deliver-port.ts';
import { leaveAt } from './limits.ts';
import type { OurNumber } from './our-number.ts';
import { createPace } from './pace.ts';
import type { Piece } from './pieces.ts';
import type { Outgoing, Party, SendOutcome } from './ports.ts';
import { wireId } from './wire-id.ts';

/** To whom the pieces of a message go, and what they belong to. */
export interface Parcel {
  /** The same over retries: wire ids are made of it. */
  id: string;
  number: OurNumber;
  party: Party;
  chat: string;
  /** They have never written to this number. */
  firstWords: boolean;
  message?: { conversationId: number; seq: number };
  /** False once a person has taken over: what has not left yet stays. */
  stillWanted?: (() => Promise<boolean>) | undefined;
}

/** `later`: nothing was tried. `unwanted`: nothing of it had left when a person took over. */
export type Sent =
  | { how: 'accepted' }
  | Exclude<SendOutcome, { how: 'accepted' }>
  | { how: 'later'; reason: string; notBefore: number }
  | { how: 'unwanted' };

export type SendPieces = (
  pieces: readonly { piece: Piece; outgoing?: Outgoing }[],
  parcel: Parcel,
) => Promise<Sent>;

/**
 * Sends pieces one after another, each with a person's pauses before it, within the number's limits, and
 * never again once the network has it. The first that does not go ends it; the next try goes on from there.
 */
export function createSendPiece(deps: Omit<DeliverDependencies, 'directory' | 'numbers'>): SendPieces {
  const { store, clock, counters, policy, log } = deps;

  async function one(
    piece: Piece,
    outgoing: Outgoing | undefined,
    id: string,
    parcel: Parcel,
  ): Promise<Sent> {
    const { number, party, chat, firstWords, message } = parcel;
    const accountId = number.account.id;
    const wire = outgoing ?? (await load(piece));
    if (!wire) return { how: 'final', reason: 'file_lost' };
    const held = number.heldUntil();
    const transport = number.transport();
    if (held > 0) return { how: 'stop', reason: 'restricted' };
    if (!transport || number.stopped) return { how: 'offline', reason: 'not_open' };
    const now = clock.now();
    const row = store.sent.find(accountId, id);
    const notBefore = row
      ? undefined
      : leaveAt(store.sent, policy.limits, { accountId, chat, firstWords }, now);
    if (notBefore !== undefined) return { how: 'later', reason: 'pace', notBefore };
    store.sent.begin(accountId, {
      ...{ messageId: id, chat, outboundId: parcel.id, content: undefined, sentAt: now },
      ...{ conversationId: message?.conversationId ?? null, seq: message?.seq ?? null },
      ...(firstWords && { firstWords }),
    });
    const outcome = await transport.send(party, wire, id);
    counters.sends[outcome.how]++;
    if (outcome.how === 'accepted') {
      store.sent.advance(accountId, id, 'accepted', clock.now());
      if (outcome.messageId !== id) deps.named(number, id, outcome.messageId);
      number.accepted(clock.now());
      return { how: 'accepted' };
    }
    if (outcome.how === 'stop') number.restrict(outcome.reason);
    if (outcome.how !== 'final') return outcome;
    store.sent.advance(accountId, id, 'refused', clock.now(), outcome.reason);
    log.warn({ accountId, reason: outcome.reason }, 'whatsapp: a message was refused for good');
    return { how: 'final', reason: /^[a-z_]+$/.test(outcome.reason) ? outcome.reason : 'refused' };
  }

  async function load(piece: Piece): Promise<Outgoing | undefined> {
    if (piece.kind !== 'document') return piece;
    const opened = await deps.host().openAttachment(piece.file.token);
    if (!opened) return undefined;
    const { name: fileName, mediaType } = opened.file;
    const { caption } = piece;
    return { kind: 'document', bytes: opened.bytes, fileName, mediaType, ...(caption && { caption }) };
  }

  return async (pieces, parcel) => {
    const { number, party } = parcel;
    const pause = createPace(policy.pace, deps.surroundings);
    for (const [index, { piece, outgoing }] of pieces.entries()) {
      const id = wireId(parcel.id, index, deps.idKey);
      const state = store.sent.find(number.account.id, id)?.state;
      if (state !== undefined && state !== 'sending' && state !== 'refused') continue;
      if (number.status().state === 'linked')
        void number
          .transport()
          ?.typing(party, true)
          .catch(() => {});
      await pause(piece);
      // After the pause, not before it: nobody is talked over by what was still being typed.
      if (parcel.stillWanted && !(await parcel.stillWanted()))
        return index === 0 ? { how: 'unwanted' } : { how: 'accepted' };
      const sent = await one(piece, outgoing, id, parcel);
      if (sent.how !== 'accepted') return sent;
    }
    return { how: 'accepted' };
  };
}
