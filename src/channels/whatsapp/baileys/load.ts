import type { Lib } from './context.ts';
import { silence } from './silence.ts';

let loading: Promise<Lib> | undefined;

/** Loads Baileys on first use, silenced and with its stray rejections caught. */
export function loadBaileys(): Promise<Lib> {
  silence();
  loading ??= import('@whiskeysockets/baileys').then((lib) => {
    process.on('unhandledRejection', onRejection);
    return lib;
  });
  return loading;
}

/**
 * Baileys answers stanzas from listeners nobody waits for: one that arrives while the connection closes ends
 * in a rejection nobody handles, and with it the process. Such a loss is the connection's, which the close
 * handler deals with; anybody else's stays the bug it is.
 */
function onRejection(error: unknown): void {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  if (/node_modules[\\/](?:libsignal|@whiskeysockets)[\\/]/.test(stack)) return;
  if (process.listenerCount('unhandledRejection') === 1) throw error;
}
