import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { PHONE, until } from '../support/page.ts';

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await ConsoleScene.raise();
});
afterEach(() => scene.clear());
afterAll(() => scene.strike());

describe('debtors', () => {
  it('are found by phone, invoice and name, and the file opens from the keyboard', async () => {
    const { page, open, troubles } = await scene.collector({}, { bypassCSP: true });
    await open('/debtors');
    const field = page.getByRole('searchbox');
    const results = page.getByRole('region', { name: 'Debitur yang ditemukan' }).getByRole('listitem');
    const finds = async (words: string, name: string, match: RegExp) => {
      await field.fill(words);
      await until(`"${words}" finds ${name}`, async () => {
        const texts = await results.allTextContents();
        return texts.length === 1 && texts[0]!.includes(name) && match.test(texts[0]!);
      });
    };
    await finds('0812-0000-1002', 'CV Sumber Rekaan', /Telepon: /);
    await finds('INV-2026-0101', 'Misal Andi', /Faktur: INV-2026-0101/);
    await finds('tertunda', 'PT Tertunda Imajiner', /Nama: /);
    expect(await seriousFindings(page)).toEqual([]);
    await field.fill('<img src=x onerror=alert(1)>');
    await page.getByText('Tidak ada yang cocok dengan “<img src=x onerror=alert(1)>”').waitFor();

    await finds('C-1009', 'PT Tertunda Imajiner', /Nomor: C-1009/);
    await field.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'PT Tertunda Imajiner' }).waitFor();
    const invoice = page.getByRole('row', { name: /INV-2026-0091/ }).first();
    expect(await invoice.textContent()).toMatch(/lewat 130 hari/);
    await page.getByText('Di atas 90 hari').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('have a file that fits a phone, in English and in the dark', async () => {
    const { page, open } = await scene.collector(
      { locale: 'en', role: 'auditor' },
      { viewport: PHONE, colorScheme: 'dark', bypassCSP: true },
    );
    await open('/debtors?q=C-1001');
    await page.getByRole('link', { name: 'PT Maju Fiktif' }).click();
    await page.getByText('INV-2026-0012').first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(PHONE.width);
    expect(await seriousFindings(page)).toEqual([]);
  });
});

describe('call-backs and service levels', () => {
  it('a promise is shown on the creditor’s clock, marked as unproven, and done', async () => {
    // Nobody is there: a time is offered at once.
    const visitor = await scene.debtor();
    await visitor.say('saya mau bicara dengan petugas');
    await visitor.say('yang pertama');
    await visitor.say('0812-3456-7890');
    const { page, open, troubles } = await scene.collector({}, { bypassCSP: true });
    await open('/call-backs');
    const promise = page.getByRole('listitem').filter({ hasText: 'belum terbukti' });
    // 10.00 in Jakarta whatever the browser's own zone is; the first offer is two hours later.
    await promise.getByText(/Rab, 11 Mar.*12\.00.*14\.00.*WIB/).waitFor();
    expect(await promise.textContent()).toContain('+6281234567890');
    expect(await seriousFindings(page)).toEqual([]);
    await promise.getByRole('button', { name: 'Batalkan' }).click();
    await page.getByRole('button', { name: 'Batal', exact: true }).click();
    await promise.getByRole('button', { name: /^Selesai/ }).click();
    await page.getByText('Tidak ada telepon balik yang dijanjikan').waitFor();
    await page.getByRole('button', { name: 'Selesai', exact: true }).click();
    await page.getByRole('listitem').filter({ hasText: '+6281234567890' }).waitFor();
    await open('/service-levels');
    await page.getByRole('rowheader', { name: /Minta bicara dengan petugas/ }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });
});
