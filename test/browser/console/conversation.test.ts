import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../../http/console/casefile-world.ts';
import { fileNamed } from '../../support/files.ts';
import type { Visitor } from '../../support/visitor.ts';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { type Page, PHONE, until } from '../support/page.ts';

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await ConsoleScene.raise();
});
afterEach(() => scene.clear());
afterAll(() => scene.strike());

/** Somebody who asked for a person; their conversation's number with them. */
async function asks(number?: string) {
  const debtor = await scene.debtor(number);
  await debtor.say('saya mau bicara dengan petugas');
  const [newest] = await rows<{ id: number }>(scene.app, 'SELECT MAX(conversation_id) AS id FROM handoffs');
  return { debtor, path: `/conversations/${newest?.id}` };
}

const field = (page: Page) => page.locator('textarea');
const say = async (page: Page, text: string) => {
  await field(page).fill(text);
  await field(page).press('Enter');
};
const heard = (debtor: Visitor, text: string) =>
  until(`the debtor reads "${text}"`, async () =>
    (await debtor.news()).some((one) => one.text?.includes(text)),
  );

describe('a conversation', () => {
  it('is claimed, answered with a canned reply, noted, given a file and resolved', async () => {
    const { debtor, path } = await asks('C-1005');
    const { page, open, troubles } = await scene.collector({ name: 'Rini Contoh', firstName: 'Rini' });
    await open(path);
    await page.getByRole('button', { name: 'Ambil', exact: true }).click();
    await page.getByText('Anda yang memegang').waitFor();

    await field(page).pressSequentially('/cicil');
    await page.getByRole('option', { name: /cicil/ }).first().waitFor();
    await field(page).press('Enter');
    await until('the reply is in the field', async () => /\w{4}/.test(await field(page).inputValue()));
    const reply = (await field(page).inputValue()).trim();
    expect(reply).not.toContain('{{name}}');
    await field(page).press('Enter');
    await heard(debtor, reply.slice(0, 40));
    await until('it stands there once, as sent', async () => {
      const copies = page.getByRole('article').filter({ hasText: reply.slice(0, 40) });
      return (await copies.count()) === 1 && (await page.getByText('Mengirim…').count()) === 0;
    });

    await field(page).press('Escape');
    await page.keyboard.press('n');
    await say(page, 'Hanya untuk rekan: hubungi lagi Jumat.');
    await page
      .getByRole('article', { name: /^Catatan/ })
      .filter({ hasText: 'hubungi lagi Jumat' })
      .waitFor();

    await page.getByText('Jawaban', { exact: true }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'rincian.pdf',
      mimeType: 'application/pdf',
      buffer: fileNamed('slip.pdf'),
    });
    await page.getByText(/siap$/).waitFor();
    await say(page, 'Ini rinciannya.');
    await heard(debtor, 'Ini rinciannya.');
    await page.getByRole('article').getByText('rincian.pdf').waitFor();

    await page.getByRole('button', { name: 'Selesaikan' }).click();
    await page
      .getByRole('dialog')
      .getByLabel(/Catatan untuk rekan/)
      .fill('Cicilan disepakati.');
    await page.getByRole('dialog').getByRole('button', { name: 'Selesaikan' }).click();
    await page.getByText('Sapa yang menjawab', { exact: true }).waitFor();
    const said = (await debtor.news()).map((one) => one.text).join(' ');
    expect(said).not.toContain('Jumat');
    expect(said).not.toContain('disepakati');
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('shows hostile words, names and files as the text they are', async () => {
    const { debtor, path } = await asks();
    const words =
      '<img src=x onerror="document.title=1"> <b>x</b> [bayar](javascript:alert(1)) https://evil.example/x';
    await debtor.say(words);
    await debtor.uploadBytes('<svg onload=alert(1)>.png', fileNamed('slip.png'));
    const { page, open, troubles } = await scene.collector();
    await open(path);
    await page.getByRole('article').getByText(words, { exact: true }).first().waitFor();
    const log = page.getByRole('region', { name: 'Pesan' });
    expect(await log.locator('b, script, iframe, svg[onload]').count()).toBe(0);
    expect(await log.locator('a[href*="evil"], a[href^="javascript"]').count()).toBe(0);
    for (const href of await log
      .locator('a')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
      expect(href).toMatch(/^\/(?!\/)/);
    }
    await page.getByText('Belum terverifikasi: jangan sebut').waitFor();
    await field(page).fill('tagihannya Rp2.500.000 ya');
    await page.getByRole('alert').filter({ hasText: 'memuat jumlah uang' }).waitFor();
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('says from whom a message takes over, and keeps what was typed until it is sent', async () => {
    const { debtor, path } = await asks('C-1010');
    const rini = await scene.collector({ name: 'Rini Contoh' });
    await rini.open(path);
    await rini.page.getByText('Belum ada yang memegang percakapan ini').waitFor();
    await say(rini.page, 'Saya bantu ya.');
    await heard(debtor, 'Saya bantu ya.');

    const bayu = await scene.collector({ name: 'Bayu Misal' });
    await bayu.open(path);
    await bayu.page.getByText('mengambil alih dari Rini Contoh').waitFor();
    await field(bayu.page).fill('Saya lanjutkan dari sini.');
    await bayu.page.reload();
    await until('it is still there', async () => (await field(bayu.page).inputValue()) !== '');
    expect(await field(bayu.page).inputValue()).toBe('Saya lanjutkan dari sini.');
    await field(bayu.page).press('Enter');
    await bayu.page.getByText('Anda yang memegang').waitFor();
    await rini.page.getByText('Bayu Misal yang memegang').waitFor();
    await heard(debtor, 'Saya lanjutkan dari sini.');
  });

  it('keeps a message that did not go out and sends it once when tried again', async () => {
    const { debtor, path } = await asks('C-1003');
    const { page, open } = await scene.collector();
    await open(path);
    const keys: string[] = [];
    await page.route('**/messages', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().postDataJSON().key);
      // The first one arrives, but its answer is lost on the way.
      if (keys.length > 1) return route.continue();
      await route.fetch();
      return route.abort();
    });
    await page.routeWebSocket('**/live', () => {});
    await page.reload();
    await say(page, 'Satu kali saja.');
    await page.getByRole('alert').filter({ hasText: 'Belum terkirim' }).waitFor();
    await page.getByRole('button', { name: 'Coba lagi' }).click();
    await until('it is asked again', () => keys.length === 2);
    expect(keys[1]).toBe(keys[0]);
    await page.getByText('Belum terkirim').waitFor({ state: 'detached' });
    await until('it stands there once', async () => {
      const copies = page.getByRole('article').filter({ hasText: 'Satu kali saja.' });
      return (await copies.count()) === 1 && (await page.getByText('Mengirim…').count()) === 0;
    });
    const heardTimes = (await debtor.news()).filter((one) => one.text === 'Satu kali saja.').length;
    expect(heardTimes).toBe(1);
  });

  it('refuses files it cannot send before sending them', async () => {
    const { path } = await asks('C-1011');
    const { page, open } = await scene.collector();
    await open(path);
    const choose = (name: string, mimeType: string, buffer: Buffer) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
    await field(page).waitFor();
    await choose('alat.exe', 'application/x-msdownload', Buffer.from('MZ'));
    await page.getByRole('alert').filter({ hasText: 'alat.exe: hanya JPEG' }).waitFor();
    await choose('kosong.png', 'image/png', Buffer.alloc(0));
    await page.getByRole('alert').filter({ hasText: 'kosong.png kosong' }).waitFor();
    await choose('palsu.png', 'image/png', Buffer.from('<html>'));
    await page.getByRole('alert').filter({ hasText: 'jenis berkas ini tidak diterima' }).waitFor();
    expect(await page.getByRole('button', { name: 'Ambil alih dan kirim' }).isDisabled()).toBe(true);
  });

  it('is only read by an auditor', async () => {
    const { path } = await asks('C-1008');
    const { page, open } = await scene.collector({ role: 'auditor' });
    await open(path);
    await page.getByText('Anda dapat membaca, tidak menulis.').waitFor();
    expect(await field(page).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ambil', exact: true }).count()).toBe(0);
  });

  it('brings older messages without jumping', async () => {
    const { debtor, path } = await asks('C-1007');
    for (let count = 1; count <= 90; count++) await debtor.say(`pesan nomor ${count}`);
    const { page, open } = await scene.collector();
    await open(path);
    await page.getByText('pesan nomor 90', { exact: true }).waitFor();
    const log = page.getByRole('region', { name: 'Pesan' });
    const known = await log.getByRole('article').count();
    const first = await log.getByRole('article').first().elementHandle();
    const placeOf = async () => (await first?.boundingBox())?.y ?? Number.NaN;
    await log.evaluate((element) => element.scrollTo(0, 120));
    const before = await placeOf();
    await until('older ones have come', async () => (await log.getByRole('article').count()) > known);
    expect(Math.abs((await placeOf()) - before)).toBeLessThan(3);
    await debtor.say('sudah di bawah');
    await page.getByRole('button', { name: /pesan baru$/ }).click();
    await until('the newest is in sight', () =>
      page.getByText('sudah di bawah', { exact: true }).last().isVisible(),
    );
  });

  it.each([
    { locale: 'id', colorScheme: 'light' },
    { locale: 'en', colorScheme: 'dark' },
  ] as const)('holds against axe in $locale, $colorScheme', async ({ locale, colorScheme }) => {
    const { path } = await asks('C-1009');
    const { page, open } = await scene.collector({ locale }, { colorScheme, bypassCSP: true });
    await open(path);
    await page
      .locator('aside')
      .getByText(/Menulis lebih dulu|Writing first/)
      .waitFor();
    await page.getByRole('button', { name: /Rincian dan riwayat|Details and history/ }).click();
    await field(page).pressSequentially('/');
    await page.getByRole('listbox').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await field(page).fill('');
    await field(page).press('Escape');
    await page.keyboard.press('n');
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: /Tampilkan berkas|Show the debtor/ }).click();
    await page
      .getByRole('dialog')
      .getByText(/Menulis lebih dulu|Writing first/)
      .waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
