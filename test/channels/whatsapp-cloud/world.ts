import Fastify from 'fastify';
import { createCloudTransport, type Timing } from '../../../src/channels/whatsapp/cloud/index.ts';
import { cloudWebhook, WEBHOOK_PATH } from '../../../src/channels/whatsapp/cloud/webhook.ts';
import type {
  Account,
  Arrived,
  Status,
  Transport,
  TransportEnv,
  TransportEvents,
} from '../../../src/channels/whatsapp/ports.ts';
import type { Directory } from '../../../src/channels/whatsapp/store.ts';
import { addressLimit } from '../../../src/http/plugins/rate-limit.ts';
import { TestClock } from '../../support/clock.ts';
import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';
import { type BusinessNumber, startGraphServer } from './graph-server.ts';

type Receipt = Parameters<TransportEvents['receipt']>[0];

export interface Office {
  account: Account;
  number: BusinessNumber;
  transport: Transport;
  receipts: Receipt[];
  statuses: Status[];
  arrivals: number;
  /** What waits in the inbox, oldest first. */
  inbox(): Arrived[];
}

/** Numbers of ours on the local Graph server, with the real store, a real listener for webhooks, and no channel above. */
export async function cloudWorld(
  options: {
    numbers?: { phone: string; appSecret?: string }[];
    timing?: Partial<Timing>;
    lateErrors?: boolean;
    pause?: (ms: number) => Promise<void>;
    start?: boolean;
    /** Requests an address may make in a minute. */
    perAddress?: number;
  } = {},
) {
  const clock = new TestClock('2026-11-22T03:00:00Z');
  const meta = await startGraphServer({ clock, lateErrors: options.lateErrors });
  const store = temporaryWhatsAppStore();
  const logged: { facts: object; message: string }[] = [];
  const note = (facts: object, message: string) => void logged.push({ facts, message });
  const log = { info: note, warn: note, error: note };
  const offices: Office[] = [];
  const events = new Map<number, TransportEvents>();
  const app = Fastify({ logger: false });
  await addressLimit(app, options.perAddress ?? 1_000_000);
  await app.register(
    cloudWebhook({
      accounts: () => offices.map(({ account }) => account),
      ...{ store, clock, log },
      events: (id) => events.get(id),
    }),
  );
  const webhook = `${await app.listen({ port: 0, host: '127.0.0.1' })}${WEBHOOK_PATH}`;

  for (const [index, given] of (options.numbers ?? [{ phone: '+622150001000' }]).entries()) {
    const number = meta.addNumber({ ...given, webhook });
    const account: Account = {
      ...{ id: index + 1, creditorId: 1, creditorName: 'PT Contoh', locale: 'id', phone: given.phone },
      ...{ transport: 'cloud', reminders: false, cloud: number.settings, templates: [] },
    };
    const office: Office = {
      ...{ account, number, receipts: [], statuses: [], arrivals: 0 },
      transport: undefined as unknown as Transport,
      inbox: () => store.inbox.waiting(account.id, 1000).map(({ arrived }) => arrived),
    };
    const own: TransportEvents = {
      arrived: () => {
        office.arrivals++;
      },
      receipt: (one) => void office.receipts.push(one),
      learnt: () => undefined,
      status: (now) => void office.statuses.push(now),
    };
    events.set(account.id, own);
    const env: TransportEnv = {
      ...{ account, store, clock, log, events: own },
      directory: {} as Directory,
      policy: { graphVersion: 'v23.0', healthEveryMs: 20, healthWithinMs: 2_000 } as TransportEnv['policy'],
      surroundings: { graphUrl: meta.url, ...(options.pause && { pause: options.pause }) },
    };
    office.transport = await createCloudTransport(env, { settleMs: 20, ...options.timing });
    if (options.start) office.transport.start();
    offices.push(office);
  }
  return {
    ...{ meta, store, clock, logged, offices, webhook, app },
    office: offices[0] as Office,
    async close() {
      for (const { transport } of offices) await transport.stop();
      await app.close();
      await meta.close();
      store.close();
    },
  };
}
export type CloudWorld = Awaited<ReturnType<typeof cloudWorld>>;
