import type { Account, ChannelLog, SendOutcome, TransportEvents } from '../ports.ts';
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
  const { account, store, line } = env;
  const named = textAt(raw, 'biz_opaque_callback_data');
  const own = named ? store.sent.find(account.id, named) : undefined;
  const known = own ?? store.sent.find(account.id, wamid);
  // Of another program on the same number.
  if (!known) return true;
  const error = status === 'failed' ? errorIn(raw) : undefined;
  const fault = error && faultOf(error);
  if (fault) {
    env.log.warn({ code: error.code, reason: fault.reason }, 'whatsapp cloud: a message failed');
    effects.push(() => line.standing?.note(fault, known.chat));
  }
  if (own?.state === 'sending') {
    const waiting = line.waiting.get(own.messageId);
    if (fault && waiting) {
      effects.push(() => waiting({ how: fault.how, reason: fault.reason }));
      return true;
    }
    if (!fault) {
      settle(env, own, wamid);
      const outcome: SendOutcome = { how: 'accepted', messageId: wamid };
      if (waiting) effects.push(() => waiting(outcome));
    }
  }
  const state = STATES[status];
  if (!state) return true;
  const receipt: Receipt = { messageId: known.messageId, state, at: timeOf(raw, env.now) };
  if (error) receipt.reason = String(error.code);
  effects.push((events) => events.receipt(receipt));
  return true;
}

/** Meta had it after all: never sent again, and known by Meta's name from here. */
function settle({ account, store, now }: StatusEnv, own: SentRow, wamid: string): void {
  store.sent.advance(account.id, own.messageId, 'accepted', now);
  if (store.sent.find(account.id, wamid)) return;
  const { chat, outboundId, conversationId, seq, sentAt } = own;
  store.sent.begin(account.id, {
    ...{ messageId: wamid, chat, outboundId, conversationId, seq, sentAt },
    content: undefined,
  });
  store.sent.advance(account.id, wamid, 'accepted', now);
}

function errorIn(raw: Json): MetaError {
  const first = listAt(raw, 'errors').find(isJson);
  return { code: numberAt(first, 'code') ?? -1, http: 0, transient: false };
}
