import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { ensureChromium } from '../../support/chromium.ts';

/** Sizes every page is looked at. */
export const DESKTOP = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };

/** A Chromium of this test's own; close it when done. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: [
      '--no-sandbox',
      '--headless',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** What went wrong on a page in the browser's own eyes: policy violations, errors, failed scripts. */
export interface Troubles {
  violations: string[];
  errors: string[];
}

/** Runs in the page, before anything of its own. */
const REPORT_VIOLATIONS = `addEventListener('securitypolicyviolation', (event) =>
  window.__violation([event.violatedDirective, event.blockedURI, event.sample].join(' ')));`;

/** Opens a fresh profile with one page that reports every policy violation and uncaught error. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({
    viewport: DESKTOP,
    locale: 'id-ID',
    // Nothing need be waited for that only moves.
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  const troubles: Troubles = { violations: [], errors: [] };
  await page.exposeFunction('__violation', (text: string) => troubles.violations.push(text));
  await page.addInitScript({ content: REPORT_VIOLATIONS });
  page.on('pageerror', (error) => troubles.errors.push(String(error)));
  page.on('console', (message) => {
    if (/content security policy|trusted ?type/i.test(message.text()))
      troubles.violations.push(message.text());
  });
  return { context, page, troubles };
}

/** The widget on a page, as a person would use it. Locators see through its shadow root. */
export function widgetOn(page: Page) {
  const chat = page.locator('sapa-chat');
  const input = chat.locator('textarea');
  const messages = chat.locator('.message');
  return {
    chat,
    input,
    messages,
    launcher: chat.locator('.launcher'),
    panel: chat.locator('.panel'),
    log: chat.locator('[role=log]'),
    choices: chat.locator('.choices button'),
    cards: chat.locator('.card'),
    notice: chat.locator('.notice'),
    badge: chat.locator('.badge'),
    trouble: chat.locator('.trouble'),
    typing: chat.locator('.typing'),
    sendButton: chat.locator('.send'),
    open: async () => {
      await chat.locator('.launcher').click();
      await chat.locator('.panel').waitFor();
    },
    send: async (text: string) => {
      await input.fill(text);
      await input.press('Enter');
    },
    /** Attaches files as the file chooser would. */
    attach: (file: { name: string; mimeType: string; buffer: Buffer }) =>
      chat.locator('input[type=file]').setInputFiles(file),
    /** A message by its text, waiting until it is there. */
    says: (text: string | RegExp) => chat.locator('.message:not(.own)', { hasText: text }).last().waitFor(),
    own: (text: string | RegExp) => chat.locator('.message.own', { hasText: text }),
    /** Texts on screen in order, `> ` before those of this person. */
    transcript: () =>
      messages.evaluateAll((nodes) =>
        nodes.map((node) => {
          const text =
            node.querySelector('.text')?.textContent ?? node.querySelector('.file-name')?.textContent;
          return `${node.classList.contains('own') ? '> ' : ''}${text ?? ''}`;
        }),
      ),
    startNew: async () => {
      await chat.getByRole('button', { name: /^(Menu obrolan|Chat menu)$/ }).click();
      await chat.locator('.menu-item').click();
      await chat.locator('.confirm .primary').click();
    },
  };
}

export type Widget = ReturnType<typeof widgetOn>;

/** The text of a node as a person sees it: what is hidden by style is left out. */
export function shown(node: Locator): Promise<string> {
  // Not textContent: that would count hidden text too.
  return node.evaluate((element) => (element as unknown as { innerText: string }).innerText);
}

/** Waits until `check` holds, looking again on every turn of the page; fails with `what` after 15 s. */
export async function until(what: string, check: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await check())) {
    if (Date.now() > end) throw new Error(`Waited 15 s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export type { Browser, BrowserContext, Page };
