import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';

const run = promisify(execFile);
const LOCK = join(tmpdir(), 'sapa-chromium-install.lock');
const INSTALL_WITHIN_MS = 10 * 60_000;
const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

let found: Promise<string> | undefined;

/**
 * Path of a Chromium that runs: CHROMIUM_PATH, one of the system's, playwright's own; else it installs
 * one (playwright's download, then Debian's package when root). Throws with what to do when none of
 * that works: browser tests are never skipped.
 */
export function ensureChromium(): Promise<string> {
  found ??= find();
  return found;
}

async function find(): Promise<string> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked) {
    if (await works(asked)) return asked;
    throw new Error(`CHROMIUM_PATH is ${asked}, but that does not start. Expected a Chromium or Chrome.`);
  }
  return (await installed()) ?? (await oneAtATime(install));
}

async function installed(): Promise<string | undefined> {
  for (const path of [...SYSTEM, chromium.executablePath()]) if (await works(path)) return path;
  return undefined;
}

async function works(path: string): Promise<boolean> {
  if (!path || !existsSync(path)) return false;
  return run(path, ['--version']).then(
    () => true,
    () => false,
  );
}

async function install(): Promise<string> {
  const tried: string[] = [];
  for (const [name, steps] of ways()) {
    const already = await installed();
    if (already) return already;
    try {
      for (const [command, ...args] of steps) {
        await run(command!, args, {
          timeout: INSTALL_WITHIN_MS,
          env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
        });
      }
    } catch (error) {
      tried.push(`${name}: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  const path = await installed();
  if (path) return path;
  throw new Error(
    `The browser tests need a Chromium and none could be installed.\n${tried.join('\n')}\n` +
      'Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.',
  );
}

function ways(): [string, string[][]][] {
  const cli = join(createRequire(import.meta.url).resolve('playwright-core/package.json'), '../cli.js');
  const list: [string, string[][]][] = [
    ["playwright's download", [[process.execPath, cli, 'install', 'chromium']]],
  ];
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const packages = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];
    list.push(["Debian's package", [['apt-get', 'update'], packages]]);
  }
  return list;
}

/** Test files run in several processes: one installs, the others wait for it. */
async function oneAtATime(work: () => Promise<string>): Promise<string> {
  const until = Date.now() + INSTALL_WITHIN_MS;
  for (;;) {
    try {
      await mkdir(LOCK);
      break;
    } catch {
      const age = await stat(LOCK).then(
        (lock) => Date.now() - lock.mtimeMs,
        () => 0,
      );
      if (age > INSTALL_WITHIN_MS || Date.now() > until) await rm(LOCK, { recursive: true, force: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    return await work();
  } finally {
    await rm(LOCK, { recursive: true, force: true });
  }
}
