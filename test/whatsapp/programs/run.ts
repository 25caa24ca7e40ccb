import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../../src/shared/project-root.ts';
import { eventually } from '../../support/eventually.ts';

/** A program of this folder as a process of its own; everything it writes is kept. */
export class Program {
  output = '';
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
  }

  static async start(name: string, ...words: string[]): Promise<Program> {
    const file = await bundle(name);
    const child = spawn(process.execPath, [file, ...words], {
      cwd: projectRoot(),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new Program(child);
  }

  /** Resolves when its output has it, `since` that many characters. */
  says(what: RegExp | string, since = 0): Promise<true> {
    const found = () => {
      const text = this.output.slice(since);
      return typeof what === 'string' ? text.includes(what) : what.test(text);
    };
    return eventually(() => found() || undefined, `"${what}" from the program, which said:\n${this.output}`);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    await this.#over(() => this.#child.kill('SIGKILL'));
  }

  /** Lets it end by itself. */
  async stop(): Promise<void> {
    await this.#over(() => this.#child.stdin?.end());
  }

  async #over(end: () => void): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    end();
    await gone;
  }
}

const bundles = new Map<string, Promise<string>>();

/** Node 20 runs no TypeScript: one file is made of it, within the project, whose libraries and files it needs. */
function bundle(name: string): Promise<string> {
  let made = bundles.get(name);
  if (!made) {
    made = make(name);
    bundles.set(name, made);
  }
  return made;
}

async function make(name: string): Promise<string> {
  const cache = join(projectRoot(), 'node_modules', '.cache');
  mkdirSync(cache, { recursive: true });
  const dir = mkdtempSync(join(cache, 'sapa-test-'));
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const outfile = join(dir, `${name}.mjs`);
  await build({
    entryPoints: [join(projectRoot(), 'test', 'whatsapp', 'programs', `${name}.ts`)],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return outfile;
}
