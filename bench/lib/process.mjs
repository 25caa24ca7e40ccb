import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/** Servers run on the first core, whoever loads them on the second: neither takes time from the other. */
export const SERVER_CORE = 0;
export const LOAD_CORE = 1;

export const canPin =
  availableParallelism() > 1 && spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status === 0;

/** The command line that runs `node args` on one core, or anywhere when the machine cannot pin. */
export function pinned(core, args) {
  return canPin ? ['taskset', ['-c', String(core), process.execPath, ...args]] : [process.execPath, args];
}

/** A port that was free a moment ago. */
export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(130));

/**
 * Starts `node args` on the server core; its output goes to `logFile`. Resolves at once, whether or
 * not it listens yet.
 */
export function startProcess(args, { env, logFile, cwd }) {
  const log = openSync(logFile, 'a');
  const [command, commandArgs] = pinned(SERVER_CORE, args);
  const startedAt = performance.now();
  const child = spawn(command, commandArgs, { env, cwd, stdio: ['ignore', log, log] });
  closeSync(log);
  running.add(child);
  const exited = once(child, 'exit').then(([code, signal]) => {
    running.delete(child);
    return { code, signal };
  });
  let gone;
  exited.then((how) => {
    gone = how;
  });
  return {
    pid: child.pid,
    startedAt,
    logFile,
    /** How it ended, or undefined while it runs. */
    gone: () => gone,
    /** Asks it to end and waits; after 15 s it is killed. */
    async stop() {
      if (gone) return gone;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      const how = await exited;
      clearTimeout(timer);
      return how;
    },
  };
}

/** Calls `probe` until it gives something truthy. Throws with the server's own words when it ends before that. */
export async function until(server, what, probe, { everyMs = 5, timeoutMs = 60_000 } = {}) {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (server.gone())
      throw new Error(
        `${what}: the server ended first (${JSON.stringify(server.gone())})\n${tail(server.logFile)}`,
      );
    if (performance.now() > deadline)
      throw new Error(`${what}: not within ${timeoutMs} ms\n${tail(server.logFile)}`);
    await delay(everyMs);
  }
}

function tail(file) {
  return readFileSync(file, 'utf8').split('\n').slice(-30).join('\n');
}

const TICK_MICROS = 1e6 / Number(spawnSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }).stdout || 100);

/** User and system time of a process and all its threads so far, in microseconds (steps of a clock tick, 10 ms). */
export function cpuMicros(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  // The command name may hold spaces: fields are counted from the parenthesis that ends it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MICROS;
}

/** Resident memory in MB (10^6 bytes): all of it, its peak, and the part that is pages of mapped files. */
export function memoryMb(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  const read = (name) => (Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0) * 1024) / 1e6;
  return { rss: read('VmRSS'), peak: read('VmHWM'), file: read('RssFile') };
}
