import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { OutboundMessage } from '../../../src/channels/channel.ts';
import {
  createWhatsApp,
  parseWhatsAppPolicy,
  type Template,
  type WhatsApp,
  type WhatsAppAlert,
  type WhatsAppOptions,
  type WhatsAppPolicy,
} from '../../../src/channels/whatsapp/index.ts';
import { projectRoot } from '../../../src/shared/project-root.ts';
import {
  addWhatsAppAccount,
  createAccountSecrets,
  createDirectory,
  putTemplate,
  removeWhatsAppAccount,
  switchReminders,
} from '../../../src/storage/whatsapp/index.ts';
import { TestClock } from '../../support/clock.ts';
import { testDatabase } from '../../support/database.ts';
import { EchoHost } from '../../support/echo-host.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';
import { Wire } from './wire.ts';

export const FIRM = '+62215550100';
export const ANDI = '+6281200000001';
export const SARI = '+6281200000002';
const KEY = 'a data key of tests, long enough to be one';

export const POLICY_FILE = join(projectRoot(), 'dialogs', 'policies', 'whatsapp.yml');
const REAL = parseWhatsAppPolicy(parse(readFileSync(POLICY_FILE, 'utf8')));
/** The real rules, without the pauses a test would wait for. */
export const POLICY: WhatsAppPolicy = {
  ...REAL,
  pace: { ...REAL.pace, readMs: 0, typeMsPerCharacter: 0 },
  limits: { ...REAL.limits, answersPerMinute: 600, answersPerMinutePerChat: 120, heardPerMinutePerChat: 600 },
  albumMs: 60,
};

export interface WorldOptions {
  transport?: 'baileys' | 'cloud';
  policy?: Partial<WhatsAppPolicy>;
  tuning?: WhatsAppOptions['tuning'];
  surroundings?: WhatsAppOptions['surroundings'];
  reminders?: boolean;
  templates?: Template['purpose'][];
  /** Not started yet. */
  asleep?: boolean;
}

/** The real channel, store and directory on an in-memory WhatsApp, under an echo of the application. */
export async function channelWorld(options: WorldOptions = {}) {
  const clock = new TestClock('2026-03-11T10:00:00+07:00');
  const database = testDatabase();
  const secrets = createAccountSecrets(KEY);
  const store = temporaryWhatsAppStore();
  const host = new EchoHost();
  const alerts: WhatsAppAlert[] = [];
  const wires: Wire[] = [];
  const pauses: number[] = [];
  const transport = options.transport ?? 'baileys';
  const meta = { accessToken: 't', appSecret: 's', verifyToken: 'v' };

  async function addNumber(phone: string, accessToken = 't'): Promise<number> {
    return database.write(async (tx) => {
      const cloud = {
        phoneNumberId: phone.slice(1),
        businessAccountId: null,
        sealedSecrets: secrets.seal(phone, { ...meta, accessToken }),
      };
      const one = {
        ...{ creditorId: 1, phone, transport, ownerEmail: null },
        ...(transport === 'cloud' && { cloud }),
      };
      const added = addWhatsAppAccount(tx, one, 0);
      if (!added.ok) throw new Error(added.reason);
      for (const purpose of options.templates ?? [])
        putTemplate(tx, added.id, { purpose, locale: 'id', name: `sapa_${purpose}`, language: 'id' });
      if (options.reminders) switchReminders(tx, added.id, true);
      return added.id;
    });
  }
  await database.write(async (tx) => {
    tx.connection.sqlite.exec(
      "INSERT INTO creditors (id, slug, name, locale, created_at) VALUES (1, 'contoh', 'PT Contoh', 'id', 0)",
    );
  });
  const accountId = await addNumber(FIRM);
  const open: NonNullable<WhatsAppOptions['transports']>['cloud'] = (env) => {
    const wire = new Wire(env);
    wire.ownNames = env.account.transport === 'cloud';
    wires.push(wire);
    return wire;
  };
  const make = () =>
    createWhatsApp({
      ...{ store, clock, alert: (one) => void alerts.push(one), maxFileBytes: 1_000_000 },
      directory: createDirectory({ database, clock, secrets }),
      policy: { ...POLICY, ...options.policy },
      log: { info() {}, warn() {}, error() {} },
      surroundings: { random: () => 0.5, pause: async (ms) => void pauses.push(ms), ...options.surroundings },
      transports: { baileys: open, cloud: open },
      accountsEveryMs: 20,
      tuning: { graceMs: 40, firstRetryMs: 5, longestRetryMs: 20, ...options.tuning },
    });
  let channel: WhatsApp = make();
  const world = {
    ...{ clock, database, store, host, alerts, wires, pauses, accountId, addNumber },
    channel: () => channel,
    removeNumber: (id: number) => database.write(async (tx) => removeWhatsAppAccount(tx, id, 1)),
    switchReminders: (id: number, on: boolean) => database.write(async (tx) => switchReminders(tx, id, on)),
    /** The line of our number as it is at present. */
    wire: () => wires.at(-1)!,
    start: async () => {
      await host.attach(channel);
      await eventually(() => channel.stats().accounts[0]?.state === 'linked', 'the number to be linked');
    },
    /** Another process over the same files. */
    restart: async (before: () => void = () => {}) => {
      await channel.stop();
      before();
      channel = make();
      await world.start();
    },
    heard: (count: number, name = 'wa-1') =>
      eventually(() => {
        const heard = host.heard(name);
        return heard.length >= count && heard;
      }, `${count} messages heard`),
    /** Nothing waits any more. */
    quiet: () =>
      eventually(() => store.inbox.waiting(accountId, 1).length === 0, 'everything to be answered'),
    deliver: (more: Partial<OutboundMessage> = {}) =>
      channel.deliver({
        ...{ id: 'm1', to: 'wa-1', creditorId: 1, purpose: 'message' },
        body: { text: 'Halo', locale: 'id' },
        ...more,
      }),
  };
  onTestFinished(async () => {
    await channel.stop();
    store.close();
    await database.close();
  });
  if (!options.asleep) await world.start();
  return world;
}
export type ChannelWorld = Awaited<ReturnType<typeof channelWorld>>;
