import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { generate } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../../src/shared/project-root.ts';
import { temporaryDir } from '../../support/database.ts';
import { ServerProcess } from '../../support/server-process.ts';
import { type Browser, launchBrowser, openPage, type Page, until, widgetOn } from '../support/page.ts';

const dataDir = temporaryDir();
const run = promisify(execFile);

/** The first administrator, as the operator makes one; resolves with the password printed. */
async function addAdmin(email: string): Promise<string> {
  const args = ['users', 'add', '--email', email, '--name', 'Rini Contoh', '--first-name', 'Rini'];
  const { stdout } = await run(
    process.execPath,
    [join(projectRoot(), 'dist', 'cli.js'), ...args, '--role', 'admin'],
    { env: { PATH: process.env.PATH, NODE_ENV: 'development', DATA_DIR: dataDir } },
  );
  return /once: (\S+)/.exec(stdout)![1]!;
}

/** Every step of a first sign-in on the page itself; resolves on the queue. */
async function firstSignIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/console`);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Lanjut' }).click();
  await page.locator('img[src^="data:image/svg"]').waitFor();
  const typed = (await page.locator('pre').first().innerText()).replaceAll(' ', '');
  const code = await generate({ secret: typed, epoch: Math.floor(Date.now() / 1000) });
  await page.getByLabel('Kode 6 angka').fill(code);
  await page.keyboard.press('Enter');
  const kept = page.getByRole('checkbox');
  await kept.waitFor();
  await kept.check();
  await page.getByRole('button', { name: 'Lanjut' }).click();
  const own = page.locator('input[type=password]');
  await own.nth(1).waitFor();
  await own.nth(0).fill('kalimat panjang milik sendiri');
  await own.nth(1).fill('kalimat panjang milik sendiri');
  await page.locator('button[type=submit]').click();
  await page.getByRole('heading', { name: 'Antrean' }).waitFor();
}

describe('a debtor in the widget and a collector in the console', () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await ServerProcess.start(dataDir);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
  });

  it('talk to each other, before and after the server was killed and started again', async () => {
    const email = 'rini@example.com';
    const collector = await openPage(browser);
    await firstSignIn(collector.page, server.url, email, await addAdmin(email));

    const debtor = await openPage(browser);
    await debtor.page.goto(`${server.url}/demo/shop`);
    const chat = widgetOn(debtor.page);
    await chat.open();
    await chat.says('saya Sapa');
    await chat.send('saya mau bicara dengan petugas');
    await chat.says(/petugas/);

    // Nobody reloads anything: the row comes by itself.
    const desk = collector.page;
    await desk.locator('button', { hasText: /^Ambil$/ }).click();
    await chat.says(/Rini/);
    await desk.goto(`${server.url}/console/queue?view=mine`);
    await desk.getByText('Belum terverifikasi').first().click();
    const composer = desk.getByRole('textbox', { name: 'Jawaban' });
    await composer.fill('Selamat pagi, saya Rini. Apa yang bisa saya bantu?');
    await composer.press('Enter');
    await chat.says('Selamat pagi, saya Rini.');
    const timeline = (text: string) => desk.getByRole('article').filter({ hasText: text }).last();
    await chat.send('transfer saya sudah masuk belum ya kak');
    await timeline('transfer saya sudah masuk belum').waitFor();

    await server.kill();
    await chat.send('halo, masih di sana?');
    await composer.fill('Sebentar, saya periksa.');
    await composer.press('Enter');
    await server.start();

    // Both go on where they were: what was written meanwhile arrives once, and the bot stays silent.
    await timeline('masih di sana').waitFor({ timeout: 45_000 });
    const retry = desk.getByRole('button', { name: /Coba lagi|Kirim lagi/ });
    await until('the words are sent, or offered to be sent again', async () => {
      if (await retry.first().isVisible()) await retry.first().click();
      return (await chat.transcript()).includes('Sebentar, saya periksa.');
    });
    await composer.fill('Sudah masuk, terima kasih.');
    await composer.press('Enter');
    await chat.says('Sudah masuk, terima kasih.');
    const said = await chat.transcript();
    const since = said.indexOf('Selamat pagi, saya Rini. Apa yang bisa saya bantu?');
    expect(said.slice(since)).toEqual([
      'Selamat pagi, saya Rini. Apa yang bisa saya bantu?',
      '> transfer saya sudah masuk belum ya kak',
      '> halo, masih di sana?',
      'Sebentar, saya periksa.',
      'Sudah masuk, terima kasih.',
    ]);
    for (const { troubles } of [collector, debtor]) expect(troubles).toEqual({ violations: [], errors: [] });
  }, 120_000);
});
