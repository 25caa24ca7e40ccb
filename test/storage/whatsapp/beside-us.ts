import { temporaryWhatsAppStore } from '../../support/whatsapp-store.ts';

/** A process of its own: takes the lease of number 1, says how that went, and holds it until it is ended. */
const [file = '', holder = '', mode = 'hold'] = process.argv.slice(2);
const store = temporaryWhatsAppStore(file);
process.stdout.write(`${store.leases.take(1, holder, Date.now(), Date.now() + 3_600_000)}\n`);
if (mode === 'write') {
  // Writes as fast as it can, beside whoever else does.
  for (let i = 0; i < 100; i++)
    store.together(() => {
      store.auth.saveKeys(1, [{ type: 'session', id: `${holder}-${i}`, value: '{"x":1}' }]);
      store.inbox.put(1, `lid:${holder}`, { id: `${holder}-${i}` } as never, i);
    });
  process.stdout.write('written\n');
}
if (mode === 'half') {
  // Dies in the middle of a transaction, after one that is complete.
  store.inbox.put(1, 'lid:1', { id: 'whole' } as never, 1);
  store.together(() => {
    store.auth.saveKeys(1, [{ type: 'session', id: 'half', value: '{"x":1}' }]);
    process.kill(process.pid, 'SIGKILL');
    // The signal arrives while this waits, in the transaction still.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
  });
}
setInterval(() => {}, 60_000);
