import type { ChannelLog } from '../ports.ts';
import { type Fault, faultOf } from './errors.ts';
import type { Graph } from './graph.ts';
import type { Json } from './json.ts';
import type { Standing } from './standing.ts';
import type { Timing } from './timing.ts';

const TRIES = 3;
const PAUSE_MS = 5_000;
const REMEMBERED = 1_000;

interface Copy {
  wire: Json;
  chat: string;
  tries: number;
}

/** Messages Meta took and then failed for its own pace or trouble: they go once more, a little later. */
export interface Again {
  remember(messageId: string, chat: string, wire: Json): void;
  /** It has arrived. */
  forget(messageId: string): void;
  /** False: no copy is left, or it has been tried enough. */
  resend(messageId: string, fault: Fault, code: number): boolean;
  /** What still waits has failed. */
  stop(): void;
}

/**
 * Copies are kept in memory, the newest thousand: after a restart such a failure is told as what it is.
 * `failed` tells that a message, by our id, will not be tried any more.
 */
export function createAgain(env: {
  graph: Graph;
  phoneNumberId: string;
  standing: Standing;
  timing: Timing;
  log: ChannelLog;
  failed(messageId: string, code: number): void;
}): Again {
  const copies = new Map<string, Copy>();
  const waiting = new Map<string, number>();

  async function run(messageId: string, copy: Copy, ms: number): Promise<void> {
    await env.timing.pause(ms * copy.tries);
    const code = waiting.get(messageId);
    if (code === undefined || !waiting.delete(messageId)) return;
    if (env.standing.blocked(copy.chat)?.how === 'stop') return env.failed(messageId, code);
    const answer = await env.graph.post(`${env.phoneNumberId}/messages`, copy.wire, env.timing.sendMs);
    // Taken, or nobody knows: the next status tells.
    if (answer.ok || answer.kind === 'unknown') return;
    const next = answer.kind === 'refused' ? answer.error.code : code;
    const fault: Fault =
      answer.kind === 'refused' ? faultOf(answer.error) : { how: 'retry', reason: answer.reason };
    env.standing.note(fault, copy.chat);
    if (fault.how !== 'retry' || !resend(messageId, fault, next)) env.failed(messageId, next);
  }

  function resend(messageId: string, fault: Fault, code: number): boolean {
    const copy = copies.get(messageId);
    if (waiting.has(messageId)) return true;
    if (!copy || copy.tries >= TRIES) return false;
    copy.tries++;
    waiting.set(messageId, code);
    run(messageId, copy, fault.pause?.ms ?? PAUSE_MS).catch((error) => {
      env.log.error({ err: error }, 'whatsapp cloud: a message could not be sent again');
    });
    return true;
  }

  return {
    remember(messageId, chat, wire) {
      copies.set(messageId, { wire, chat, tries: 0 });
      if (copies.size > REMEMBERED) copies.delete(copies.keys().next().value!);
    },
    forget: (messageId) => void copies.delete(messageId),
    resend,
    stop() {
      const left = [...waiting];
      waiting.clear();
      copies.clear();
      for (const [messageId, code] of left) env.failed(messageId, code);
    },
  };
}
