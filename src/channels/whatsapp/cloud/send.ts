import { chatOf } from '../chat.ts';
import type { Outgoing, Party, SendOutcome, TransportEnv } from '../ports.ts';
import type { Again } from './again.ts';
import { encode } from './encode.ts';
import { faultOf } from './errors.ts';
import type { Graph, GraphAnswer } from './graph.ts';
import { isJson, type Json, listAt, textAt } from './json.ts';
import { LIMITS } from './limits.ts';
import type { Line } from './lines.ts';
import { recipientOf } from './party.ts';
import type { Standing } from './standing.ts';
import type { Timing } from './timing.ts';
import { upload } from './upload.ts';

export interface SendEnv extends TransportEnv {
  graph: Graph;
  line: Line;
  standing: Standing;
  again: Again;
  timing: Timing;
  phoneNumberId: string;
}

/**
 * Sends one message. Meta knows no ids of ours: what was written and never answered may have gone. Each
 * message therefore carries ours as `biz_opaque_callback_data`, which its statuses bring back; a row that a
 * status has moved on is not sent again, and an unknown outcome waits a little for such a status.
 */
export async function send(
  env: SendEnv,
  to: Party,
  message: Outgoing,
  messageId: string,
): Promise<SendOutcome> {
  const { account, store, clock, standing } = env;
  const known = store.sent.find(account.id, messageId);
  if (known && known.state !== 'sending' && known.state !== 'refused') return { how: 'accepted', messageId };
  const recipient = recipientOf(to);
  if (!recipient || messageId.length > LIMITS.callback) return { how: 'final', reason: 'unknown_recipient' };
  const chat = chatOf(to);
  const blocked = standing.blocked(chat);
  if (blocked) return blocked;
  const form = encode(message, account.locale);
  if (!form.ok) return { how: 'final', reason: form.reason };

  let body = form.body;
  if (message.kind === 'document') {
    const file = await upload(env.graph, env.phoneNumberId, message, env.timing.uploadMs);
    // A file that may have arrived is put there again without harm.
    if (!file.ok)
      return file.kind === 'unknown' ? { how: 'retry', reason: 'media' } : outcome(env, file, chat);
    const encoded = encode(message, account.locale, file.mediaId);
    if (encoded.ok) body = encoded.body;
  }
  if (!known) {
    store.sent.begin(account.id, {
      ...{ messageId, chat, outboundId: null, conversationId: null, seq: null, content: undefined },
      sentAt: clock.now(),
    });
  }
  const wire: Json = {
    ...{ messaging_product: 'whatsapp', recipient_type: 'individual' },
    ...recipient,
    ...body,
    biz_opaque_callback_data: messageId,
  };
  env.again.remember(messageId, chat, wire);
  const settled = listenFor(env.line, messageId);
  try {
    const answer = await env.graph.post(`${env.phoneNumberId}/messages`, wire, env.timing.sendMs);
    const wamid = answer.ok ? wamidIn(answer.body) : undefined;
    if (wamid) {
      store.sent.advance(account.id, messageId, 'accepted', clock.now());
      return { how: 'accepted', messageId: wamid };
    }
    if (!answer.ok && answer.kind !== 'unknown') return outcome(env, answer, chat);
    env.log.warn(
      { reason: answer.ok ? 'no_id' : answer.reason },
      'whatsapp cloud: no answer to a message, waiting for its status',
    );
    const told = await Promise.race([settled.outcome, env.timing.pause(env.timing.settleMs)]);
    return told ?? { how: 'retry', reason: 'unknown_outcome' };
  } finally {
    settled.forget();
  }
}

function wamidIn(body: Json): string | undefined {
  const first = listAt(body, 'messages')[0];
  return isJson(first) ? textAt(first, 'id') : undefined;
}

function listenFor(line: Line, messageId: string) {
  let tell: (outcome: SendOutcome) => void = () => undefined;
  const outcome = new Promise<SendOutcome>((resolve) => {
    tell = resolve;
  });
  line.waiting.set(messageId, tell);
  return {
    outcome,
    forget: () => {
      if (line.waiting.get(messageId) === tell) line.waiting.delete(messageId);
    },
  };
}

function outcome(env: SendEnv, answer: Exclude<GraphAnswer, { ok: true }>, chat: string): SendOutcome {
  if (answer.kind !== 'refused') return { how: 'offline', reason: answer.reason };
  const fault = faultOf(answer.error);
  const { code, http, trace } = answer.error;
  env.log.warn({ code, http, trace, how: fault.how, reason: fault.reason }, 'whatsapp cloud: refused');
  env.standing.note(fault, chat);
  return { how: fault.how, reason: fault.reason };
}
