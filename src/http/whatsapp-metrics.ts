import { Counter, Gauge, type Registry } from 'prom-client';

/** What the WhatsApp channel counts; its `stats()` is one by structure. Times are epoch ms. */
export interface WhatsAppFigures {
  accounts: readonly {
    accountId: number;
    transport: string;
    state: string;
    waiting: number;
    lastInboundAt?: number;
    lastAcceptedAt?: number;
    roundTripMs?: number;
  }[];
  received: number;
  answered: number;
  merged: number;
  late: number;
  givenUp: number;
  unreadable: Readonly<Record<string, number>>;
  sends: Readonly<Record<string, number>>;
  receipts: Readonly<Record<string, number>>;
}

type Number = WhatsAppFigures['accounts'][number];

/** In these WhatsApp lets us send nothing, whatever we do. */
const RESTRICTED = ['restricted', 'banned'];

/**
 * Numbers of the firm carry their id of `sapa whatsapp list` as a label, never the number itself; nothing
 * here tells of a debtor.
 */
export function registerWhatsAppMetrics(
  registry: Registry,
  figures: () => WhatsAppFigures,
  now: () => number,
): void {
  const registers = [registry];
  const gauge = (name: string, help: string, value: (one: Number) => number | undefined) =>
    new Gauge({
      name: `sapa_whatsapp_${name}`,
      help,
      labelNames: ['number', 'transport'],
      registers,
      collect() {
        this.reset();
        for (const one of figures().accounts) {
          const figure = value(one);
          if (figure !== undefined)
            this.set({ number: String(one.accountId), transport: one.transport }, figure);
        }
      },
    });
  const counter = (name: string, help: string, label: string, of: () => Readonly<Record<string, number>>) =>
    new Counter({
      name: `sapa_whatsapp_${name}_total`,
      help,
      labelNames: [label],
      registers,
      collect() {
        this.reset();
        for (const [word, count] of Object.entries(of())) this.inc({ [label]: word }, count);
      },
    });
  const ago = (at: number | undefined) => (at === undefined ? undefined : (now() - at) / 1000);
  gauge('linked', '1 while the number can receive and send', ({ state }) => (state === 'linked' ? 1 : 0));
  gauge('restricted', '1 while WhatsApp keeps the number from sending', ({ state }) =>
    RESTRICTED.includes(state) ? 1 : 0,
  );
  gauge('last_message_seconds', "Since the newest debtor's message", (one) => ago(one.lastInboundAt));
  gauge('last_accepted_seconds', 'Since WhatsApp last took a message of ours', (one) =>
    ago(one.lastAcceptedAt),
  );
  gauge('round_trip_seconds', "Sapa's own question to WhatsApp, answered", ({ roundTripMs }) =>
    roundTripMs === undefined ? undefined : roundTripMs / 1000,
  );
  gauge('inbox_waiting', 'Messages of debtors that wait for their turn', ({ waiting }) => waiting);
  counter('sends', 'Messages handed to WhatsApp by result', 'result', () => figures().sends);
  counter('receipts', 'What became of them, as the other side reports', 'state', () => figures().receipts);
  counter('unreadable', 'Messages that could not be read by kind', 'kind', () => figures().unreadable);
  counter('messages', 'Messages of debtors by what became of them', 'what', () => {
    const { received, answered, merged, late, givenUp } = figures();
    return { received, answered, merged, late, given_up: givenUp };
  });
}
