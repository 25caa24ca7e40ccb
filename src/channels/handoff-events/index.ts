import { createHmac } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { ChannelAdapter, Delivery, OutboundMessage } from '../channel.ts';

export interface HandoffEventsOptions {
  /** Where a listener is reached and what signs for it; undefined when it listens no more. */
  listener(id: number): Promise<{ url: string; secret: string } | undefined>;
  clock: Clock;
  /** A listener that has not answered by then is asked again later. */
  limitMs?: number;
}

const LIMIT_MS = 10_000;

/** Worth another try: the listener is busy or was too slow (RFC 9110, RFC 6585), or has failed. */
const PASSING: ReadonlySet<number> = new Set([408, 429]);

/**
 * A channel that only tells: hand-overs, as Bot Framework event activities, POSTed to systems that listen.
 * `x-sapa-signature` is `sha256=` and the hex HMAC-SHA-256 of `TIMESTAMP.BODY` under the listener's
 * secret; `x-sapa-timestamp` (epoch seconds of this try) lets a listener refuse what is old, and
 * `x-sapa-delivery` is the same over retries. Redirects are not followed: nobody else gets the file.
 */
export function createHandoffEvents(options: HandoffEventsOptions): ChannelAdapter {
  const stopping = new AbortController();
  return {
    name: 'handoff_events',
    capabilities: {
      choices: 'numbered',
      maxButtons: 0,
      cards: false,
      files: false,
      maxTextLength: Number.MAX_SAFE_INTEGER,
    },
    delivery: 'outbox',
    publish() {},
    async deliver(message) {
      const listener = await options.listener(Number(message.to));
      if (!listener) return { ok: false, retry: false, reason: 'listens no more' };
      return post(listener, message);
    },
    async start() {},
    async stop() {
      stopping.abort();
    },
  };

  async function post(
    { url, secret }: { url: string; secret: string },
    { id, body: { text } }: OutboundMessage,
  ): Promise<Delivery> {
    const timestamp = String(Math.floor(options.clock.now() / 1000));
    const signature = createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex');
    try {
      const answer = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'user-agent': 'sapa-handoff-events',
          'x-sapa-delivery': id,
          'x-sapa-timestamp': timestamp,
          'x-sapa-signature': `sha256=${signature}`,
        },
        body: text,
        signal: AbortSignal.any([stopping.signal, AbortSignal.timeout(options.limitMs ?? LIMIT_MS)]),
      });
      // What it says is of no interest, and could be endless.
      await answer.body?.cancel();
      if (answer.ok) return { ok: true };
      const retry = answer.status >= 500 || PASSING.has(answer.status);
      return { ok: false, retry, reason: `the listener answered ${answer.status}` };
    } catch (error) {
      return { ok: false, retry: true, reason: reasonOf(error) };
    }
  }
}

/** One word of a network's trouble; never the address, which may hold a token. */
function reasonOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return 'the listener did not answer in time';
  const code = typeof cause?.code === 'string' ? cause.code : 'unreachable';
  return `the listener could not be reached (${code})`;
}
