import { chatOf } from '../chat.ts';
import type { Party, Transport, TransportEnv } from '../ports.ts';
import { createAgain } from './again.ts';
import { download } from './download.ts';
import { createGraph, GRAPH_URL } from './graph.ts';
import { askHealth } from './health.ts';
import { lineOf } from './lines.ts';
import { createPresence } from './presence.ts';
import { send } from './send.ts';
import { createStanding } from './standing.ts';
import { sleep, TIMING, type Timing } from './timing.ts';

export type { Timing } from './timing.ts';

/**
 * Meta's Cloud API for one number: HTTPS out, the webhook (./webhook.ts) in. There is no connection to
 * keep; `linked` means that Meta answered a question about the number. `timing` is for tests.
 */
export async function createCloudTransport(
  env: TransportEnv,
  timing: Partial<Timing> = {},
): Promise<Transport> {
  const settings = env.account.cloud;
  if (!settings) throw new Error('a number on the Cloud API without its settings');
  const graph = createGraph(settings, env.surroundings.graphUrl ?? GRAPH_URL, env.policy.graphVersion);
  const standing = createStanding(env.events, env.clock);
  const line = lineOf(env.store, env.account.id);
  const times: Timing = { ...TIMING, pause: env.surroundings.pause ?? sleep, ...timing };
  const presence = createPresence({ graph, settings, log: env.log, questionMs: times.questionMs });
  const { phoneNumberId } = settings;
  const again = createAgain({
    ...{ graph, phoneNumberId, standing, timing: times, log: env.log },
    failed: (messageId, code) =>
      env.events.receipt({ messageId, state: 'failed', at: env.clock.now(), reason: String(code) }),
  });
  const sending = { ...env, graph, line, standing, again, timing: times, phoneNumberId };
  const ask = () => askHealth(env.account, graph, standing, env.policy.healthWithinMs);
  let next: NodeJS.Timeout | undefined;
  let running = false;

  /** Until the number is linked, once; from then on whoever asks for its health keeps it known. */
  async function connect(): Promise<void> {
    const health = await ask();
    if (!running || health.ok) return;
    next = setTimeout(connect, env.policy.healthEveryMs).unref();
  }

  return {
    start() {
      if (running) return;
      running = true;
      Object.assign(line, { standing, again });
      standing.set('connecting');
      void connect();
    },
    async stop() {
      running = false;
      clearTimeout(next);
      again.stop();
      if (line.standing === standing) Object.assign(line, { standing: undefined, again: undefined });
    },
    send: (to, message, messageId) => send(sending, to, message, messageId),
    markRead: (from: Party, messageIds) => presence.read(chatOf(from), messageIds),
    typing: (to: Party, on) => presence.typing(chatOf(to), on),
    download: (media, maxBytes) =>
      download(
        {
          ...{ graph, settings, standing, log: env.log, graphUrl: env.surroundings.graphUrl },
          ...{ questionMs: times.questionMs, downloadMs: times.downloadMs },
        },
        media,
        maxBytes,
      ),
    health: ask,
  };
}
