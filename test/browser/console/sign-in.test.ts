import { generate } from 'otplib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, firstPassword } from '../../../src/collectors/index.ts';
import { seriousFindings } from '../support/axe.ts';
import { ConsoleScene } from '../support/console-scene.ts';
import { openPage, type Page, PHONE, until } from '../support/page.ts';

const OWN_PASSWORD = 'sebuah kalimat pendek';

describe('signing in to the console', () => {
  let scene: ConsoleScene;
  beforeAll(async () => {
    scene = await ConsoleScene.raise();
  });
  afterEach(() => scene.clear());
  afterAll(() => scene?.strike());

  /** An account as "sapa users add" makes it. */
  async function newAccount(email: string) {
    const { password, hash } = await firstPassword();
    const input = {
      email,
      name: 'Petugas Satu',
      firstName: 'Satu',
      creditorIds: [],
      locale: 'id' as const,
    };
    await scene.app.database.write((tx) =>
      addAccount(tx, null, { ...input, role: 'admin', teamId: null }, hash, scene.clock.now()),
    );
    return { email, password };
  }

  /** The app's code now; the next one after each use, as a code is good once. */
  function appCode(secret: string): Promise<string> {
    scene.clock.advance(30_000);
    return generate({ secret, epoch: Math.floor(scene.clock.now() / 1000) });
  }

  async function start(options = {}) {
    const opened = await openPage(scene.browser, options);
    await opened.page.goto(`${scene.url}/console/profile`);
    return opened;
  }

  async function password(page: Page, email: string, given: string) {
    await page.getByLabel('Alamat e-mail').fill(email);
    await page.getByLabel('Kata sandi', { exact: true }).fill(given);
    await page.getByRole('button', { name: 'Lanjut' }).click();
  }

  /** Everything of the first time; ends at the profile, whose address was asked for. */
  async function firstTime(page: Page, account: { email: string; password: string }) {
    await password(page, account.email, account.password);
    await page.getByRole('img', { name: 'Kode QR' }).waitFor();
    const secret = (await page.locator('pre').innerText()).replaceAll(' ', '');
    await page.getByLabel('Kode 6 angka').fill(await appCode(secret));
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    const list = page.getByRole('list', { name: 'Kode pemulihan' });
    const codes = await list.getByRole('listitem').allInnerTexts();
    await page.getByLabel('Sudah saya simpan').check();
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByLabel('Kata sandi baru', { exact: true }).fill(OWN_PASSWORD);
    await page.getByLabel('Kata sandi baru, sekali lagi').fill(OWN_PASSWORD);
    await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
    await page.getByRole('heading', { name: 'Profil saya' }).waitFor();
    return { secret, codes };
  }

  it('leads the first time over authenticator, recovery codes and a password of one’s own', async () => {
    const account = await newAccount('pertama@sapa.test');
    const { page, troubles } = await start();
    await password(page, account.email, account.password);
    await page.getByRole('img', { name: 'Kode QR' }).waitFor();
    await page.getByLabel('Kode 6 angka').fill('000000');
    await page.getByRole('button', { name: 'Hubungkan' }).click();
    await page.getByText('Kodenya belum cocok').waitFor();
    const secret = (await page.locator('pre').innerText()).replaceAll(' ', '');
    await page.getByLabel('Kode 6 angka').fill(await appCode(secret));
    await page.getByRole('button', { name: 'Hubungkan' }).click();

    const list = page.getByRole('list', { name: 'Kode pemulihan' });
    await list.waitFor();
    expect(await list.getByRole('listitem').count()).toBe(10);
    const next = page.getByRole('button', { name: 'Lanjut' });
    expect(await next.isDisabled()).toBe(true);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Unduh' }).click();
    expect((await saved).suggestedFilename()).toBe('sapa-recovery-codes.txt');
    await page.getByLabel('Sudah saya simpan').check();
    await next.click();

    await page.getByLabel('Kata sandi baru', { exact: true }).fill('pendek');
    await page.getByLabel('Kata sandi baru, sekali lagi').fill('pendek');
    await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
    await page.getByText('Paling sedikit 12 karakter.').waitFor();
    for (const given of [account.email, account.password, OWN_PASSWORD]) {
      await page.getByLabel('Kata sandi baru', { exact: true }).fill(given);
      await page.getByLabel('Kata sandi baru, sekali lagi').fill(given);
      await page.getByRole('button', { name: 'Simpan kata sandi' }).click();
      if (given === account.email) await page.getByText('Jangan memakai alamat e-mail').waitFor();
      if (given === account.password) await page.getByText('Ini kata sandi yang lama').waitFor();
    }
    await page.getByRole('heading', { name: 'Profil saya' }).waitFor();
    await page.getByRole('link', { name: 'Antrean' }).click();
    await page.getByRole('heading', { name: 'Antrean' }).waitFor();
    expect(await page.title()).toMatch(/Antrean · Sapa$/);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('asks for a code the next time, refuses a wrong one, and takes a recovery code once', async () => {
    const account = await newAccount('kedua@sapa.test');
    const first = await start();
    const { secret, codes } = await firstTime(first.page, account);
    await first.page.getByRole('button', { name: 'Keluar', exact: true }).click();
    await first.page.getByText('Anda sudah keluar').waitFor();

    const { page } = first;
    await password(page, account.email, 'bukan kata sandinya');
    await page.getByText('belum cocok').waitFor();
    await password(page, account.email, OWN_PASSWORD);
    await page.getByLabel('Kode 6 angka').fill('123456');
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByText('Kodenya belum cocok').waitFor();
    await page.getByLabel('Kode 6 angka').fill(await appCode(secret));
    await page.getByRole('button', { name: 'Masuk' }).click();
    await page.getByRole('heading', { name: 'Antrean' }).waitFor();

    for (const works of [true, false]) {
      const { page: other } = await start();
      await password(other, account.email, OWN_PASSWORD);
      await other.getByRole('button', { name: /kode pemulihan/i }).click();
      await other.getByLabel('Kode pemulihan').fill(codes[0]!.toUpperCase());
      await other.getByRole('button', { name: 'Masuk' }).click();
      if (works) await other.getByRole('heading', { name: 'Profil saya' }).waitFor();
      else await other.getByText('sudah pernah dipakai').waitFor();
    }
  });

  it('closes the door for a while after too many tries, and says for how long', async () => {
    const { page } = await start();
    for (let tries = 0; tries < 5; tries++) {
      await password(page, 'siapa@sapa.test', `salah ${tries}`);
      await until('the answer is there', () => page.getByRole('button', { name: 'Lanjut' }).isEnabled());
      await page.getByText('belum cocok').waitFor();
    }
    await page.getByRole('button', { name: 'Lanjut' }).click();
    await page.getByText(/Coba lagi dalam 0:\d\d/).waitFor();
    expect(await page.getByRole('button', { name: 'Lanjut' }).isDisabled()).toBe(true);
  });

  it('keeps what was being typed when the session ends, and goes on after signing in again', async () => {
    const account = await newAccount('lanjut@sapa.test');
    const { context, page, troubles } = await start();
    const { secret } = await firstTime(page, account);
    await page.getByLabel('Nama lengkap').fill('Petugas Kesatu');
    await context.clearCookies();
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Masuk lagi' });
    await dialog.waitFor();
    expect(await dialog.getByLabel('Alamat e-mail').inputValue()).toBe(account.email);
    await dialog.getByLabel('Kata sandi', { exact: true }).fill(OWN_PASSWORD);
    await dialog.getByRole('button', { name: 'Lanjut' }).click();
    await dialog.getByLabel('Kode 6 angka').fill(await appCode(secret));
    await dialog.getByRole('button', { name: 'Masuk' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByLabel('Nama lengkap').inputValue()).toBe('Petugas Kesatu');
    await page.getByRole('button', { name: 'Simpan', exact: true }).click();
    await page.getByText('Tersimpan.').waitFor();
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('can be used by everybody: axe finds nothing serious, in the dark and on a phone too', async () => {
    const account = await newAccount('semua@sapa.test');
    for (const options of [{}, { viewport: PHONE, colorScheme: 'dark' as const }]) {
      const { page } = await start({ bypassCSP: true, ...options });
      await page.getByLabel('Alamat e-mail').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByLabel('E-mail address').fill(account.email);
      await page.getByLabel('Password', { exact: true }).fill(account.password);
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('img', { name: 'QR code' }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
});
