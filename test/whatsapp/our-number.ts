import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuthenticationCreds, BufferJSON } from '@whiskeysockets/baileys';
import { parse } from 'yaml';
import { createBaileysTransport } from '../../src/channels/whatsapp/baileys/index.ts';
import { parseWhatsAppPolicy, type WhatsAppPolicy } from '../../src/channels/whatsapp/policy.ts';
import type { Status, Surroundings, Transport, TransportEnv } from '../../src/channels/whatsapp/ports.ts';
import type { Directory, LinkRow, WhatsAppStore } from '../../src/channels/whatsapp/store.ts';
import { type Clock, systemClock } from '../../src/shared/clock.ts';
import { projectRoot } from '../../src/shared/project-root.ts';

const POLICY = parseWhatsAppPolicy(
  parse(readFileSync(join(projectRoot(), 'dialogs', 'policies', 'whatsapp.yml'), 'utf8')),
);

export const OUR_PHONE = '+62215550100';
export const ACCOUNT_ID = 7;

/** Numbers on file, and what was learnt of them. */
export class FileOfNumbers implements Directory {
  readonly learntLids = new Map<string, string | null>();
  readonly numbers: string[];

  constructor(numbers: string[] = []) {
    this.numbers = numbers;
  }

  async unresolved(_account: number, _before: number, limit: number): Promise<string[]> {
    return this.numbers.filter((phone) => !this.learntLids.has(phone)).slice(0, limit);
  }

  async learnt(_account: number, pairs: readonly { phone: string; lid: string | null }[]): Promise<void> {
    for (const { phone, lid } of pairs) this.learntLids.set(phone, lid);
  }

  accounts = async () => [];
  recipient = async () => undefined;
  sender = () => Promise.reject(new Error('no sender is asked for by a transport'));
}

/** What a transport told, in order. */
export interface Told {
  statuses: Status[];
  learnt: { phone: string; lid: string }[];
  receipts: { messageId: string; state: string }[];
  arrivals: number;
  /** Pauses it took, in ms; in these tests they are over at once. */
  pauses: number[];
}

export interface NumberOptions {
  surroundings?: Surroundings;
  directory?: Directory;
  phone?: string;
  policy?: Partial<WhatsAppPolicy>;
  clock?: Clock;
}

export function numberEnv(
  store: WhatsAppStore,
  options: NumberOptions = {},
): { env: TransportEnv; told: Told } {
  const told: Told = { statuses: [], learnt: [], receipts: [], arrivals: 0, pauses: [] };
  const env: TransportEnv = {
    account: {
      id: ACCOUNT_ID,
      creditorId: 1,
      creditorName: 'Toko Contoh',
      locale: 'id',
      phone: options.phone ?? OUR_PHONE,
      transport: 'baileys',
      reminders: false,
      templates: [],
    },
    store,
    directory: options.directory ?? new FileOfNumbers(),
    events: {
      arrived: () => (told.arrivals += 1),
      receipt: (one) => told.receipts.push(one),
      learnt: (pairs) => told.learnt.push(...pairs),
      status(now) {
        told.statuses.push(now);
        store.statuses.write(ACCOUNT_ID, now, Date.now());
      },
    },
    clock: options.clock ?? systemClock,
    log: { info() {}, warn() {}, error() {} },
    policy: { ...POLICY, ...options.policy },
    surroundings: {
      random: () => 0.5,
      pause: async (ms) => {
        told.pauses.push(ms);
        await new Promise((resolve) => setImmediate(resolve));
      },
      ...options.surroundings,
    },
  };
  return { env, told };
}

/** One of our numbers, as the server runs it. */
export class OurNumber {
  readonly told: Told;
  readonly transport: Transport;
  readonly env: TransportEnv;

  private constructor(env: TransportEnv, told: Told, transport: Transport) {
    this.env = env;
    this.told = told;
    this.transport = transport;
  }

  static async start(store: WhatsAppStore, options: NumberOptions = {}): Promise<OurNumber> {
    const { env, told } = numberEnv(store, options);
    const transport = await createBaileysTransport(env);
    transport.start();
    return new OurNumber(env, told, transport);
  }

  get status(): Status | undefined {
    return this.told.statuses.at(-1);
  }

  get link(): LinkRow | undefined {
    return this.env.store.links.read(ACCOUNT_ID);
  }

  /** As "state" or "state reason", in order. */
  get states(): string[] {
    return this.told.statuses.map(({ state, reason }) => (reason ? `${state} ${reason}` : state));
  }

  wish(method: LinkRow['method']): void {
    this.env.store.links.request(ACCOUNT_ID, method, Date.now());
  }

  async stop(): Promise<void> {
    await this.transport.stop();
  }
}

/** As if that device had been linked by an earlier process. */
export function rememberCreds(store: WhatsAppStore, creds: AuthenticationCreds): void {
  store.auth.saveCreds(ACCOUNT_ID, JSON.stringify(creds, BufferJSON.replacer));
}
