import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildWeb } from '../../../scripts/build-web.mjs';
import type { Script } from './fake-conversations.ts';
import { FakeDirectLine } from './fake-direct-line.ts';
import { startHostPage } from './fake-pages.ts';
import { type Browser, launchBrowser } from './page.ts';

/** Greets whoever joins and says back what was said. */
export const parrot: Script = (activity, say) => {
  if (activity.name === 'webchat/join') say({ text: 'Halo, saya Sapa, asisten tagihan PT Contoh.' });
  else if (activity.type === 'message') say({ text: `Anda menulis: ${activity.text}` });
};

/** Everything one test file needs: a browser, and the web pages as they are in the source now. */
export class Stage {
  readonly browser: Browser;
  readonly assets: string;
  readonly #open: { close: () => Promise<unknown> }[] = [];

  private constructor(browser: Browser, assets: string) {
    this.browser = browser;
    this.assets = assets;
  }

  static async raise(): Promise<Stage> {
    const assets = await mkdtemp(join(tmpdir(), 'sapa-web-'));
    const [browser] = await Promise.all([launchBrowser(), buildWeb({ outDir: assets })]);
    return new Stage(browser, assets);
  }

  /** A server of its own for one test. */
  async server(script: Script = parrot): Promise<FakeDirectLine> {
    const server = await new FakeDirectLine(this.assets, script).listen();
    this.#open.push(server);
    return server;
  }

  /** A page on another origin that embeds the widget; returns its address. */
  async hostPage(server: FakeDirectLine, attributes?: string): Promise<string> {
    const page = await startHostPage(server.base, attributes);
    this.#open.push(page);
    return page.url;
  }

  /** After each test: what it opened is closed. */
  async clear(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
    for (const one of this.#open.splice(0)) await one.close();
  }

  async strike(): Promise<void> {
    await this.clear();
    await this.browser.close();
    await rm(this.assets, { recursive: true, force: true });
  }
}
