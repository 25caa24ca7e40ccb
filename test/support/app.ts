import { join } from 'node:path';
import { type App, createApp } from '../../src/app.ts';
import type { Surroundings, WhatsAppPolicy } from '../../src/channels/whatsapp/index.ts';
import { loadConfig } from '../../src/config.ts';
import { contentPaths } from '../../src/content-paths.ts';
import { readOtpPolicy } from '../../src/identity/index.ts';
import type { Clock } from '../../src/shared/clock.ts';
import { TestClock } from './clock.ts';
import { temporaryDir } from './database.ts';

/** Wednesday 11 March 2026, 10:00 in Jakarta: the moment of the demonstration. */
export const DEMO_NOW = '2026-03-11T10:00:00+07:00';

const shippedOtpPolicy = () => readOtpPolicy(join(contentPaths().dialogsDir, 'policies', 'otp.yml'));

/** The whole application on an empty data folder with the demonstration ledger; not listening. */
export async function testApp(
  options: {
    clock?: Clock;
    dataDir?: string;
    env?: Record<string, string>;
    onStep?: (flow: string, step: string) => void;
    /** Gets the log; set LOG_LEVEL in `env` with it. */
    logTo?: { write(line: string): void };
    /** The creditors also ask for the last four digits of the phone on file. */
    asksPhone?: boolean;
    /** A WhatsApp of the test's own. */
    whatsapp?: Surroundings;
    whatsappPolicy?: WhatsAppPolicy;
  } = {},
): Promise<App> {
  const config = loadConfig({
    NODE_ENV: 'test',
    DATA_DIR: options.dataDir ?? temporaryDir(),
    PUBLIC_URL: 'http://sapa.test',
    DEMO: 'true',
    LOG_LEVEL: 'silent',
    PORT: '0',
    METRICS_PORT: '0',
    RATE_LIMIT_ADDRESS: '100000',
    RATE_LIMIT_CONVERSATION: '100000',
    RATE_LIMIT_TOKEN: '100000',
    ...options.env,
  });
  return createApp(config, {
    clock: options.clock ?? new TestClock(DEMO_NOW),
    onStep: options.onStep,
    logTo: options.logTo,
    whatsapp: options.whatsapp,
    whatsappPolicy: options.whatsappPolicy,
    ...(options.asksPhone && { otpPolicy: { ...shippedOtpPolicy(), needsPhone: () => true } }),
  });
}
