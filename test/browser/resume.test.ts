import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPage, shown, until, widgetOn } from './support/page.ts';
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
  const url = await stage.hostPage(server);
  const { page, context } = await openPage(stage.browser);
  await page.goto(url);
  const chat = widgetOn(page);
  await chat.open();
  await chat.says(HELLO);
  return { server, url, page, context, chat };
}

describe('the widget after a reload', () => {
  it('shows the same conversation again, once, without a second greeting', async () => {
    const { server, page, chat } = await conversing();
    for (const text of ['satu', 'dua', 'tiga']) {
      await chat.send(text);
      await chat.says(`Anda menulis: ${text}`);
    }
    const before = await chat.transcript();
    await page.reload();
    await chat.open();
    await until('all is back', async () => (await chat.messages.count()) >= before.length);
    expect(await chat.transcript()).toEqual(before);
    await chat.send('empat');
    await chat.says('Anda menulis: empat');
    expect(server.conversations.all.size).toBe(1);
    expect(server.requestsTo('POST /webchat/token')).toBe(1);
  });

  it('does not read old messages out to a screen reader', async () => {
    const { server, page, chat } = await conversing();
    for (let count = 0; count < 30; count++) {
      server.conversations.say(server.conversations.latest(), { text: `lama ${count}` });
    }
    await chat.says('lama 29');
    await until('the end is remembered', () =>
      page.evaluate('JSON.stringify(localStorage).includes("watermark\\\\\\":\\\\\\"32")'),
    );
    await page.reload();
    const seen = `new Promise((resolve) => {
      const log = document.querySelector('sapa-chat').shadowRoot.querySelector('[role=log]');
      const live = [];
      new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) {
          live.push(log.getAttribute('aria-live'));
          if (node.textContent.includes('lama 29')) resolve([...new Set(live)]);
        }
      }).observe(log, { childList: true });
    })`;
    await chat.launcher.waitFor();
    const watching = page.evaluate(seen);
    await chat.open();
    expect(await watching).toEqual(['off']);
    await until('new ones are read out', async () => (await chat.log.getAttribute('aria-live')) === 'polite');
  });

  it('sends what could not be sent before the reload, once and under the same id', async () => {
    const { server, page, chat } = await conversing();
    server.faults.push({ on: '/activities', act: 'drop', times: 1000 });
    await chat.send('belum sampai');
    await chat.send('ini juga');
    await until('it was tried', () => server.requestsTo('/activities') >= 2);
    await page.reload();
    server.faults.length = 0;
    await chat.open();
    await chat.says('Anda menulis: ini juga');
    expect(await chat.transcript()).toEqual([
      HELLO,
      '> belum sampai',
      'Anda menulis: belum sampai',
      '> ini juga',
      'Anda menulis: ini juga',
    ]);
    const keys = (await page.evaluate('Object.keys(localStorage).join()')) as string;
    await until(
      'nothing is left over',
      async () =>
        !(
          keys.includes(':out:') &&
          ((await page.evaluate('Object.keys(localStorage).join()')) as string).includes(':out:')
        ),
    );
  });

  it('knows what was stored although its answer was lost with the page', async () => {
    const { server, page, chat } = await conversing();
    server.refuseStreams = 1000;
    server.dropStreams();
    server.faults.push({ on: '/activities', act: 'lose', times: 1000 });
    await chat.send('tersimpan');
    await until('it was stored', () => server.conversations.latest().log.length >= 3);
    await page.reload();
    server.faults.length = 0;
    server.refuseStreams = 0;
    await chat.open();
    await chat.says('Anda menulis: tersimpan');
    await until('it is said to be sent', async () =>
      (await shown(chat.own('tersimpan'))).includes('Terkirim'),
    );
    expect(await chat.transcript()).toEqual([HELLO, '> tersimpan', 'Anda menulis: tersimpan']);
  });

  it('begins anew when the conversation is gone, with no trace of the old one', async () => {
    const { server, page, chat } = await conversing();
    server.conversations.all.clear();
    await page.reload();
    await chat.open();
    await chat.says(HELLO);
    expect(await chat.transcript()).toEqual([HELLO]);
  });

  it('shows both tabs the same conversation', async () => {
    const { url, context, chat } = await conversing();
    const second = await context.newPage();
    await second.goto(url);
    const other = widgetOn(second);
    await other.open();
    await other.says(HELLO);
    await chat.send('dari tab pertama');
    await other.says('Anda menulis: dari tab pertama');
    await other.send('dari tab kedua');
    await chat.says('Anda menulis: dari tab kedua');
    expect(await chat.transcript()).toEqual(await other.transcript());
  });

  it('works without a memory, only not over a reload', async () => {
    const server = await stage.server(parrot);
    const { page, troubles } = await openPage(stage.browser);
    await page.addInitScript({
      content: "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } });",
    });
    await page.goto(await stage.hostPage(server));
    const chat = widgetOn(page);
    await chat.open();
    await chat.says(HELLO);
    await chat.send('tanpa ingatan');
    await chat.says('Anda menulis: tanpa ingatan');
    expect(troubles.errors).toEqual([]);
  });
});
