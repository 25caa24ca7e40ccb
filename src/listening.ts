import { ExpectedError } from './shared/errors.ts';

/** The variables that name an address to listen on. */
export interface ListenAt {
  host: 'HOST' | 'METRICS_HOST';
  port: 'PORT' | 'METRICS_PORT';
}

/** Runs `listen`; throws ExpectedError `listen` when the address or port it wants cannot be had. */
export async function listening<T>(
  variables: ListenAt,
  at: { host: string; port: number },
  listen: () => Promise<T>,
): Promise<T> {
  try {
    return await listen();
  } catch (error) {
    const words: Record<string, string> = {
      EADDRINUSE: `another program listens on port ${at.port} already (is Sapa running?). Stop it or set ${variables.port}`,
      EACCES: `this user may not listen on port ${at.port}. Set ${variables.port} to one above 1023`,
      EADDRNOTAVAIL: `${at.host} is no address of this machine. Set ${variables.host}`,
      ENOTFOUND: `there is no host "${at.host}". Set ${variables.host}`,
    };
    const word = words[(error as NodeJS.ErrnoException).code ?? ''];
    throw word === undefined ? error : new ExpectedError('listen', `Sapa cannot listen: ${word}.`);
  }
}
