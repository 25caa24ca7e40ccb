import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { type Page, PHONE, until } from '../support/page.ts';

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await ConsoleScene.raise();
});
afterEach(() => scene.clear());
afterAll(() => scene.strike());

const row = (page: Page, name: string) =>
  page.locator('li', { has: page.locator('a[data-handoff]', { hasText: name }) });

/** Somebody asks for a person and waits in the queue. */
async function asks(number: string, words = 'saya mau bicara dengan petugas') {
  const debtor = await scene.debtor(number);
  await debtor.say(words);
  return debtor;
}

describe('the queue', () => {
  it('tells the slower of two who was faster, and both see who has it', async () => {
    await asks('C-1001');
    const rini = await scene.collector({ name: 'Rini Contoh' });
    const bayu = await scene.collector({ name: 'Bayu Misal' });
    await Promise.all([rini.open('/queue'), bayu.open('/queue')]);
    const buttons = [rini, bayu].map(({ page }) => page.getByRole('button', { name: /^Ambil percakapan/ }));
    await Promise.all(buttons.map((button) => button.waitFor()));
    // Neither claim leaves before both have clicked: else the feed may take the slower one's button away.
    let bothAsked = () => {};
    const asked = new Promise<void>((resolve) => {
      bothAsked = resolve;
    });
    let claims = 0;
    for (const { page } of [rini, bayu]) {
      await page.route('**/claim', async (route) => {
        if (++claims === 2) bothAsked();
        await asked;
        await route.continue();
      });
    }
    await Promise.all(buttons.map((button) => button.click()));
    const told = (page: Page, by: string) => page.getByRole('alert').filter({ hasText: `${by} lebih dulu` });
    await until('one of them is told', async () => {
      const seen = [told(rini.page, 'Bayu Misal'), told(bayu.page, 'Rini Contoh')];
      return (await Promise.all(seen.map((one) => one.count()))).reduce((sum, one) => sum + one, 0) === 1;
    });
    const [lost, winner] =
      (await told(rini.page, 'Bayu Misal').count()) > 0 ? [rini, 'Bayu Misal'] : [bayu, 'Rini Contoh'];
    await lost.open('/queue?view=all');
    await row(lost.page, 'PT Andalan')
      .or(lost.page.locator('li'))
      .filter({ hasText: winner })
      .first()
      .waitFor();
    expect(rini.troubles).toEqual({ violations: [], errors: [] });
  });

  it('takes an optimistic claim back when the server refuses', async () => {
    await asks('C-1003');
    const { page, open } = await scene.collector({ name: 'Rini Contoh' });
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.route('**/claim', async (route) => {
      await asked;
      await route.fulfill({ status: 500, contentType: 'application/json', body: '{"code":"internal"}' });
    });
    await open('/queue');
    const one = row(page, 'Toko Andai').first();
    await one.getByRole('button').click();
    await one.getByText('Anda', { exact: true }).waitFor();
    answer();
    await one.getByRole('button', { name: /^Ambil/ }).waitFor();
    await page.getByRole('alert').filter({ hasText: 'keliru di sisi kami' }).waitFor();
  });

  it('is worked by keys alone, and keeps its filters in the address', async () => {
    await asks('C-1005');
    await asks('C-1010', 'saya lagi kesulitan bayar');
    const { page, open } = await scene.collector();
    await open('/queue?view=unassigned&reason=hardship');
    await row(page, 'Misal Andi').waitFor();
    expect(await page.locator('a[data-handoff]').count()).toBe(1);
    await page.keyboard.press('j');
    await page.keyboard.press('c');
    await row(page, 'Misal Andi').getByText('Anda', { exact: true }).waitFor();
    await page.keyboard.press('1');
    await page.waitForURL('**/queue?view=mine&reason=hardship');
    await row(page, 'Misal Andi').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/conversations/*');
    await page.getByRole('heading', { name: 'Misal Andi', level: 1 }).waitFor();
    await open('/queue?view=mine&reason=privacy_request');
    await page.getByText('Tidak ada yang cocok dengan saringan ini').waitFor();
    await page.getByRole('button', { name: 'Hapus saringan' }).last().click();
    await row(page, 'Misal Andi').waitFor();
  });

  it('lets new ones wait above while somebody points at a row', async () => {
    await asks('C-1006');
    const { page, open } = await scene.collector();
    await open('/queue');
    const first = page.locator('a[data-handoff]').first();
    await first.waitFor();
    await page.locator('ul[aria-label] li').first().hover();
    const before = await page.locator('a[data-handoff]').allTextContents();
    // Far more money and a harder reason than anybody else: it belongs at the top.
    await asks('C-1009', 'saya lagi kesulitan bayar');
    const pill = page.getByRole('button', { name: '1 baru' });
    await pill.waitFor();
    expect(await page.locator('a[data-handoff]').allTextContents()).toEqual(before);
    await pill.click();
    await until(
      'it stands at the top',
      async () => (await page.locator('a[data-handoff]').first().textContent()) === 'PT Tertunda Imajiner',
    );
  });

  it('shows what a debtor wrote and is called as plain text', async () => {
    const stranger = await scene.debtor();
    await stranger.say('saya mau bicara dengan petugas');
    const hostile = '<img src=x onerror="document.title=1"><b>tebal</b>';
    await stranger.say(hostile);
    const { page, open, troubles } = await scene.collector();
    await open('/queue?view=all');
    await row(page, 'Belum terverifikasi').first().waitFor();
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('lets an auditor look and not touch', async () => {
    await asks('C-1008');
    const { page, open } = await scene.collector({ role: 'auditor' });
    await open('/queue');
    await row(page, 'CV Selalu Lunas Semu').waitFor();
    expect(await page.getByRole('button', { name: /^Ambil/ }).count()).toBe(0);
  });

  it.each([
    { locale: 'id', colorScheme: 'light' },
    { locale: 'en', colorScheme: 'dark' },
  ] as const)('holds against axe in $locale, $colorScheme', async ({ locale, colorScheme }) => {
    const { page, open } = await scene.collector({ locale }, { colorScheme, bypassCSP: true });
    await open('/queue?view=all');
    await page.locator('a[data-handoff]').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.setViewportSize(PHONE);
    await page.getByRole('button', { name: /^(Saringan|Filters)$/ }).click();
    await page.getByLabel(/^(Alasan|Reason)$/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await open('/queue?view=closed');
    await page.getByText(/Belum ada yang selesai|Nothing has been closed yet/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});
