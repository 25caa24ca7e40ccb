import './memory.ts';
import { createApp } from './app.ts';
import { loadConfig } from './config.ts';
import { onShutdownSignal } from './http/index.ts';
import { ExpectedError } from './shared/errors.ts';

try {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  const port = await app.listen().catch(async (error: unknown) => {
    await app.stop();
    throw error;
  });
  onShutdownSignal(async () => process.exit((await app.stop()) ? 0 : 1));
  const base = config.PUBLIC_URL;
  console.log(`Sapa listens on http://${config.HOST}:${port}, reached as ${base}`);
  if (app.demoInbox) {
    console.log(`  Demonstration shop with the chat:  ${base}/demo/shop`);
    console.log(`  Inbox that shows the codes:        ${base}/demo/inbox`);
    console.log('  Try: "tagihan saya berapa ya", then customer number C-1001.');
  }
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
