import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPage, PHONE, until, widgetOn } from './support/page.ts';
import { Stage } from './support/scene.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

const CODE = {
  to: 'keuangan@pelanggan.example',
  channel: 'email',
  subject: 'Kode masuk Anda',
  text: 'Kode Anda 481516. <b>Jangan</b> berikan ke siapa pun.',
  at: '2026-03-11T03:00:00.000Z',
};

describe('the demonstration shop', () => {
  it('opens the widget from its own buttons, in the language chosen, under a strict policy', async () => {
    const server = await stage.server();
    const { page, troubles } = await openPage(stage.browser);
    await page.goto(`${server.base}/demo/shop`);
    expect(server.requests).toEqual([]);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'A question about an invoice?' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.getByRole('button', { name: 'Ask about an invoice' }).click();
    const chat = widgetOn(page);
    await chat.panel.waitFor();
    expect(await chat.panel.getAttribute('aria-label')).toBe('Chat with Sapa');
    await until('a token is asked for', () => server.requestsTo('/webchat/token') === 1);
    expect(server.requests[0]?.body).toMatchObject({ siteKey: 'demo', locale: 'en' });
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('remembers the language and fits a phone', async () => {
    const server = await stage.server();
    const { page } = await openPage(stage.browser, { viewport: PHONE });
    await page.goto(`${server.base}/demo/shop?lang=en`);
    await page.getByRole('button', { name: 'Bahasa Indonesia' }).click();
    await page.goto(`${server.base}/demo/shop`);
    await page.getByRole('heading', { name: 'Ada pertanyaan soal tagihan?' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  });
});

describe('the demonstration inbox', () => {
  it('says what will appear, then shows what came, newest first and inert', async () => {
    const server = await stage.server();
    const { page, troubles } = await openPage(stage.browser);
    await page.goto(`${server.base}/demo/inbox`);
    await page.getByRole('heading', { name: 'Belum ada pesan' }).waitFor();
    server.inbox = [{ ...CODE, subject: '' }, CODE];
    await page.getByText('481516', { exact: true }).first().waitFor();
    expect(await page.locator('.message h2').allTextContents()).toEqual(['email', 'Kode masuk Anda']);
    expect(await page.locator('.message .text b').count()).toBe(0);
    expect(await page.locator('#empty').isVisible()).toBe(false);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('says when the server is away and goes on afterwards', async () => {
    const server = await stage.server();
    const { page, context } = await openPage(stage.browser);
    await page.goto(`${server.base}/demo/inbox?lang=en`);
    await context.setOffline(true);
    await page.getByText('The inbox cannot be reached').waitFor();
    await context.setOffline(false);
    server.inbox = [CODE];
    await page.locator('.message').waitFor();
    await until('all is well again', async () => (await page.locator('#trouble').textContent()) === '');
  });
});
