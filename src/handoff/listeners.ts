import { randomBytes } from 'node:crypto';
import type { Vault } from '../shared/vault.ts';
import type { ReadTx, Tx } from '../storage/database.ts';
import { enqueueOutbox } from '../storage/outbox-rows.ts';
import { type HandoffStatus, initiateEvent, statusEvent } from './handoff-events.ts';
import type { HandoffRow } from './handoff-repository.ts';
import {
  deleteListener,
  insertListener,
  selectCreditorId,
  selectListener,
  selectListenerIds,
  selectListeners,
  selectSaid,
  selectWhole,
} from './listeners-repository.ts';

/** The outbox channel that POSTs events; see channels/handoff-events. */
export const HANDOFF_EVENTS = 'handoff_events';
const MESSAGES_ATTACHED = 200;
const MOST_LISTENERS = 10;
const LONGEST_URL = 500;

export type ListenerChange =
  | { kind: 'initiate'; handoffId: number }
  | { kind: 'status'; handoffId: number; state: HandoffStatus; message?: string };

/**
 * Tells the creditor's listening systems of a hand-over, in the transaction that changes it: they hear of
 * it if, and only if, that commits; each one in order. Costs one small read where nobody listens.
 */
export async function tellListeners(
  tx: Tx,
  { creditorId, now, change }: { creditorId: number; now: number; change: ListenerChange },
): Promise<void> {
  const listeners = await selectListenerIds(tx, creditorId);
  if (listeners.length === 0) return;
  const whole = await selectWhole(tx, change.handoffId);
  if (!whole) throw new Error(`handoff: there is no handoff ${change.handoffId}`);
  const event =
    change.kind === 'initiate'
      ? initiateEvent(whole, await selectSaid(tx, whole.conversation.id, MESSAGES_ATTACHED), now)
      : statusEvent(
          whole,
          { state: change.state, ...(change.message !== undefined && { message: change.message }) },
          now,
        );
  const { locale } = whole.conversation;
  for (const id of listeners) {
    await enqueueOutbox(tx, {
      channel: HANDOFF_EVENTS,
      now,
      payload: {
        creditorId,
        locale,
        to: { address: String(id) },
        author: 'system',
        lines: [],
        body: { text: JSON.stringify(event), locale },
      },
    });
  }
}

type Handoff = Pick<HandoffRow, 'id' | 'creditorId' | 'claimedAt' | 'answeredAt'>;

/** A person has taken it. */
export async function tellAccepted(
  tx: Tx,
  { id: handoffId, creditorId }: Handoff,
  now: number,
): Promise<void> {
  await tellListeners(tx, { creditorId, now, change: { kind: 'status', handoffId, state: 'accepted' } });
}

/** It has ended: well, or without anybody having come. `resolution` is told as one word. */
export async function tellEnded(tx: Tx, handoff: Handoff, resolution: string, now: number): Promise<void> {
  const { id: handoffId, creditorId, claimedAt, answeredAt } = handoff;
  const state = claimedAt === null && answeredAt === null ? 'failed' : 'completed';
  const change = { kind: 'status', handoffId, state, message: resolution } as const;
  await tellListeners(tx, { creditorId, now, change });
}

export type NewListener =
  | { ok: true; secret: string }
  | { ok: false; reason: 'unknown_creditor' | 'bad_url' | 'taken' | 'too_many' };

/**
 * Lets a system of the creditor listen. `secret` signs what it gets and is told this once; the table keeps
 * it sealed. HTTPS only, but for this machine itself.
 */
export async function addListener(
  tx: Tx,
  vault: Pick<Vault, 'seal'>,
  { slug, url, now }: { slug: string; url: string; now: number },
): Promise<NewListener> {
  const checked = listenerUrl(url);
  if (checked === undefined) return { ok: false, reason: 'bad_url' };
  const creditorId = await selectCreditorId(tx, slug);
  if (creditorId === undefined) return { ok: false, reason: 'unknown_creditor' };
  if ((await selectListenerIds(tx, creditorId)).length >= MOST_LISTENERS)
    return { ok: false, reason: 'too_many' };
  const secret = randomBytes(32).toString('base64url');
  const secretSealed = vault.seal(Buffer.from(secret), sealedFor(creditorId, checked));
  const added = await insertListener(tx, { creditorId, url: checked, secretSealed, createdAt: now });
  return added ? { ok: true, secret } : { ok: false, reason: 'taken' };
}

/** False when no such system listens. */
export async function removeListener(tx: Tx, slug: string, url: string): Promise<boolean> {
  const creditorId = await selectCreditorId(tx, slug);
  return creditorId !== undefined && (await deleteListener(tx, creditorId, listenerUrl(url) ?? url));
}

/** All of them, by creditor. */
export async function listListeners(tx: ReadTx): Promise<{ creditor: string; url: string }[]> {
  return selectListeners(tx);
}

/** Where a listener is reached and what signs for it; undefined when it listens no more. */
export async function openListener(
  tx: ReadTx,
  vault: Pick<Vault, 'open'>,
  id: number,
): Promise<{ url: string; secret: string } | undefined> {
  const row = await selectListener(tx, id);
  if (!row) return undefined;
  const { creditorId, url, secretSealed } = row;
  return { url, secret: vault.open(secretSealed, sealedFor(creditorId, url)).toString() };
}

function sealedFor(creditorId: number, url: string): string {
  return `handoff-listener:${creditorId}:${url}`;
}

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The address as it is stored; undefined for what is no HTTPS address without a password in it. */
function listenerUrl(text: string): string | undefined {
  if (text.length > LONGEST_URL || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && LOOPBACK.has(url.hostname));
  if (!safe || url.username !== '' || url.password !== '' || url.hash !== '') return undefined;
  return url.href;
}
