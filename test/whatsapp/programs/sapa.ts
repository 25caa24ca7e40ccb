import { testApp } from '../../support/app.ts';
import { withoutLimits } from '../no-limits.ts';

// The whole application as a process of its own, on the WhatsApp of a test, until it is killed. Its clock is
// ahead by so many minutes: that long it was down.
const [dataDir = '', webSocketUrl = '', minutes = '0'] = process.argv.slice(2);
await testApp({
  dataDir,
  clock: { now: () => Date.now() + Number(minutes) * 60_000 },
  whatsapp: { webSocketUrl, pause: async () => {} },
  whatsappPolicy: withoutLimits(),
  env: { LOG_LEVEL: process.env.SAPA_SHOW ? 'info' : 'error' },
});
console.log('started');
