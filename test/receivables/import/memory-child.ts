// Run by memory.test.ts in a process of its own: imports files one after the other and tells the memory used.
import { resolve } from 'node:path';
import { connectFile } from '../../../src/erp/csv/index.ts';
import { addCreditor, importCommand } from '../../../src/receivables/import/index.ts';
import { systemClock } from '../../../src/shared/clock.ts';
import { openDatabase } from '../../../src/storage/database.ts';

const [, , file = '', mapFile, ...files] = process.argv;
const database = openDatabase(file, resolve('migrations/sqlite'));
await database.write((tx) => addCreditor(tx, { slug: 'contoh', name: 'PT Contoh' }, systemClock.now()));
for (const source of files) {
  const report = await importCommand(
    { database, clock: systemClock, kind: 'invoices', file: source, mapFile, connect: connectFile },
    { print: () => {}, isTerminal: false },
  );
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(`${JSON.stringify({ created: report.created, peakMb })}\n`);
}
await database.close();
