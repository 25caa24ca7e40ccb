import type { Account, ChannelLog, TransportEvents } from '../ports.ts';
import type { SentRow, WhatsAppStore } from '../store.ts';
import { faultOf, type MetaError } from './errors.ts';
import { isJson, type Json, listAt, numberAt, textAt } from './json.ts';
import type { Line } from './lines.ts';
import { timeOf } from './read-message.ts';

export interface StatusEnv {
  account: Account;
  store: WhatsAppStore;
  line: Line;
  log: ChannelLog;
  now: number;
}

type Receipt = Parameters<TransportEvents['receipt']>[0];
/** What is to be told once everything of a webhook is stored. */
export type Effect = (events: TransportEvents) => void;

/** What a status says of a message of ours. A voice message that was played has been read. */
const STATES: Record<string, Receipt['state']> = {
  delivered: 'delivered',
  read: 'read',
  played: 'read',
  failed: 'failed',
};

/**
 * One entry of `statuses`. They come in any order and again and again; whoever keeps them never downgrades.
 * The first one of a message whose send was never answered settles it. False: it cannot be read.
 */
export function takeStatus(env: StatusEnv, raw: Json, effects: Effect[]): boolean {
  const [wamid, status] = [textAt(raw, 'id'), textAt(raw, 'status')];
  if (!wamid || !status) return false;
  const named = textAt(raw, 'biz_opaque_callback_data');
  const own = named ? env.store.sent.find(env.account.id, named) : undefined;
  // Without our id (of another program, or before Meta's answer to the send) Meta's is all there is.
  const messageId = own?.messageId ?? wamid;
  if (own && status !== 'failed') accept(env, own, wamid, effects);
  const state = STATES[status];
  if (!state) return true;
  const receipt: Receipt = { messageId, state, at: timeOf(raw, env.now) };
  if (state === 'failed') fail(env, own, receipt, errorIn(raw), effects);
  else {
    effects.push((events) => events.receipt(receipt));
    effects.push(() => env.line.again?.forget(messageId));
  }
  return true;
}

/** Meta has it: never sent again, and known by Meta's name from here. */
function accept({ account, store, line, now }: StatusEnv, own: SentRow, wamid: string, effects: Effect[]) {
  if (own.state === 'sending') {
    store.sent.advance(account.id, own.messageId, 'accepted', now);
    const tell = line.waiting.get(own.messageId);
    if (tell) effects.push(() => tell({ how: 'accepted', messageId: wamid }));
  }
  if (store.sent.find(account.id, wamid)) return;
  const { chat, conversationId, seq, sentAt } = own;
  store.sent.begin(account.id, {
    ...{ messageId: wamid, chat, outboundId: null, conversationId, seq, sentAt },
    content: Buffer.from(JSON.stringify({ of: own.messageId })),
  });
  store.sent.advance(account.id, wamid, 'accepted', now);
}

function fail(
  { line, log }: StatusEnv,
  own: SentRow | undefined,
  receipt: Receipt,
  error: MetaError,
  effects: Effect[],
): void {
  const fault = faultOf(error);
  log.warn({ code: error.code, reason: fault.reason }, 'whatsapp cloud: a message failed');
  effects.push((events) => {
    line.standing?.note(fault, own?.chat);
    const tell = own?.state === 'sending' ? line.waiting.get(own.messageId) : undefined;
    if (tell) return tell({ how: fault.how, reason: fault.reason });
    if (own && fault.how === 'retry' && line.again?.resend(own.messageId, fault, error.code)) return;
    events.receipt({ ...receipt, reason: String(error.code) });
  });
}

function errorIn(raw: Json): MetaError {
  const first = listAt(raw, 'errors').find(isJson);
  return { code: numberAt(first, 'code') ?? -1, http: 0, transient: false };
}
