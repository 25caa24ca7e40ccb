import type { VerifiedDebtor } from '../identity/index.ts';
import { normaliseAddress } from '../shared/contact-address.ts';
import { maskContact } from '../shared/mask.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import {
  cancelOpen,
  insertCallBack,
  selectContacts,
  selectCountry,
  selectNewest,
} from './call-backs-repository.ts';

/** How a debtor whom nobody can answer now wants to be reached; the hours are epoch ms. */
export type CallBackWay = { how: 'call'; fromAt: number; toAt: number } | { how: 'email' };

/** Where a handoff stands when something else than waiting is offered. `gone`: nobody waits any more. */
export type Waiting = 'new' | 'too_long' | 'gone';

/** Whether the debtor of this conversation still waits, and whether they were told that it takes too long. */
export async function waitingOf(tx: ReadTx, conversationId: number): Promise<Waiting> {
  const handoff = await selectNewest(tx, conversationId);
  if (handoff?.state !== 'waiting') return 'gone';
  return handoff.waitToldAt === null ? 'new' : 'too_long';
}

/**
 * The contact on file by which the debtor of this conversation is reached in this way: the proven one's,
 * else that of the one who was proven when the person was asked for (whoever writes now, it is the
 * debtor's own contact that is called). Undefined when there is none.
 */
export async function contactFor(
  tx: ReadTx,
  { conversationId, debtor }: { conversationId: number; debtor?: VerifiedDebtor | undefined },
  how: CallBackWay['how'],
): Promise<{ id: number; debtorId: number; address: string } | undefined> {
  const debtorId = debtor?.debtorId ?? (await selectNewest(tx, conversationId))?.debtorId;
  if (debtorId === null || debtorId === undefined) return undefined;
  const channels = how === 'email' ? (['email'] as const) : (['whatsapp', 'sms'] as const);
  const [contact] = await selectContacts(tx, debtorId, channels, debtor?.contactId ?? 0);
  return contact && { ...contact, debtorId };
}

/**
 * An address somebody typed, in the form in which it is stored; a phone number is read as the creditor's
 * country writes them. It is never trusted: whoever calls it knows nobody by it.
 */
export async function readAddress(
  tx: ReadTx,
  creditorId: number,
  how: CallBackWay['how'],
  text: string,
): Promise<string | undefined> {
  const country = (await selectCountry(tx, creditorId)) ?? 'ID';
  const read = normaliseAddress(how === 'email' ? 'email' : 'sms', text, country);
  return read.ok ? read.address : undefined;
}

export interface CallBackWish {
  conversationId: number;
  way: CallBackWay;
  /** Only while verified: the contact on file is used. */
  debtor?: VerifiedDebtor;
  /** As `readAddress` gave it, of a visitor who proved nothing or has no such contact on file. */
  typedAddress?: string;
}

/**
 * Records when and where a debtor is to be reached; what was promised before for the same handoff is
 * withdrawn. The conversation stays in the queue. Returns the address, masked, as it may be said; null
 * where it is on file and nobody is proven any more who may hear even that.
 */
export async function recordCallBack(
  tx: Tx,
  now: number,
  { conversationId, way, debtor, typedAddress }: CallBackWish,
): Promise<{ ok: true; callBackId: number; masked: string | null } | { ok: false; reason: 'no_address' }> {
  const handoff = await selectNewest(tx, conversationId);
  if (!handoff) throw new Error(`call back: conversation ${conversationId} was never handed over`);
  const contact = await contactFor(tx, { conversationId, debtor }, way.how);
  if (!contact && !typedAddress) return { ok: false, reason: 'no_address' };
  await cancelOpen(tx, handoff.id);
  const callBackId = await insertCallBack(tx, {
    handoffId: handoff.id,
    creditorId: handoff.creditorId,
    conversationId,
    debtorId: contact?.debtorId ?? debtor?.debtorId ?? handoff.debtorId,
    how: way.how,
    ...(way.how === 'call' && { fromAt: way.fromAt, toAt: way.toAt }),
    ...(contact ? { contactId: contact.id } : { typedAddress: typedAddress! }),
    createdAt: now,
  });
  tx.announce({ kind: 'call_back', id: callBackId, creditorId: handoff.creditorId });
  const masked = contact ? debtor && maskContact(contact.address) : maskContact(typedAddress!);
  return { ok: true, callBackId, masked: masked ?? null };
}
