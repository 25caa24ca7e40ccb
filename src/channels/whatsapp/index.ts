import type { FastifyPluginAsync } from 'fastify';
import type { ChannelAdapter, ChannelHost } from '../channel.ts';
import { cloudWebhook } from './cloud/webhook.ts';
import { createDeliver } from './deliver.ts';
import { watchMissing } from './missing.ts';
import { createNumbers } from './numbers.ts';
import { TUNING, type WhatsAppOptions } from './options.ts';
import type { OurNumber } from './our-number.ts';
import { createPump } from './pump.ts';
import { createReceipts } from './receipts.ts';
import { TEXT_MAX } from './split.ts';
import { newCounters, type WhatsAppStats } from './stats.ts';
import { createTyping } from './typing.ts';
import { createWork } from './work.ts';

export type { AlertKind, OpenTransport, Tuning, WhatsAppAlert, WhatsAppOptions } from './options.ts';
export { parseWhatsAppPolicy, type WhatsAppPolicy } from './policy.ts';
export type * from './ports.ts';
export type { NumberStats, WhatsAppStats } from './stats.ts';
export type * from './store.ts';

export interface WhatsApp extends ChannelAdapter {
  /** The Cloud API's webhook. */
  readonly routes: FastifyPluginAsync;
  stats(): WhatsAppStats;
  /** Looks for added, changed and removed numbers now, instead of at the next time. */
  refresh(): Promise<void>;
}

/**
 * WhatsApp: any number of our numbers, each over Baileys or Meta's Cloud API. What arrives lies in the
 * channel's own inbox before this sees it; what leaves comes from the outbox by `deliver`.
 */
export function createWhatsApp(options: WhatsAppOptions): WhatsApp {
  const { store, directory, clock, log, policy, alert } = options;
  const counters = newCounters();
  const tuning = { ...TUNING, ...options.tuning };
  let attached: ChannelHost | undefined;
  const host = () => {
    if (!attached) throw new Error('whatsapp: used before it was started');
    return attached;
  };
  const shared = { ...options, counters, host };
  const receipts = createReceipts(shared);
  const pump = createPump({
    ...{ store, directory, policy, tuning, clock, log, counters },
    work: createWork({
      ...{ ...shared, tuning },
      ours: (phone) => numbers.all().some(({ account }) => account.phone === phone),
    }),
    gaveUp: (number) => alert({ ...about(number), kind: 'given_up', at: clock.now() }),
  });
  const numbers = createNumbers(options, {
    alert,
    arrived: (number) => pump.look(number),
    left: (number) => pump.leave(number),
    receipt: (number, one) => receipts.take(number, one),
  });
  const missing = watchMissing({ ...options, numbers });
  const typing = createTyping({ directory, numbers });

  return {
    name: 'whatsapp',
    capabilities: { choices: 'buttons', maxButtons: 10, cards: true, files: true, maxTextLength: TEXT_MAX },
    delivery: 'outbox',
    routes: cloudWebhook({
      ...{ store, clock, log },
      accounts: () =>
        numbers.all().flatMap(({ account }) => (account.transport === 'cloud' ? [account] : [])),
      events: (accountId) => numbers.get(accountId)?.events,
    }),
    // Nobody reads the transcript here: the outbox brings what is to be said.
    publish() {},
    deliver: createDeliver({ ...shared, numbers, named: receipts.named }),
    typing,
    refresh: () => numbers.refresh(),
    stats: () => ({ ...structuredClone(counters), accounts: numbers.all().map(figuresOf) }),
    async start(given) {
      attached = given;
      await numbers.start();
      missing.start();
    },
    async stop() {
      missing.stop();
      // First no more turns, then no more connections: a turn under way may still show that it was read.
      await pump.stop();
      await numbers.stop();
    },
  };

  function figuresOf(number: OurNumber) {
    const { id: accountId, creditorId, phone, transport } = number.account;
    const { lastInboundAt, lastAcceptedAt, roundTripMs } = number.figures();
    return {
      ...{ accountId, creditorId, phone, transport, waiting: pump.waiting(accountId) },
      ...number.status(),
      ...(lastInboundAt !== undefined && { lastInboundAt }),
      ...(lastAcceptedAt !== undefined && { lastAcceptedAt }),
      ...(roundTripMs !== undefined && { roundTripMs }),
    };
  }
}

function about({ account: { id: accountId, creditorId, phone } }: OurNumber) {
  return { accountId, creditorId, phone };
}
