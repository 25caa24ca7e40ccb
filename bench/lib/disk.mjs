import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { percentile } from './stats.mjs';

/** Times `count` appends of 4 KiB, each followed by fdatasync, in `dir`; milliseconds. */
export function fdatasyncMs(dir, count = 100) {
  const file = join(dir, `fdatasync-${process.pid}`);
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096, 7);
  const times = [];
  try {
    for (let i = 0; i < count; i++) {
      const start = performance.now();
      writeSync(handle, page);
      fdatasyncSync(handle);
      times.push(performance.now() - start);
    }
  } finally {
    closeSync(handle);
    rmSync(file);
  }
  times.sort((a, b) => a - b);
  return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}
