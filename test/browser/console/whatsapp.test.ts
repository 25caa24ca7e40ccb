import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import { ownStore } from '../../../src/whatsapp-store.ts';
import { makeCollector, signIn } from '../../support/collectors.ts';
import { freePort } from '../../support/server-process.ts';
import type { OwnerPhone } from '../../whatsapp/phone/owner-phone.ts';
import { FIRM, firmOnWhatsApp, sapaOn } from '../../whatsapp/sapa.ts';
import { LoopbackWhatsApp } from '../../whatsapp/server/index.ts';
import { seriousFindings } from '../support/axe.ts';
import { type Browser, launchBrowser, openPage, type Page, PHONE, until } from '../support/page.ts';

/** The whole application on a WhatsApp of our own, in front of it the console in a browser. */
let server: LoopbackWhatsApp;
let app: App;
let browser: Browser;
let owner: OwnerPhone;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  owner = await server.ownerPhone(FIRM);
  const port = await freePort();
  app = await sapaOn(server, await firmOnWhatsApp(), {
    HOST: '127.0.0.1',
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
  });
  await app.listen();
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  await server.stop();
});

async function collector(
  account: Parameters<typeof makeCollector>[1],
  options: Parameters<typeof openPage>[1] = {},
) {
  const made = await makeCollector(app.database, account);
  const { cookie } = await signIn(app, made);
  const opened = await openPage(browser, { bypassCSP: true, ...options });
  const [name = '', value = ''] = cookie.split('=');
  const url = app.config.PUBLIC_URL;
  await opened.context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
  return { ...opened, open: (path: string) => opened.page.goto(`${url}/console${path}`) };
}

/** What the page shows to be scanned or typed, as the channel's own database has it. */
function shownNow(): string | undefined {
  const store = ownStore(app.config);
  try {
    const link = store.links.read(1);
    return link?.state === 'showing' ? link.show : undefined;
  } finally {
    store.close();
  }
}

const fits = async (page: Page, width: number) =>
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
const conversationId = () =>
  app.database.read(
    async ({ connection }) =>
      connection.sqlite
        .prepare("SELECT MAX(id) FROM conversations WHERE channel = 'whatsapp'")
        .pluck()
        .get() as number,
  );
/** Takes a picture where somebody asked for them. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SAPA_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Linked, whichever test comes first. */
async function linked(): Promise<void> {
  const store = ownStore(app.config);
  try {
    if (store.statuses.read(1)?.state === 'linked') return;
    store.links.request(1, 'qr', Date.now());
    await until('a QR code to scan', () => shownNow() !== undefined);
    await owner.scan(shownNow()!);
    await until('it is linked', () => store.statuses.read(1)?.state === 'linked');
  } finally {
    store.close();
  }
}

describe('the firm’s number', () => {
  it('says on every page that it needs somebody, is linked with the phone, and is well at once', async () => {
    const boss = await collector(
      { role: 'supervisor', locale: 'en' },
      { viewport: PHONE, colorScheme: 'dark', locale: 'en-GB' },
    );
    await boss.open('/queue');
    await boss.page.getByRole('region', { name: 'WhatsApp needs somebody' }).waitFor();
    await fits(boss.page, PHONE.width);
    expect(await seriousFindings(boss.page)).toEqual([]);
    await picture(boss.page, 'banner-phone-en-dark');

    const admin = await collector({ role: 'admin' });
    await admin.open('/queue');
    await picture(admin.page, 'banner-desktop-id');
    await admin.page.getByRole('link', { name: 'Lihat caranya' }).click();
    await admin.page.getByRole('heading', { level: 2, name: FIRM }).waitFor();
    expect(await seriousFindings(admin.page)).toEqual([]);
    await picture(admin.page, 'unlinked-desktop-id');
    await admin.page.getByRole('button', { name: 'Tautkan dengan gambar' }).click();
    const drawn = admin.page.getByRole('img', { name: /Gambar untuk menautkan/ });
    await drawn.waitFor();
    expect(await seriousFindings(admin.page)).toEqual([]);
    await picture(admin.page, 'qr-desktop-id');

    // A supervisor sees how it stands, and nothing that would open the firm's WhatsApp to them.
    await boss.open('/whatsapp');
    await boss.page.getByText('An administrator is linking this number.').waitFor();
    expect(await boss.page.getByRole('img', { name: /Picture to link/ }).count()).toBe(0);
    expect(await boss.page.getByRole('button', { name: /Link|Unlink/ }).count()).toBe(0);

    await admin.page.getByRole('button', { name: 'Tautkan dengan kode' }).click();
    const code = admin.page.locator('output');
    await code.waitFor();
    await picture(admin.page, 'code-desktop-id');
    expect(await code.textContent()).toMatch(/^\w{4}-\w{4}$/);
    await admin.page.getByRole('button', { name: /Gambar baru/ }).click();
    await drawn.waitFor();
    await until('a QR code to scan', () => shownNow()?.startsWith('https://') === true);
    await owner.scan(shownNow()!);
    await admin.page.getByText('Tertaut', { exact: true }).waitFor();
    await boss.page.getByText('Linked', { exact: true }).waitFor();
    await fits(boss.page, PHONE.width);
    expect(await seriousFindings(boss.page)).toEqual([]);
    await picture(boss.page, 'linked-phone-en-dark');
    await picture(admin.page, 'linked-desktop-id');
    await admin.open('/queue');
    await admin.page.getByRole('heading', { name: 'Antrean' }).waitFor();
    await until(
      'the banner is gone',
      async () => (await admin.page.getByRole('region', { name: 'WhatsApp perlu ditangani' }).count()) === 0,
    );
    expect([...admin.troubles.errors, ...boss.troubles.errors]).toEqual([]);
  });
});

