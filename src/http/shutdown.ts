import type { FastifyBaseLogger } from 'fastify';

/** One part of going down. The order of a graceful end: server, sockets, turns, outbox, database. */
export interface ShutdownStep {
  name: string;
  run: () => Promise<unknown>;
  /** Given up after this many milliseconds, 10,000 if not said. */
  withinMs?: number;
}

/**
 * Takes the steps in order. A step that fails or takes too long is logged and the next one is taken all
 * the same: the database must be closed whatever else went wrong. True when every step went well.
 */
export async function closeGracefully(
  steps: readonly ShutdownStep[],
  log: Pick<FastifyBaseLogger, 'info' | 'error'>,
): Promise<boolean> {
  let clean = true;
  for (const { name, run, withinMs = 10_000 } of steps) {
    const problem = await outcome(run, withinMs);
    if (problem === undefined) continue;
    clean = false;
    log.error({ err: problem, step: name }, 'shutdown: a step did not end well');
  }
  log.info({ clean }, 'shutdown: done');
  return clean;
}

async function outcome(run: () => Promise<unknown>, withinMs: number): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`not done after ${withinMs} ms`)), withinMs);
  });
  try {
    return await Promise.race([run().then(() => undefined), late]);
  } catch (error) {
    return error;
  } finally {
    clearTimeout(timer);
  }
}

/** Calls `close` at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function onShutdownSignal(close: () => Promise<unknown>): void {
  let closing = false;
  const signals = ['SIGTERM', 'SIGINT'] as const;
  for (const signal of signals)
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      void close();
    });
}
