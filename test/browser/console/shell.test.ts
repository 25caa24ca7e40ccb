import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { PHONE, until } from '../support/page.ts';

/** Keeps what the page would show outside its window, where a headless browser shows nothing. */
const KEEP_NOTICES = `window.__notices = []; window.__notes = 0;
window.Notification = class { static permission = 'granted'; static requestPermission = async () => 'granted';
  constructor(title, options) { window.__notices.push(title + ': ' + options.body); } close() {} };
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...when) { window.__notes++; return start.apply(this, when); };`;

describe('the console around its pages', () => {
  let scene: ConsoleScene;
  beforeAll(async () => {
    scene = await ConsoleScene.raise();
  });
  afterEach(() => scene.clear());
  afterAll(() => scene?.strike());

  it('lists its shortcuts by itself, and they lead where they say', async () => {
    const { page, open, troubles } = await scene.collector({ role: 'admin' });
    await open('/queue');
    await page.getByRole('heading', { name: 'Antrean' }).waitFor();
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Pintasan papan ketik' });
    await help.getByText('Balasan siap pakai').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    expect(page.url()).toMatch(/\/queue$/);
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { name: 'Balasan siap pakai' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('g q?');
    expect(await page.getByRole('searchbox').inputValue()).toBe('g q?');
    expect(page.url()).toMatch(/\/replies$/);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('tells of a new request: sound, notification, and the number in the title', async () => {
    const { page, open, account } = await scene.collector({ role: 'supervisor' });
    await page.addInitScript({ content: KEEP_NOTICES });
    await open('/profile');
    await page.getByText('Bunyi lembut').waitFor();
    await page.getByRole('switch', { name: 'Pemberitahuan di layar' }).check();
    await page.getByRole('button', { name: 'Dengarkan' }).click();
    const notes = () => page.evaluate('window.__notes') as Promise<number>;
    expect(await notes()).toBe(2);
    const debtor = await scene.debtor('C-1001');
    await debtor.say('saya mau bicara dengan petugas');
    await until(
      'the notification',
      async () => ((await page.evaluate('window.__notices.length')) as number) === 1,
    );
    const [notice] = (await page.evaluate('window.__notices')) as string[];
    expect(notice).toMatch(/^Permintaan baru: .+ · PT Contoh$/);
    expect(notice).not.toMatch(/Rp|\d/);
    expect(await notes()).toBe(4);
    await until('the title says it', async () => /^\(1\) Profil saya/.test(await page.title()));
    expect(await page.getByRole('link', { name: /Antrean/ }).innerText()).toContain('1');
    expect(account.role).toBe('supervisor');
  });

  it('lets an administrator add somebody, whose password is shown once, and nobody else', async () => {
    const { page, open, troubles } = await scene.collector({ role: 'admin' });
    await open('/team');
    await page.getByRole('button', { name: 'Tambah tim' }).click();
    await page.getByLabel('Nama tim').fill('Tim Pagi');
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Tim Pagi').waitFor();
    await page.getByRole('button', { name: 'Tambah petugas' }).click();
    await page.getByLabel('Nama', { exact: true }).fill('Petugas Dua');
    await page.getByLabel('Nama panggilan').fill('Dua');
    await page.getByLabel('Alamat e-mail').fill('budi@sapa.test');
    await page.getByRole('checkbox', { name: 'PT Contoh' }).check();
    await page
      .getByRole('dialog', { name: 'Tambah petugas' })
      .getByRole('button', { name: 'Simpan' })
      .click();
    const issued = page.getByRole('dialog', { name: 'Kata sandi sekali pakai' });
    expect(await issued.locator('pre').innerText()).toMatch(/^[a-z0-9]{4}(-[a-z0-9]{4}){4}$/);
    await issued.getByRole('button', { name: 'Sudah saya sampaikan' }).click();
    const row = page.getByRole('listitem').filter({ hasText: 'Petugas Dua' });
    await row.getByText('Belum ada autentikator').waitFor();

    await page.getByRole('button', { name: 'Tambah petugas' }).click();
    await page.getByLabel('Nama', { exact: true }).fill('Orang Lain');
    await page.getByLabel('Nama panggilan').fill('Lain');
    await page.getByLabel('Alamat e-mail').fill('budi@sapa.test');
    await page.getByRole('dialog').getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Sudah dipakai.').waitFor();
    await page.getByRole('button', { name: 'Batal' }).click();

    await row.getByRole('button', { name: 'Ubah Petugas Dua' }).click();
    await page.getByRole('button', { name: 'Nonaktifkan' }).click();
    await page.getByText('langsung keluar').waitFor();
    await page.getByRole('button', { name: 'Nonaktifkan' }).last().click();
    await row.getByText('Nonaktif').waitFor();
    expect(troubles).toEqual({ violations: [], errors: [] });

    const reader = await scene.collector({ role: 'auditor' });
    await reader.open('/team');
    await reader.page.getByText('Petugas Dua').waitFor();
    expect(await reader.page.getByRole('button', { name: /Tambah|Ubah/ }).count()).toBe(0);
    expect(await reader.page.getByText('budi@sapa.test').count()).toBe(0);
  });

  it('keeps canned replies: shown as the debtor reads them, changed, deleted', async () => {
    const { page, open } = await scene.collector({ role: 'admin', firstName: 'Sari' });
    await open('/replies');
    await page.getByRole('button', { name: 'Tambah balasan' }).click();
    await page.getByLabel('Judul', { exact: true }).fill('Jam kerja');
    await page.getByLabel('Pintasan', { exact: true }).fill('/Jam Kerja!');
    expect(await page.getByLabel('Pintasan', { exact: true }).inputValue()).toBe('jamkerja');
    await page.getByLabel('Isi', { exact: true }).fill('Salam dari {{collector}}. <b>{{nama}}</b>');
    await page.getByText('Salam dari Sari. <b>{{nama}}</b>').waitFor();
    await page.getByText('{{nama}} tidak dikenal').waitFor();
    await page.getByRole('button', { name: 'Simpan' }).click();
    await page.getByText('Hanya sapaan').waitFor();
    await page.getByLabel('Isi', { exact: true }).fill('Kami buka pukul 8, ');
    await page.getByRole('button', { name: 'Sapaan pelanggan' }).click();
    await page.getByRole('button', { name: 'Simpan' }).click();
    const row = page.getByRole('listitem').filter({ hasText: '/jamkerja' });
    await row.getByText('Kami buka pukul 8, {{name}}').waitFor();
    await page.getByRole('searchbox').fill('tidak ada yang begini');
    await page.getByText('Tidak ada yang cocok').waitFor();
    await page.getByRole('searchbox').fill('jamkerja');
    await row.getByRole('button').click();
    await page.getByRole('button', { name: 'Hapus' }).click();
    await page.getByText('dihapus untuk semua petugas').waitFor();
    await page.getByRole('button', { name: 'Hapus' }).last().click();
    await row.waitFor({ state: 'detached' });
  });

  it('shows each page to everybody: axe finds nothing serious, light and dark, desktop and phone', async () => {
    for (const options of [{}, { viewport: PHONE, colorScheme: 'dark' as const }]) {
      const { page, open } = await scene.collector({ role: 'admin' }, { bypassCSP: true, ...options });
      for (const [path, title] of [
        ['/profile', 'Profil saya'],
        ['/team', 'Tim'],
        ['/replies', 'Balasan siap pakai'],
        ['/nowhere', 'Tidak ada halaman di alamat ini'],
      ] as const) {
        await open(path);
        await page.getByRole('heading', { name: title, exact: true, level: 1 }).waitFor();
        await page.getByRole('status', { name: 'Memuat' }).waitFor({ state: 'detached' });
        expect([path, await seriousFindings(page)]).toEqual([path, []]);
      }
      await open('/team');
      await page.getByRole('button', { name: 'Tambah petugas' }).click();
      await page.getByRole('dialog').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
});
