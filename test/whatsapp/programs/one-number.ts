import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';
import { ACCOUNT_ID, OurNumber } from '../our-number.ts';

// A process of its own that runs one number on the given store, as the server does, until its input ends.
// Writes a line for each status, and "arrived <n>" for each message that is durably there.
const [file = '', webSocketUrl] = process.argv.slice(2);
const store = temporaryWhatsAppStore(file);
const ours = await OurNumber.start(store, { surroundings: { webSocketUrl } });

let said = 0;
const tell = setInterval(() => {
  for (const state of ours.states.slice(said)) console.log(`status ${state}`);
  said = ours.states.length;
  console.log(`arrived ${store.inbox.waiting(ACCOUNT_ID, 1000).length}`);
}, 20);

process.stdin.resume().once('end', async () => {
  clearInterval(tell);
  await ours.stop();
  store.close();
  process.exit(0);
});
