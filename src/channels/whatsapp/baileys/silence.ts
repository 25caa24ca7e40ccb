/** libsignal prints whole sessions, private keys included, in normal operation; Baileys a stray line. */
const TALKATIVE = /[\\/]node_modules[\\/](?:libsignal|@whiskeysockets[\\/]baileys)[\\/]/;

type Method = (...words: unknown[]) => unknown;
const wrapped = new WeakSet<Method>();

/**
 * Drops what libsignal and Baileys themselves write to the console, whichever method they use; every other
 * caller's words pass. Must have run before either is loaded. May be called again, for a console that was
 * replaced since.
 */
export function silence(on: object = console): void {
  const methods = on as Record<string, unknown>;
  for (const name of Object.keys(methods)) {
    const original = methods[name];
    // `Console` is a class to make others with, not a way to write.
    if (typeof original !== 'function' || name === 'Console') continue;
    if (wrapped.has(original as Method)) continue;
    const quiet = withoutTheTalkative(original as Method);
    wrapped.add(quiet);
    methods[name] = quiet;
  }
}

function withoutTheTalkative(original: Method): Method {
  return function quiet(this: unknown, ...words: unknown[]) {
    return TALKATIVE.test(callerOf(quiet)) ? undefined : original.apply(this, words);
  };
}

/** File of the code that called `called`: the nearest frame alone, for our own code may run beneath theirs. */
function callerOf(called: Method): string {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const at: { stack?: unknown } = {};
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (_error, sites) => sites[0]?.getFileName() ?? '';
    Error.captureStackTrace(at, called);
    return String(at.stack);
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
}
