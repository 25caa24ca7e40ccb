// `npm run bench:console -- live|queue [options]`: what collectors wait for; both without a word.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const [which, ...options] = process.argv.slice(2);
for (const one of which === undefined ? ['queue', 'live'] : [which]) {
  const { status } = spawnSync(process.execPath, [join(import.meta.dirname, `${one}.mjs`), ...options], {
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
