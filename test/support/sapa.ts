import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../src/shared/project-root.ts';

export interface Ran {
  code: number;
  out: string;
  err: string;
}

/** Runs a built script as a process of its own; the environment holds nothing but PATH and `env`. */
export function run(script: string, args: readonly string[], env: Record<string, string>): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env.PATH, TZ: 'UTC', ...env }, timeout: 15_000 };
    execFile(process.execPath, [script, ...args], options, (error, out, err) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, out, err });
    });
  });
}

/** `sapa ...` on a data folder. */
export function sapa(dataDir: string, ...args: string[]): Promise<Ran> {
  return run(join(projectRoot(), 'dist', 'cli.js'), args, { DATA_DIR: dataDir });
}

/** `npm start` with these settings, for starts that are to fail. */
export function startServer(env: Record<string, string>): Promise<Ran> {
  return run(join(projectRoot(), 'dist', 'main.js'), [], env);
}
