import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { projectRoot } from '../../src/shared/project-root.ts';

/** Makes a script of the tests runnable by node alone; returns its path. Libraries are left where they are. */
export async function bundled(script: string): Promise<string> {
  // Within the project, so that libraries are found from there.
  const outfile = join(
    projectRoot(),
    'node_modules',
    '.cache',
    'sapa-test',
    `${basename(script, '.ts')}-${process.pid}.mjs`,
  );
  await build({
    ...{ entryPoints: [script], outfile, bundle: true, format: 'esm', platform: 'node', target: 'node20' },
    packages: 'external',
    logLevel: 'error',
  });
  return outfile;
}

/** A process of a bundled script, which talks in lines. */
export class ScriptProcess {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #closed: Promise<unknown>;
  #heard = () => {};

  constructor(file: string, ...args: string[]) {
    this.#child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#closed = once(this.#child, 'close').then(() => this.#heard());
    createInterface({ input: this.#child.stdout! }).on('line', (line) => {
      this.lines.push(line);
      this.#heard();
    });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with the n-th line (from 1) once it is said; rejects when the process ends before. */
  async line(n: number): Promise<string> {
    while (this.lines.length < n) {
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`the process ended after ${this.lines.length} lines`);
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
    return this.lines[n - 1] ?? '';
  }

  /** Resolves when it has ended by itself. */
  async ended(): Promise<void> {
    await this.#closed;
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }
}
