import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Visitor } from '../../support/visitor.ts';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { type Page, PHONE, until } from '../support/page.ts';
import { greyPicture, idOf, reads, sendsProof, twoPages } from './cases-world.ts';

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await ConsoleScene.raise();
});
afterEach(() => scene.clear());
afterAll(() => scene.strike());

let shade = 40;
/** A proof of somebody new, and the path of its page. */
async function proofOf(debtor: Visitor, invoice: string, amount: string) {
  const slip = { name: 'bukti.png', bytes: greyPicture(shade++) };
  const receipt = await sendsProof(debtor, invoice, slip, { amount, on: '10 maret 2026' });
  return { receipt, path: `/proofs/${await idOf(scene, 'proofs', receipt)}` };
}

const part = (page: Page, invoice: string) => page.getByLabel(`Jumlah untuk faktur ${invoice}`);

describe('proofs to decide', () => {
  it('one is accepted with an allocation of its own, and the debtor reads what was booked', async () => {
    const debtor = await scene.debtor('C-1001');
    const { receipt, path } = await proofOf(debtor, 'INV-2026-0012', '2500000');
    const { page, open, troubles } = await scene.collector({}, { bypassCSP: true });
    await open(path);
    await page.getByRole('img', { name: /bukti\.png/ }).waitFor();
    // Proposed: what the debtor named, then the oldest.
    await until('the proposal stands', async () => (await part(page, 'INV-2026-0012').inputValue()) !== '');
    expect(await part(page, 'INV-2026-0012').inputValue()).toBe('1.500.000');
    expect(await part(page, 'INV-2026-0015').inputValue()).toBe('1.000.000');

    await page.getByLabel('Referensi bank').fill('TRX-7781');
    await part(page, 'INV-2026-0015').fill('1.5');
    await page.getByText('Ini bisa dibaca lebih dari satu cara').waitFor();
    await part(page, 'INV-2026-0015').fill('600,000.00');
    await page.getByText('Sisa sebagai kredit').waitFor();
    await page.getByText('Sisa sebagai kredit').click();
    expect(await part(page, 'INV-2026-0015').inputValue()).toBe('600.000');
    expect(await seriousFindings(page)).toEqual([]);

    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Rp600.000 untuk INV-2026-0015; Rp400.000 masih terbuka').waitFor();
    await dialog.getByText('Rp400.000 tersimpan sebagai kredit', { exact: true }).waitFor();
    const preview = await dialog.getByRole('figure').locator('blockquote p').allTextContents();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Bukukan Rp2.500.000' }).click();
    await page.getByText(`${receipt} sudah dibukukan`).waitFor();

    const told = await reads(debtor, receipt);
    for (const line of preview) expect(told).toContain(line);
    await until('the next one is open', () => !page.url().endsWith(path));
    await open(path);
    await page.getByText('Keputusan', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Terima…' }).count()).toBe(0);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('one is rejected in the collector’s own words, which the debtor reads', async () => {
    const debtor = await scene.debtor('C-1010');
    const { receipt, path } = await proofOf(debtor, 'INV-2026-0101', '1150000');
    const { page, open } = await scene.collector();
    await open(path);
    await page.getByRole('button', { name: 'Tolak…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Alasan lain').check();
    await dialog.getByRole('button', { name: 'Tolak dan kabari' }).click();
    await dialog.getByText('Tulis sebabnya').waitFor();
    await dialog.getByRole('textbox').fill('Tanggalnya belum cocok <b>ya</b>');
    await dialog.getByText('Catatan petugas: Tanggalnya belum cocok <b>ya</b>').waitFor();
    await dialog.getByRole('button', { name: 'Tolak dan kabari' }).click();
    await page.getByText(`${receipt} ditolak`).waitFor();
    expect(await reads(debtor, 'Catatan petugas')).toContain('Tanggalnya belum cocok <b>ya</b>');
  });

  it('a PDF is drawn page by page, enlarged and turned, with nothing fetched from elsewhere', async () => {
    const debtor = await scene.debtor('C-1009');
    const slip = { name: 'bukti "><img src=x onerror=alert(1)>.pdf', bytes: twoPages() };
    const receipt = await sendsProof(debtor, 'INV-2026-0091', slip, {
      amount: '26000000',
      on: '9 maret 2026',
    });
    const { page, open, troubles } = await scene.collector();
    const elsewhere: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(scene.url)) elsewhere.push(request.url());
    });
    await open(`/proofs/${await idOf(scene, 'proofs', receipt)}`);
    await page.locator('canvas[data-drawn="1"]').waitFor();
    const ink = () =>
      page.locator('canvas').evaluate((node) => {
        const canvas = node as unknown as { width: number; height: number; getContext(kind: '2d'): never };
        const context = canvas.getContext('2d') as unknown as {
          getImageData(...box: number[]): { data: Uint8Array };
        };
        const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
        let dark = 0;
        for (let at = 0; at < data.length; at += 4) if (data[at]! < 100) dark++;
        return { dark, wide: canvas.width > canvas.height };
      });
    const first = await ink();
    expect(first.dark).toBeGreaterThan(500);
    expect(first.wide).toBe(true);
    await page.keyboard.press(']');
    await page.locator('canvas[data-drawn="2"]').waitFor();
    await page.keyboard.press('o');
    await until('it is turned', async () => !(await ink()).wide);
    const before = await page.locator('canvas').boundingBox();
    await page.keyboard.press('+');
    await until(
      'it is larger',
      async () => ((await page.locator('canvas').boundingBox())?.height ?? 0) > (before?.height ?? 0),
    );
    // Over the limit of a collector: said, and not offered.
    await page.getByText('di atas batas Anda, Rp25.000.000').waitFor();
    expect(await page.getByRole('button', { name: 'Terima…' }).isDisabled()).toBe(true);
    expect(elsewhere).toEqual([]);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('of two collectors the second is told, and sees who decided', async () => {
    const { receipt, path } = await proofOf(await scene.debtor('C-1003'), 'INV-2026-0041', '650000');
    const one = await scene.collector({ name: 'Rini Contoh' });
    const two = await scene.collector({ name: 'Budi Misal' });
    for (const { page, open } of [one, two]) {
      await open(path);
      await page.getByLabel('Referensi bank').fill(`BCA-${receipt}`);
    }
    await one.page.getByRole('button', { name: 'Terima…' }).click();
    await one.page.getByRole('button', { name: 'Bukukan Rp650.000' }).click();
    await one.page.getByText(`${receipt} sudah dibukukan`).waitFor();
    // The other page hears of it by the live feed.
    await two.page.getByText('Rini Contoh').first().waitFor();
    expect(await two.page.getByRole('button', { name: 'Terima…' }).count()).toBe(0);
  });

  it('the list is read by an auditor without a button, on a phone, in English, in the dark', async () => {
    const { page, open } = await scene.collector(
      { role: 'auditor', locale: 'en' },
      { viewport: PHONE, colorScheme: 'dark', bypassCSP: true, locale: 'en-GB' },
    );
    await open('/proofs');
    await page.getByRole('link', { name: 'P-0001' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: 'P-0001' }).click();
    await page.getByText('You may look at proofs, not decide them.').waitFor();
    expect(await page.getByRole('button', { name: /accept|reject/i }).count()).toBe(0);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(PHONE.width);
    expect(await seriousFindings(page)).toEqual([]);
  });
});
