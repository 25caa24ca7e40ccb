import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { InboundMessage } from '../../../src/channels/channel.ts';
import {
  createWhatsApp,
  parseWhatsAppPolicy,
  type Surroundings,
  type WhatsApp,
} from '../../../src/channels/whatsapp/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { projectRoot } from '../../../src/shared/project-root.ts';
import {
  type AccountSecrets,
  addWhatsAppAccount,
  createAccountSecrets,
  createDirectory,
  type NewAccount,
} from '../../../src/storage/whatsapp/index.ts';
import { testDatabase } from '../../support/database.ts';
import { EchoHost } from '../../support/echo-host.ts';
import { eventually } from '../../support/eventually.ts';
import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';

export const FIRM = '+62215550100';
const KEY = 'a data key of tests, long enough to be one';

/** The rules as they stand, with limits a test does not meet and a short silence behind a file. */
const REAL = parseWhatsAppPolicy(
  parse(readFileSync(join(projectRoot(), 'dialogs', 'policies', 'whatsapp.yml'), 'utf8')),
);
const POLICY = {
  ...REAL,
  limits: {
    ...REAL.limits,
    answersPerMinute: 10_000,
    answersPerMinutePerChat: 10_000,
    heardPerMinutePerChat: 10_000,
  },
  albumMs: 50,
};

/** Our side of WhatsApp with its real store and directory and one number; it outlives its channel. */
export async function whatsappSide(
  given: Pick<NewAccount, 'transport'> & { cloud?(secrets: AccountSecrets): NewAccount['cloud'] },
  surroundings: Surroundings,
) {
  const database = testDatabase();
  const store = temporaryWhatsAppStore();
  const secrets = createAccountSecrets(KEY);
  const host = new EchoHost();
  const accountId = await database.write(async (tx) => {
    tx.connection.sqlite.exec(
      "INSERT INTO creditors (id, slug, name, locale, created_at) VALUES (1, 'contoh', 'PT Contoh', 'id', 0)",
    );
    const cloud = given.cloud?.(secrets);
    const { transport } = given;
    const account = { creditorId: 1, phone: FIRM, transport, ownerEmail: null, ...(cloud && { cloud }) };
    const added = addWhatsAppAccount(tx, account, 0);
    if (!added.ok) throw new Error(added.reason);
    return added.id;
  });
  const make = () =>
    createWhatsApp({
      ...{ store, policy: POLICY, clock: systemClock, maxFileBytes: 10 * 1024 * 1024 },
      directory: createDirectory({ database, clock: systemClock, secrets }),
      log: { info() {}, warn() {}, error() {} },
      alert() {},
      surroundings: { pause: async () => {}, ...surroundings },
    });
  return {
    ...{ accountId, host, store },
    make,
    /** Resolves when its number is linked. */
    async start(channel: WhatsApp): Promise<WhatsApp> {
      await host.attach(channel);
      await eventually(() => channel.stats().accounts[0]?.state === 'linked', 'the number to be linked');
      return channel;
    },
    /** The turn of the message with this id on the wire, once there was one. */
    heard(wireId: string): Promise<InboundMessage> {
      const all = () => [...host.conversations.values()].flatMap(({ inbound }) => inbound);
      return eventually(() => all().find(({ externalId }) => externalId === wireId), `message ${wireId}`);
    },
    async close(): Promise<void> {
      store.close();
      await database.close();
    },
  };
}

/** Names and bytes apart: what a debtor's address is comes to light when they are heard first. */
export class HeardDebtor {
  #address: InboundMessage['address'] | undefined;

  note({ address }: InboundMessage): void {
    this.#address = address;
  }

  address = () => {
    if (!this.#address) throw new Error('this debtor has not been heard yet');
    return this.#address;
  };
}
