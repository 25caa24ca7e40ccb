/** How libsignal begins what it prints; the rest of it is ratchet state with private keys. */
const LIBSIGNAL = [
  'Closing session',
  'Opening session',
  'Session already',
  'Removing old closed session',
  'Closing open session',
  'Migrating session to',
  'Failed to decrypt message with any known session',
  'Session error:',
  'Decrypted message with closed session',
  'Unhandled bucket type',
];

let silenced = false;

/** Keeps libsignal from printing session keys in this process, whoever runs it. Other output is untouched. */
export function silenceLibsignal(): void {
  if (silenced) return;
  silenced = true;
  for (const level of ['info', 'warn', 'error', 'log'] as const) {
    const real = console[level].bind(console);
    console[level] = (...what: unknown[]) => {
      const first = what[0];
      if (typeof first === 'string' && LIBSIGNAL.some((start) => first.startsWith(start))) return;
      real(...what);
    };
  }
}
