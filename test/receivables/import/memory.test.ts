import { execFile } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, expect, it } from 'vitest';

const dir = mkdtempSync(join(tmpdir(), 'sapa-memory-'));
// Beside node_modules, so that the bundle finds what it does not contain.
const bundles = resolve('node_modules/.cache/sapa-test');
const bundle = join(bundles, `memory-child-${process.pid}.mjs`);
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
  rmSync(bundle, { force: true });
});

async function invoices(rows: number): Promise<string> {
  const file = join(dir, `${rows}.csv`);
  const stream = createWriteStream(file);
  stream.write('invoice_number;debtor_number;issue_date;due_date;amount;description\n');
  for (let at = 0; at < rows; at++) {
    const day = String(1 + (at % 28)).padStart(2, '0');
    stream.write(
      `${rows}-${at};C-${at % 5000};${day}/03/2026;${day}/04/2026;${100 + (at % 900)}.500,50;Faktur ${at}\n`,
    );
  }
  stream.end();
  await finished(stream);
  return file;
}

it('imports 100,000 rows in the memory that 10,000 take', async () => {
  mkdirSync(bundles, { recursive: true });
  await build({
    entryPoints: [resolve('test/receivables/import/memory-child.ts')],
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const map = join(dir, 'map.yml');
  writeFileSync(map, 'create_debtors: true\n');
  // A small heap, so that what counts is what is held and not how late it is collected.
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=48',
    '--max-semi-space-size=4',
    bundle,
    join(dir, 'sapa.db'),
    map,
    await invoices(10_000),
    await invoices(100_000),
  ]);
  const [small, large] = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { created: number; peakMb: number });
  expect(small?.created).toBe(10_000);
  expect(large?.created).toBe(100_000);
  // The file alone is 6 MB, its rows as objects some 60 MB; page caches of 40 MB fill up meanwhile.
  expect((large?.peakMb ?? 0) - (small?.peakMb ?? 0)).toBeLessThan(48);
  expect(large?.peakMb).toBeLessThan(220);
}, 180_000);
