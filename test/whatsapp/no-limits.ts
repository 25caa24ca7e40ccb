import type { App } from '../../src/app.ts';
import type { WhatsAppPolicy } from '../../src/channels/whatsapp/index.ts';
import { readPolicies } from '../../src/policies.ts';
import { type Clock, systemClock } from '../../src/shared/clock.ts';
import { testApp } from '../support/app.ts';
import type { LoopbackWhatsApp } from './server/index.ts';

const MANY = 1_000_000;

/** The shipped rules, but nobody is slowed down, and each message is answered by itself. */
export function withoutLimits(): WhatsAppPolicy {
  const limits = {
    answersPerMinute: MANY,
    answersPerMinutePerChat: MANY,
    firstWordsPerHour: MANY,
    firstWordsPerDay: MANY,
    heardPerMinutePerChat: MANY,
  };
  return { ...readPolicies().whatsapp, limits };
}

/** The whole application on that folder; it answers whoever writes, however much, at once. */
export function hurriedSapaOn(
  server: LoopbackWhatsApp,
  dataDir: string,
  clock: Clock = systemClock,
): Promise<App> {
  const whatsapp = { ...server.surroundings(), pause: async () => {} };
  return testApp({ dataDir, clock, whatsapp, whatsappPolicy: withoutLimits() });
}
