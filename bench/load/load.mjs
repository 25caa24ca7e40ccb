import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LOAD_CORE, pinned } from '../lib/process.mjs';

const AGENT = fileURLToPath(new URL('./agent.mjs', import.meta.url));

/** Starts the load process. Its methods are the orders of agent.mjs; `end` stops it. */
export function startLoad() {
  const [command, args] = pinned(LOAD_CORE, [AGENT]);
  const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const open = new Map();
  let lastId = 0;
  child.on('message', ({ id, value, error }) => {
    const { resolve, reject } = open.get(id);
    open.delete(id);
    if (error === undefined) resolve(value);
    else reject(new Error(error));
  });
  child.on('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`the load process ended with ${code}`));
  });
  const order = (name) => (options) =>
    new Promise((resolve, reject) => {
      open.set(++lastId, { resolve, reject });
      child.send({ id: lastId, order: name, options });
    });
  return { open: order('open'), drive: order('drive'), close: order('close'), end: () => child.disconnect() };
}
