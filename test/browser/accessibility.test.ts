import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from './support/axe.ts';
import { openPage, PHONE, until, widgetOn } from './support/page.ts';
import { Stage } from './support/scene.ts';
import { showcase, words } from './support/showcase.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

const WAYS = [
  { language: 'id', colorScheme: 'light' },
  { language: 'id', colorScheme: 'dark' },
  { language: 'en', colorScheme: 'light' },
  { language: 'en', colorScheme: 'dark' },
] as const;

it('axe sees inside the widget', async () => {
  const server = await stage.server(showcase('id'));
  const { page } = await openPage(stage.browser, { bypassCSP: true });
  await page.goto(await stage.hostPage(server));
  await widgetOn(page).open();
  const root = "document.querySelector('sapa-chat').shadowRoot.querySelector('.send')";
  await page.evaluate(`for (const name of ['aria-label', 'title']) ${root}.removeAttribute(name)`);
  expect(await seriousFindings(page)).toEqual([expect.stringContaining('button-name')]);
});

describe.each(WAYS)('axe finds nothing serious in $language, $colorScheme', ({ language, colorScheme }) => {
  const options = { colorScheme, bypassCSP: true };

  it('in the widget, closed, conversing and in trouble', async () => {
    const server = await stage.server(showcase(language));
    const { page } = await openPage(stage.browser, options);
    await page.goto(await stage.hostPage(server, `data-site-key="demo" data-locale="${language}"`));
    const chat = widgetOn(page);
    await chat.launcher.waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await chat.open();
    await chat.choices.first().click();
    await chat.cards.nth(2).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    server.faults.push({ on: '/activities', act: { status: 400 } });
    await chat.send('x');
    await chat.own('x').getByRole('button').waitFor();
    await chat.send(words(language).choices[2] ?? '');
    await chat.says(words(language).human);
    await chat.attach({ name: 'slip.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await chat.attach({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') });
    await chat.chat.locator('header .icon-button').first().click();
    await page.setViewportSize(PHONE);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('on the demonstration pages', async () => {
    const server = await stage.server(showcase(language));
    const { page } = await openPage(stage.browser, options);
    await page.goto(`${server.base}/demo/shop?lang=${language}`);
    expect(await seriousFindings(page)).toEqual([]);
    await page.goto(`${server.base}/demo/inbox?lang=${language}`);
    expect(await seriousFindings(page)).toEqual([]);
    const text = 'Kode Anda 123456.';
    server.inbox = [
      { to: 'a@contoh.example', channel: 'email', subject: 'Kode', text, at: '2026-03-11T03:00:00Z' },
    ];
    await until('it is shown', async () => (await page.locator('.message').count()) === 1);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
