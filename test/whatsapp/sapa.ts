import { type AuthenticationCreds, BufferJSON } from '@whiskeysockets/baileys';
import type { App } from '../../src/app.ts';
import type { Surroundings } from '../../src/channels/whatsapp/index.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { addWhatsAppAccount } from '../../src/storage/whatsapp/index.ts';
import { ownStore } from '../../src/whatsapp-store.ts';
import { testApp } from '../support/app.ts';
import { temporaryDir } from '../support/database.ts';
import { eventually } from '../support/eventually.ts';
import type { ReceivedMessage } from './phone/inbox.ts';
import type { Phone } from './phone/phone.ts';
import type { LoopbackWhatsApp } from './server/index.ts';

/** The firm's number; its creditor is the demonstration's. */
export const FIRM = '+62215550100';

/** Pauses that make the pace human are over at once. */
const AT_ONCE: Surroundings = { pause: async () => {}, random: () => 0.5 };

/** A data folder whose demonstration creditor has a number on WhatsApp, linked already where there are `creds`. */
export async function firmOnWhatsApp(creds?: AuthenticationCreds): Promise<string> {
  const dataDir = temporaryDir();
  const app = await testApp({ dataDir, clock: systemClock });
  const added = await app.database.write(async (tx) =>
    addWhatsAppAccount(
      tx,
      { creditorId: 1, phone: FIRM, transport: 'baileys', ownerEmail: 'pemilik@firma.example' },
      Date.now(),
    ),
  );
  if (!added.ok) throw new Error(added.reason);
  if (creds) {
    const store = ownStore(app.config);
    store.auth.saveCreds(added.id, JSON.stringify(creds, BufferJSON.replacer));
    store.close();
  }
  await app.stop();
  return dataDir;
}

/** The whole application on that folder, talking to the loopback WhatsApp. */
export function sapaOn(
  server: LoopbackWhatsApp,
  dataDir: string,
  env: Record<string, string> = {},
): Promise<App> {
  return testApp({ dataDir, env, clock: systemClock, whatsapp: { ...server.surroundings(), ...AT_ONCE } });
}

/** The newest code that was e-mailed to this address, once there is one after `seen` mails. */
export async function codeMailed(app: App, to: string, seen = 0): Promise<string> {
  const mail = await eventually(() => {
    const mails = app.demoInbox!.list().filter((one) => one.to === to);
    return mails.length > seen ? mails[0] : undefined;
  }, `a code for ${to}`);
  return /\b\d{6}\b/.exec(mail.text)![0];
}

/** Says it and resolves with the answers up to the one that has `answer`. */
export async function ask(phone: Phone, words: string, answer: RegExp): Promise<ReceivedMessage> {
  const before = phone.received.length;
  await phone.say(words);
  await phone.until(`an answer like ${answer} to "${words}"`, () =>
    phone.received.slice(before).some((one) => answer.test(one.text)),
  );
  return phone.received.slice(before).find((one) => answer.test(one.text))!;
}
