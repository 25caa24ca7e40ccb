import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { registerWhatsAppMetrics, type WhatsAppFigures } from './whatsapp-metrics.ts';

export interface MetricSources {
  /** Rows of the outbox by state: pending, sending, sent, dead. */
  outboxByState?: () => Promise<Record<string, number>>;
  /** How long the row has waited that waits longest; 0 when none does. */
  outboxOldestSeconds?: () => Promise<number>;
  openSockets?: () => number;
  whatsapp?: () => WhatsAppFigures;
  /** Epoch ms; the system's when left out. */
  now?: () => number;
}

export interface Metrics {
  registry: Registry;
  /** One turn, answered or failed. */
  turn(seconds: number, labels: { channel: string; outcome: string }): void;
  request(method: string, route: string, status: number): void;
}

/** From a tenth of what a turn should take to where a debtor gives up. */
const TURN_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

/** Sapa's own metrics; `sources` are asked when somebody looks. Labels never hold an id or a name. */
export function createMetrics(sources: MetricSources = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const turns = new Counter({
    name: 'sapa_turns_total',
    help: 'Turns by channel and outcome',
    labelNames: ['channel', 'outcome'],
    registers,
  });
  const turnSeconds = new Histogram({
    name: 'sapa_turn_seconds',
    help: 'Duration of a turn, from message to durable answer',
    labelNames: ['channel'],
    buckets: TURN_BUCKETS,
    registers,
  });
  // Plain counting on the way of every request; the labels are made when somebody looks.
  const requests = new Map<string, number>();
  new Counter({
    name: 'sapa_http_requests_total',
    help: 'Answered HTTP requests by method, route and status',
    labelNames: ['method', 'route', 'status'],
    registers,
    collect() {
      this.reset();
      for (const [key, count] of requests) {
        const [method = '', route = '', status = ''] = key.split(' ');
        this.inc({ method, route, status }, count);
      }
    },
  });
  new Gauge({
    name: 'sapa_websockets_open',
    help: 'Open WebSockets of webchat',
    registers,
    collect() {
      this.set(sources.openSockets?.() ?? 0);
    },
  });
  new Gauge({
    name: 'sapa_outbox_messages',
    help: 'Rows of the outbox by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      for (const [state, count] of Object.entries((await sources.outboxByState?.()) ?? {}))
        this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'sapa_outbox_oldest_seconds',
    help: 'Age of the message that has waited longest in the outbox',
    registers,
    async collect() {
      this.set((await sources.outboxOldestSeconds?.()) ?? 0);
    },
  });
  if (sources.whatsapp) registerWhatsAppMetrics(registry, sources.whatsapp, sources.now ?? Date.now);
  return {
    registry,
    turn(seconds, { channel, outcome }) {
      turns.inc({ channel, outcome });
      turnSeconds.observe({ channel }, seconds);
    },
    request(method, route, status) {
      const key = `${method} ${route} ${status}`;
      requests.set(key, (requests.get(key) ?? 0) + 1);
    },
  };
}
