import type { BrowserContextOptions } from 'playwright-core';
import type { App } from '../../../src/app.ts';
import { DEMO_NOW, testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, signIn } from '../../support/collectors.ts';
import { freePort } from '../../support/server-process.ts';
import { Visitor } from '../../support/visitor.ts';
import { type Browser, launchBrowser, openPage } from './page.ts';

type Account = Parameters<typeof makeCollector>[1];

/**
 * The whole application with the demonstration ledger on a port of its own, at the moment of the
 * demonstration, and a browser in front of it. The pages are those of the last build.
 */
export class ConsoleScene {
  readonly app: App;
  readonly clock: TestClock;
  readonly browser: Browser;
  readonly url: string;

  private constructor(app: App, clock: TestClock, browser: Browser) {
    this.app = app;
    this.clock = clock;
    this.browser = browser;
    this.url = app.config.PUBLIC_URL;
  }

  static async raise(): Promise<ConsoleScene> {
    const clock = new TestClock(DEMO_NOW);
    const port = await freePort();
    const env = { HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` };
    const app = await testApp({ clock, env });
    await app.listen();
    return new ConsoleScene(app, clock, await launchBrowser());
  }

  /** Somebody signed in, in a browser profile of their own, whose clock shows the time of the scene. */
  async collector(account: Account = {}, options: BrowserContextOptions = {}) {
    const made = await makeCollector(this.app.database, account);
    const { cookie } = await signIn(this.app, made);
    const opened = await openPage(this.browser, options);
    const [name = '', value = ''] = cookie.split('=');
    await opened.context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Lax' }]);
    await opened.page.clock.setFixedTime(this.clock.now());
    const open = (path: string) => opened.page.goto(`${this.url}/console${path}`);
    return { ...opened, account: made, open };
  }

  /** A debtor at the demonstration's page; `number` proves to be that one. English at the site `demo-en`. */
  async debtor(number?: string, site: 'demo' | 'demo-en' = 'demo'): Promise<Visitor> {
    // Codes are sent only so often: a minute passes between two people.
    this.clock.advance(60_000);
    const visitor = new Visitor(this.app);
    await visitor.open(site, site === 'demo' ? 'id' : 'en');
    if (!number) return visitor;
    await visitor.say(site === 'demo' ? 'tagihan saya berapa ya' : 'what do I owe');
    await visitor.say(number);
    await visitor.say(visitor.code() ?? '');
    return visitor;
  }

  /** Closes what the pages of one test opened. */
  async clear(): Promise<void> {
    for (const context of this.browser.contexts()) await context.close();
  }

  async strike(): Promise<void> {
    await this.clear();
    await this.browser.close();
    await this.app.stop();
  }
}
