import type { OpenTransport } from './options.ts';
import type { Account } from './ports.ts';

/** The two ways to WhatsApp, each loaded when a number needs it: Baileys alone weighs more than Sapa. */
export const TRANSPORTS: Record<Account['transport'], OpenTransport> = {
  baileys: async (env) => (await import('./baileys/index.ts')).createBaileysTransport(env),
  cloud: async (env) => (await import('./cloud/index.ts')).createCloudTransport(env),
};
