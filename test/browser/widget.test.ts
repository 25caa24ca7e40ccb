import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Script } from './support/fake-conversations.ts';
import { openPage, PHONE, shown, until, widgetOn } from './support/page.ts';
import { parrot, Stage } from './support/scene.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

const offering: Script = (activity, say) => {
  if (activity.name === 'webchat/join') {
    const actions = [
      { type: 'imBack', title: 'Cek tagihan', value: 'cek tagihan' },
      { type: 'imBack', title: 'INV-0012 · Rp2.500.000', value: 'INV-0012' },
    ];
    say({ text: 'Apa yang bisa saya bantu?', suggestedActions: { actions } });
  } else if (activity.type === 'message') {
    say({ type: 'typing' });
    if (activity.text !== 'tunggu') say({ text: `Baik: ${activity.text}` });
  }
};

async function visit(script: Script = parrot, options: Parameters<typeof openPage>[1] = {}) {
  const server = await stage.server(script);
  const { page, troubles, context } = await openPage(stage.browser, options);
  await page.goto(await stage.hostPage(server));
  return { server, page, troubles, context, chat: widgetOn(page) };
}

describe('the widget on a page of somebody else', () => {
  it('asks the server for nothing before it is opened', async () => {
    const { server, page, chat } = await visit();
    await chat.launcher.waitFor();
    await page.waitForLoadState('networkidle');
    expect(server.requests).toEqual([]);
    await chat.open();
    await chat.says('Halo, saya Sapa');
    expect(server.requests.map((one) => one.line)).toContain('POST /webchat/token');
  });

  it('is opened, used and closed by keyboard alone, and gives the focus back', async () => {
    const { page, chat } = await visit();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain('launcher');
    await page.keyboard.press('Enter');
    await chat.says('Halo, saya Sapa');
    expect(await focused(page)).toContain('TEXTAREA');
    await page.keyboard.type('baris satu');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('baris dua');
    await page.keyboard.press('Enter');
    await chat.says('Anda menulis: baris satu\nbaris dua');
    await page.keyboard.press('Escape');
    expect(await chat.panel.isVisible()).toBe(false);
    expect(await focused(page)).toContain('launcher');
  });

  it('closes the menu with Escape first, and the chat with the next', async () => {
    const { page, chat } = await visit();
    await chat.open();
    await chat.chat.getByRole('button', { name: 'Menu obrolan' }).click();
    expect(await focused(page)).toContain('menu-item');
    await page.keyboard.press('Escape');
    expect(await chat.panel.isVisible()).toBe(true);
    expect(await chat.chat.locator('.menu').isVisible()).toBe(false);
    await page.keyboard.press('Escape');
    expect(await chat.panel.isVisible()).toBe(false);
  });

  it('sends each message once and says so truthfully', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    await chat.send('berapa tagihan saya?');
    await chat.says('Anda menulis: berapa tagihan saya?');
    await until('the state says sent', async () =>
      (await shown(chat.own('berapa tagihan'))).includes('Terkirim'),
    );
    const posts = server.requests.filter((one) => one.line.endsWith('/activities'));
    expect(posts.map((one) => (one.body as { type: string }).type)).toEqual(['event', 'message']);
    expect(await chat.transcript()).toHaveLength(3);
  });

  it('offers choices under the newest message, answers with their value, then takes them away', async () => {
    const { server, chat } = await visit(offering);
    await chat.open();
    await chat.choices.nth(1).click();
    await chat.says('Baik: INV-0012');
    expect(await chat.choices.count()).toBe(0);
    const posted = server.requests.at(-1)?.body as { text: string };
    expect(posted.text).toBe('INV-0012');
    expect(await chat.own('INV-0012 · Rp2.500.000').count()).toBe(1);
  });

  it('shows that Sapa is typing until the answer comes', async () => {
    const { server, chat } = await visit(offering);
    await chat.open();
    await chat.says('Apa yang');
    await chat.send('tunggu');
    await chat.typing.waitFor();
    server.conversations.say(server.conversations.latest(), { text: 'Terima kasih sudah menunggu.' });
    await chat.says('Terima kasih');
    expect(await chat.typing.isVisible()).toBe(false);
  });

  it('counts what it did not show, in a badge that outlives a reload without asking the server', async () => {
    const { server, page, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    await page.keyboard.press('Escape');
    const conversation = server.conversations.latest();
    server.conversations.say(conversation, { text: 'Kabar satu' });
    server.conversations.say(conversation, { text: 'Kabar dua' });
    await until('the badge says 2', async () => (await chat.badge.textContent()) === '2');
    expect(await chat.launcher.getAttribute('aria-label')).toContain('2 pesan belum dibaca');
    await until('it is remembered', () =>
      page.evaluate('JSON.stringify(localStorage).includes("unread\\\\\\":2")'),
    );
    const before = server.requests.length;
    await page.reload();
    await until('the badge says 2 again', async () => (await chat.badge.textContent()) === '2');
    expect(server.requests).toHaveLength(before);
    await chat.open();
    await chat.says('Kabar dua');
    await page.keyboard.press('Escape');
    expect(await chat.badge.isVisible()).toBe(false);
  });

  it('shows a long answer from its beginning, and the way to its end', async () => {
    const { server, page, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    await chat.send('semua faktur');
    await chat.says('Anda menulis');
    const conversation = server.conversations.latest();
    const lines = Array.from({ length: 60 }, (_, i) => `baris ${i + 1}`).join('\n');
    server.conversations.say(conversation, { text: lines });
    server.conversations.say(conversation, { text: 'Itu semuanya.' });
    await chat.says('Itu semuanya.');
    const view = (await chat.log.locator('..').boundingBox())!;
    const top = async (text: string) =>
      (await chat.messages.filter({ hasText: text }).last().boundingBox())!.y;
    await until('the answer begins in view', async () => (await top('Anda menulis')) >= view.y - 1);
    expect(await top('Itu semuanya.')).toBeGreaterThan(view.y + view.height);
    await chat.chat.getByRole('button', { name: 'Pesan baru' }).click();
    expect(await top('Itu semuanya.')).toBeLessThan(view.y + view.height);
    // Back in the history one stays, whatever comes.
    await chat.log.locator('..').hover();
    await page.mouse.wheel(0, -5000);
    await until('the top is in view', async () => (await top('Halo, saya Sapa')) > view.y);
    server.conversations.say(conversation, { text: 'Satu lagi.' });
    await chat.chat.getByRole('button', { name: 'Pesan baru' }).waitFor();
    expect(await top('Halo, saya Sapa')).toBeGreaterThan(view.y);
  });

  it('goes over to the language Sapa speaks', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    server.conversations.say(server.conversations.latest(), { text: 'Of course.', locale: 'en' });
    await chat.says('Of course.');
    expect(await chat.input.getAttribute('placeholder')).toBe('Write a message');
    expect(await chat.chat.locator('.bubble', { hasText: 'Of course.' }).getAttribute('lang')).toBe('en');
  });

  it('shows under whose name a human answers, and who has the conversation', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    const conversation = server.conversations.latest();
    server.conversations.say(conversation, {
      text: 'Saya sambungkan.',
      channelData: { handoff: { state: 'queued' } },
    });
    await chat.chat.getByText('Menunggu petugas').waitFor();
    const from = { id: 'collector', role: 'bot' };
    const channelData = { handoff: { state: 'assigned' as const } };
    server.conversations.say(conversation, { text: 'Selamat pagi.', from, channelData });
    await chat.chat.getByText('Bersama petugas').waitFor();
    expect(await shown(chat.messages.last().locator('.who'))).toBe('Petugas');
  });

  it('tells how long a wait may be, who has come, and that they are writing', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    const conversation = server.conversations.latest();
    const say = (words: object) => server.conversations.say(conversation, words);
    say({ text: 'Saya sambungkan.', channelData: { handoff: { state: 'queued', expectedMinutes: 30 } } });
    await chat.chat.getByText('Petugas ±30 menit lagi').waitFor();
    say({
      text: 'Rini dari tim kami sekarang menjawab Anda.',
      channelData: { handoff: { state: 'assigned', name: 'Rini' } },
    });
    await chat.chat.getByText('Bersama Rini').waitFor();
    const from = { id: 'collector', name: 'Rini', role: 'bot' };
    say({ type: 'typing', from });
    await chat.typing.getByText('Rini mengetik').waitFor();
    say({ text: 'Selamat pagi.', from });
    await chat.says('Selamat pagi.');
    expect(await chat.typing.isVisible()).toBe(false);
    say({ text: 'Petugas kami sudah selesai.', channelData: { handoff: { state: 'closed' } } });
    await chat.chat.getByText('Asisten tagihan PT Contoh', { exact: true }).waitFor();
    expect(await chat.chat.getByText('Bersama Rini').count()).toBe(0);
  });

  it('says that something is being written to a person alone, and not at every letter', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    const signs = () =>
      server.requests.filter((one) => (one.body as { type?: string } | undefined)?.type === 'typing').length;
    await chat.input.pressSequentially('untuk Sapa');
    await chat.input.fill('');
    expect(signs()).toBe(0);
    const from = { id: 'collector', name: 'Rini', role: 'bot' };
    const channelData = { handoff: { state: 'assigned' as const } };
    server.conversations.say(server.conversations.latest(), { text: 'Selamat pagi.', from, channelData });
    await chat.chat.getByText('Bersama Rini').waitFor();
    await chat.input.pressSequentially('untuk Rini');
    await until('the sign', () => signs() > 0);
    expect(signs()).toBe(1);
  });

  it('breaks no rule of a strict policy, trusted types included', async () => {
    const { page, troubles, chat, server } = await visit(offering);
    await chat.open();
    await chat.choices.first().click();
    await chat.says('Baik');
    const attachments = [
      { contentType: 'image/png', contentUrl: `${server.base}/files/bukti.png`, name: 'bukti.png' },
    ];
    server.conversations.say(server.conversations.latest(), { text: 'Ini.', attachments });
    await until('the picture is loaded', () =>
      page.evaluate(
        "document.querySelector('sapa-chat').shadowRoot.querySelector('img')?.naturalWidth === 1",
      ),
    );
    await chat.attach({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await chat.sendButton.click();
    await chat.own('slip.pdf').waitFor();
    await page.setViewportSize(PHONE);
    expect(troubles).toEqual({ violations: [], errors: [] });
    // The watch itself works: an inline style is reported.
    await page.evaluate("document.body.setAttribute('style', 'color: red')");
    await until('the violation is reported', () => troubles.violations.length > 0);
  });

  it('fills a phone without sideways scrolling, and Tab stays inside', async () => {
    const { page, chat } = await visit(offering, { viewport: PHONE, hasTouch: true, isMobile: true });
    await chat.open();
    await chat.choices.first().waitFor();
    await chat.send(`${'sangatpanjang'.repeat(30)} https://contoh.example/${'a'.repeat(200)}`);
    await chat.says('Baik: sangat');
    expect(await chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
    expect(await chat.panel.getAttribute('aria-modal')).toBe('true');
    const wide = `[document.documentElement, ...document.querySelector('sapa-chat').shadowRoot.querySelectorAll('*')]
      .filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== 'visible'
        && !node.classList.contains('unseen') && node.tagName !== 'TEXTAREA').map((node) => node.className)`;
    expect(await page.evaluate(wide)).toEqual([]);
    for (let press = 0; press < 12; press++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate('document.activeElement.tagName')).toBe('SAPA-CHAT');
    }
    const size =
      "getComputedStyle(document.querySelector('sapa-chat').shadowRoot.querySelector('textarea')).fontSize";
    expect(await page.evaluate(size)).toBe('16px');
  });

  it('is dark when the system is, or when the page says so', async () => {
    const { page, chat } = await visit(parrot, { colorScheme: 'dark' });
    await chat.open();
    const ground = () =>
      page.evaluate(
        "getComputedStyle(document.querySelector('sapa-chat').shadowRoot.querySelector('.panel')).backgroundColor",
      );
    expect(await ground()).toBe('rgb(35, 31, 29)');
    await page.emulateMedia({ colorScheme: 'light' });
    await until('it follows the system', async () => (await ground()) === 'rgb(255, 255, 255)');
    await chat.chat.evaluate((node) => node.setAttribute('color-scheme', 'dark'));
    expect(await ground()).toBe('rgb(35, 31, 29)');
  });

  it('starts a new conversation when asked, after asking back', async () => {
    const { server, chat } = await visit();
    await chat.open();
    await chat.says('Halo');
    await chat.send('yang lama');
    await chat.says('Anda menulis: yang lama');
    await chat.startNew();
    await until('a second conversation', () => server.conversations.all.size === 2);
    await chat.says('Halo');
    expect(await chat.transcript()).toEqual(['Halo, saya Sapa, asisten tagihan PT Contoh.']);
    await chat.send('yang baru');
    await chat.says('Anda menulis: yang baru');
  });
});

/** Class or tag of what has the focus, inside the widget too. */
function focused(page: { evaluate: (script: string) => Promise<unknown> }): Promise<string> {
  const script = `(() => { let node = document.activeElement;
    while (node.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    return node.className || node.tagName; })()`;
  return page.evaluate(script) as Promise<string>;
}
