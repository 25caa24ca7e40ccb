// The load, in a process of its own on its own core. Takes orders over IPC: open, drive, close.
import { openBotFramework } from './bot-framework.mjs';
import { openDirectLine } from './direct-line.mjs';
import { drive } from './drive.mjs';

let target;
const orders = {
  async open({ protocol, ...options }) {
    target = await (protocol === 'direct-line' ? openDirectLine : openBotFramework)(options);
  },
  drive: (options) => drive(target, options),
  async close() {
    target?.close();
    target = undefined;
  },
};

process.on('message', async ({ id, order, options }) => {
  try {
    process.send({ id, value: await orders[order](options) });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
process.on('disconnect', () => process.exit());
