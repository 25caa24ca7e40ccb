import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { rows } from '../../http/console/casefile-world.ts';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { PHONE, until } from '../support/page.ts';
import { disputes, idOf, reads } from './cases-world.ts';

let scene: ConsoleScene;
beforeAll(async () => {
  scene = await ConsoleScene.raise();
});
afterEach(() => scene.clear());
afterAll(() => scene.strike());

describe('disputes', () => {
  it('one is noted upon and upheld in part, and the debtor reads what remains', async () => {
    const debtor = await scene.debtor('C-1001');
    const number = await disputes(debtor, 'INV-2026-0018', 'baris 1', 'Mesinnya <b>rusak</b> separuh bulan');
    const { page, open, troubles } = await scene.collector({ name: 'Rini Contoh' }, { bypassCSP: true });
    await open('/disputes');
    await page.getByRole('link', { name: number }).click();
    await page.getByText('Mesinnya <b>rusak</b> separuh bulan').waitFor();
    const line = page.getByRole('row', { name: /Sewa mesin kopi/ });
    expect(await line.textContent()).toContain('disanggah');

    await page.getByLabel('Tulis catatan').fill('Sudah ditanyakan ke gudang.');
    await page.getByRole('button', { name: 'Simpan catatan' }).click();
    await page.getByText('Sudah ditanyakan ke gudang.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);

    await page.getByRole('button', { name: 'Sebagian…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/Jumlah yang dikreditkan/).fill('9.000.000');
    await dialog.getByText('seluruh yang disanggah atau lebih').waitFor();
    await dialog.getByLabel(/Jumlah yang dikreditkan/).fill('1.000.000');
    await dialog.getByText('Rp1.750.000 masih terbuka').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Kabulkan sebagian dan kabari' }).click();
    await page.getByText(`${number} sudah diputuskan`).waitFor();

    const told = await reads(debtor, 'Nota kredit Rp1.000.000');
    expect(told).toContain(`Sanggahan ${number} untuk faktur INV-2026-0018 kami terima sebagian.`);
    expect(told).toContain('Rp1.750.000');
    await open(`/disputes/${await idOf(scene, 'disputes', number)}`);
    await page.getByText('Dikabulkan sebagian').first().waitFor();
    expect(await page.getByRole('button', { name: 'Kabulkan…' }).count()).toBe(0);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('one is marked when its time has passed, and rejected only with words', async () => {
    const debtor = await scene.debtor('C-1003');
    const number = await disputes(debtor, 'INV-2026-0041', 'semuanya', 'lewati');
    scene.clock.advance(20 * 86_400_000);
    const { page, open } = await scene.collector(
      { locale: 'en' },
      { viewport: PHONE, colorScheme: 'dark', bypassCSP: true },
    );
    await open('/disputes');
    const row = page.getByRole('listitem').filter({ hasText: number });
    await until('it is late', async () => /late|Past/.test((await row.textContent()) ?? ''));
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('link', { name: number }).click();
    await page.getByRole('button', { name: 'Reject…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Reject and tell' }).click();
    await dialog.getByText('Say why: the debtor reads it.').waitFor();
    await dialog.getByRole('textbox').fill('Harga sesuai kontrak.');
    await dialog.getByRole('button', { name: 'Reject and tell' }).click();
    await page.getByText(`${number} is decided`).waitFor();
    // Twenty days later nobody knows who reads there: only that there is a decision.
    await scene.app.outbox.drain();
    const [told] = await rows<{ body: string }>(
      scene.app,
      'SELECT body FROM messages WHERE body LIKE ? ORDER BY id DESC LIMIT 1',
      `%${number}%`,
    );
    expect(told?.body).toContain('sudah selesai kami periksa');
    expect(told?.body).not.toContain('Harga sesuai kontrak');
  });
});
