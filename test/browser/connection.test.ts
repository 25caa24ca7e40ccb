import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPage, shown, until, type Widget, widgetOn } from './support/page.ts';
import { parrot, Stage } from './support/scene.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

const HELLO = 'Halo, saya Sapa, asisten tagihan PT Contoh.';

async function conversing() {
  const server = await stage.server(parrot);
  const { page, context } = await openPage(stage.browser);
  await page.goto(await stage.hostPage(server));
  const chat = widgetOn(page);
  await chat.open();
  await chat.says(HELLO);
  return { server, page, context, chat };
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => `nomor ${from + i}`);

/** Waits for the transcript and compares it whole: nothing lost, nothing doubled, in order. */
async function shows(chat: Widget, expected: string[]): Promise<void> {
  await until(`${expected.length} messages`, async () => (await chat.messages.count()) >= expected.length);
  expect(await chat.transcript()).toEqual(expected);
}

describe('the widget when the network is bad', () => {
  it('loses and doubles nothing while its stream is cut again and again', async () => {
    const { server, chat } = await conversing();
    const conversation = server.conversations.latest();
    for (let count = 1; count <= 200; count++) {
      server.conversations.say(conversation, { text: `nomor ${count}` });
      if (count % 50 !== 25) continue;
      server.dropStreams();
      if (count === 125) server.refuseStreams = 1;
      // The next burst falls partly into the gap and partly on the new stream.
      if (count % 100 === 75) await until('it is back', () => conversation.sockets.size > 0);
    }
    await shows(chat, [HELLO, ...numbered(1, 200)]);
  });

  it('keeps the order of what is sent in a hurry while the stream is cut', async () => {
    const { server, chat } = await conversing();
    for (let count = 1; count <= 12; count++) {
      await chat.send(`pesan ${count}`);
      if (count % 5 === 0) server.dropStreams();
    }
    await chat.says('Anda menulis: pesan 12');
    const own = (await chat.transcript()).filter((line) => line.startsWith('> '));
    expect(own).toEqual(Array.from({ length: 12 }, (_, i) => `> pesan ${i + 1}`));
    const stored = server.conversations.latest().log.map((one) => one.activity);
    const texts = stored
      .filter((one) => one.type === 'message' && one.from?.role === 'user')
      .map((one) => one.text);
    expect(texts).toEqual(Array.from({ length: 12 }, (_, i) => `pesan ${i + 1}`));
  });

  it('sends again under the same id when the answer was lost after storing', async () => {
    const { server, chat } = await conversing();
    // The stream is cut too, so that no echo tells the widget what happened.
    server.faults.push({ on: '/activities', act: 'lose' });
    server.refuseStreams = 1;
    server.dropStreams();
    await chat.send('sekali saja');
    await until('two posts of it', () => [...server.conversations.latest().posts.values()].includes(2));
    await shows(chat, [HELLO, '> sekali saja', 'Anda menulis: sekali saja']);
    await until('it is said to be sent', async () => (await shown(chat.own('sekali'))).includes('Terkirim'));
  });

  it('goes on at once when the echo says what the lost answer did not', async () => {
    const { server, chat } = await conversing();
    server.faults.push({ on: '/activities', act: 'lose' });
    await chat.send('satu');
    await chat.send('dua');
    await shows(chat, [HELLO, '> satu', 'Anda menulis: satu', '> dua', 'Anda menulis: dua']);
  });

  it('keeps a message through server errors, says it waits, and sends it in the end', async () => {
    const { server, chat } = await conversing();
    server.faults.push({ on: '/activities', act: { status: 503 }, times: 2 });
    await chat.send('sabar');
    await chat.send('menyusul');
    await until('it says so', async () => (await shown(chat.own('sabar'))).includes('Belum terkirim'));
    expect(await shown(chat.own('menyusul'))).toContain('Mengirim');
    await chat.says('Anda menulis: menyusul');
    await shows(chat, [HELLO, '> sabar', 'Anda menulis: sabar', '> menyusul', 'Anda menulis: menyusul']);
  });

  it('gives up only on what was refused, offers another try, and lets the next one through', async () => {
    const { server, chat } = await conversing();
    server.faults.push({ on: '/activities', act: { status: 400, body: { code: 'invalid' } } });
    await chat.send('ditolak');
    await until('it says so', async () => (await shown(chat.own('ditolak'))).includes('Tidak terkirim'));
    await chat.send('diterima');
    await chat.says('Anda menulis: diterima');
    await chat.own('ditolak').getByRole('button', { name: 'Coba lagi' }).click();
    await chat.says('Anda menulis: ditolak');
    expect(await shown(chat.own('ditolak'))).toContain('Terkirim');
    const posts = [...server.conversations.latest().posts.values()];
    expect(posts.every((times) => times === 1)).toBe(true);
  });

  it('waits when the server asks for it, unless the person taps “try again”', async () => {
    const { server, chat } = await conversing();
    const headers = { 'retry-after': '120' };
    server.faults.push({ on: '/activities', act: { status: 429, headers } });
    await chat.send('pelan');
    await chat.own('pelan').getByRole('button', { name: 'Coba lagi' }).click();
    await chat.says('Anda menulis: pelan');
  });

  it('gets a new token for the same conversation when the old one has expired', async () => {
    const { server, chat } = await conversing();
    server.expireTokens();
    await chat.send('masih di sini');
    await shows(chat, [HELLO, '> masih di sini', 'Anda menulis: masih di sini']);
    expect(server.conversations.all.size).toBe(1);
    const renewal = server.requests.filter((one) => one.line === 'POST /webchat/token').at(-1);
    expect(renewal?.body).toMatchObject({ siteKey: 'demo', token: expect.stringMatching(/^token-/) });
  });

  it('begins a new conversation, and says so, when the old one is over', async () => {
    const { server, chat } = await conversing();
    await chat.send('pertama');
    await chat.says('Anda menulis: pertama');
    server.endConversation();
    await chat.chat.getByText('Percakapan sebelumnya sudah berakhir').waitFor();
    await until(
      'it is greeted again',
      async () => (await chat.messages.filter({ hasText: HELLO }).count()) === 2,
    );
    await chat.send('kedua');
    await chat.says('Anda menulis: kedua');
  });

  it('carries an unsent message over into the new conversation', async () => {
    const { server, chat } = await conversing();
    server.conversations.all.clear();
    await chat.send('jangan hilang');
    await chat.says('Anda menulis: jangan hilang');
    const texts = server.conversations.latest().log.map((one) => one.activity.text);
    expect(texts.filter((text) => text === 'jangan hilang')).toHaveLength(1);
    await chat.says(HELLO);
  });

  it('reads over plain HTTP where no WebSocket gets through', async () => {
    const { server, chat } = await conversing();
    server.refuseStreams = 1_000_000;
    server.dropStreams();
    await chat.send('lewat jalan lain');
    await chat.says('Anda menulis: lewat jalan lain');
    await shows(chat, [HELLO, '> lewat jalan lain', 'Anda menulis: lewat jalan lain']);
    expect(server.requestsTo('GET /v3/directline/conversations')).toBeGreaterThan(1);
  });

  it('says that the device is offline, keeps what is written, and sends it afterwards', async () => {
    const { server, context, chat } = await conversing();
    await context.setOffline(true);
    server.dropStreams();
    await chat.notice.getByText('sedang tidak tersambung').waitFor();
    await chat.send('nanti');
    await until('it waits', async () => (await shown(chat.own('nanti'))).includes('Belum terkirim'));
    await context.setOffline(false);
    await shows(chat, [HELLO, '> nanti', 'Anda menulis: nanti']);
    await chat.notice.waitFor({ state: 'hidden' });
  });

  it('says politely that a site is not known, and tries again on request', async () => {
    const server = await stage.server();
    const { page } = await openPage(stage.browser);
    await page.goto(await stage.hostPage(server));
    const chat = widgetOn(page);
    server.faults.push({ on: '/webchat/token', act: { status: 403, body: { code: 'origin_not_allowed' } } });
    await chat.open();
    await chat.notice.getByText('belum tersedia di situs ini').waitFor();
    expect(server.requestsTo('/webchat/token')).toBe(1);
    await chat.notice.getByRole('button').click();
    await chat.says(HELLO);
  });
});
