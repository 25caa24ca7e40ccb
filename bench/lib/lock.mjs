import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps a second run out of `dir` until this process ends: two at a time would measure each other. */
export function lockDir(dir) {
  const file = join(dir, 'running');
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    const other = Number(readFileSync(file, 'utf8'));
    if (isRunning(other)) {
      console.error(`Another run (process ${other}) measures in ${dir}: wait for it, or give another --dir.`);
      process.exit(1);
    }
    writeFileSync(file, String(process.pid));
  }
  process.on('exit', () => rmSync(file, { force: true }));
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