describe('a conversation on WhatsApp', () => {
  beforeEach(linked);

  it('shows ticks, corrections, deletions and the phone’s own words as they come', async () => {
    const debtor = await server.newPhone('+6281200009001');
    await debtor.say('halo, saya mau bicara dengan petugas');
    await debtor.until('an answer', () => debtor.received.length > 0);
    const { page, open, troubles } = await collector({ firstName: 'Rini', name: 'Rini Contoh' });
    await open(`/conversations/${await conversationId()}`);
    await page.getByText('halo, saya mau bicara dengan petugas').first().waitFor();
    expect(await page.locator('header').first().textContent()).toMatch(/WhatsApp · .*\+62.*9001|•|\*/);
    expect(await page.locator('body').textContent()).not.toContain('+6281200009001');

    await page.getByRole('textbox').fill('Selamat pagi, saya Rini.');
    await page.getByRole('button', { name: /kirim/i }).last().click();
    const mine = page.getByRole('article').filter({ hasText: 'Selamat pagi, saya Rini.' });
    await mine.getByRole('img', { name: 'Tersampaikan' }).waitFor();
    await debtor.until('the words of a person', () => debtor.received.some(({ text }) => /Rini/.test(text)));
    await debtor.read(...debtor.received);
    await mine.getByRole('img', { name: 'Dibaca' }).waitFor();

    const wrong = await debtor.say('nomor saya C-1001');
    await page.getByText('nomor saya C-1001').first().waitFor();
    await debtor.edit(wrong, 'nomor saya C-1002');
    await page
      .getByRole('article')
      .filter({ hasText: 'nomor saya C-1002' })
      .getByText('diperbaiki')
      .waitFor();
    await debtor.delete(wrong);
    await page.getByText('Dihapus oleh pelanggan').first().waitFor();
    await until('its words are gone', async () => {
      const text = (await page.locator('main').textContent()) ?? '';
      return !/C-100/.test(text);
    });
    await debtor.sendVoice({ bytes: Buffer.from('OggS voice'), mediaType: 'audio/ogg; codecs=opus' });
    await page.getByText('Pesan suara: dengarkan di ponsel perusahaan').waitFor();

    await owner.say('Ini dari ponsel kantor', { to: debtor.number });
    const typed = page.getByRole('article', { name: 'Di ponsel perusahaan' });
    await typed.getByText('Ini dari ponsel kantor').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'conversation-desktop-id');
    expect(troubles.errors).toEqual([]);
    const small = await collector(
      { locale: 'en' },
      { viewport: PHONE, colorScheme: 'dark', locale: 'en-GB' },
    );
    await small.open(`/conversations/${await conversationId()}`);
    await small.page.getByText('Deleted by the debtor').first().waitFor();
    await fits(small.page, PHONE.width);
    expect(await seriousFindings(small.page)).toEqual([]);
    await picture(small.page, 'conversation-phone-en-dark');
  });

  it('answered on the phone is nobody’s by name: a collector takes it over', async () => {
    const debtor = await server.newPhone('+6281200009003');
    await debtor.say('halo');
    await debtor.until('an answer', () => debtor.received.length > 0);
    await owner.say('Saya bantu dari sini', { to: debtor.number });
    const { page, open } = await collector({ locale: 'en' }, { locale: 'en-GB', viewport: PHONE });
    await until('it is a person’s', async () => {
      const id = await conversationId();
      const owned = await app.database.read(async ({ connection }) =>
        connection.sqlite.prepare('SELECT owner FROM conversations WHERE id = ?').pluck().get(id),
      );
      return owned === 'collector';
    });
    await open(`/conversations/${await conversationId()}`);
    await page.getByText('Answered on the firm’s phone').first().waitFor();
    await picture(page, 'phone-answered-phone-en');
    await page.getByRole('button', { name: 'Claim' }).click();
    await page.getByText('You have it').waitFor();
  });

  it('says in words that a person’s message did not arrive', async () => {
    const debtor = await server.newPhone('+6281200009002');
    await debtor.say('petugas');
    await debtor.until('both answers', () => debtor.received.length > 1);
    const { page, open } = await collector({ locale: 'en' }, { locale: 'en-GB' });
    await open(`/conversations/${await conversationId()}`);
    await page.getByRole('textbox').fill('Good morning.');
    // Whatever else leaves in this moment is refused as well: nothing comes after this test.
    server.ackError(404, 100);
    await page.getByRole('button', { name: /send/i }).last().click();
    const failed = page.getByRole('article').filter({ hasText: 'Good morning.' });
    await failed.getByText(/^Did not arrive:/).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await picture(page, 'failed-desktop-en');
  });
});
