import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Activity, InvoiceCard } from '../../src/http/contract/webchat.ts';
import type { FakeDirectLine } from './support/fake-direct-line.ts';
import { openPage, shown, until, widgetOn } from './support/page.ts';
import { Stage } from './support/scene.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.raise();
});
afterEach(() => stage.clear());
afterAll(() => stage.strike());

const CARD: InvoiceCard = {
  kind: 'invoice',
  title: 'INV-2026-0012',
  status: 'overdue',
  statusText: 'Lewat jatuh tempo 12 hari',
  amountText: 'Rp2.500.000',
  rows: [{ label: 'Jatuh tempo', value: '25 Maret 2026' }],
  action: { title: 'Kirim bukti bayar', value: 'bukti bayar INV-2026-0012' },
};

async function conversing() {
  const server = await stage.server((activity, say) => {
    if (activity.name === 'webchat/join') say({ text: 'Halo.' });
  });
  const { page, troubles, context } = await openPage(stage.browser);
  await page.goto(await stage.hostPage(server));
  const chat = widgetOn(page);
  await chat.open();
  await chat.says('Halo.');
  const say = (activity: Partial<Activity>) =>
    server.conversations.say(server.conversations.latest(), activity);
  return { server, page, context, troubles, chat, say };
}

const HOSTILE = [
  '<img src=x onerror="window.__hit=1">',
  '<script>window.__hit=1</script>',
  '<svg/onload=window.__hit=1>',
  '"><iframe srcdoc="<script>parent.__hit=1</script>">',
  '<a href="javascript:window.__hit=1">tagihan</a>',
  'javascript:window.__hit=1',
  '[klik](javascript:window.__hit=1)',
  '{{constructor.constructor("window.__hit=1")()}}',
  '\u202Egnirts desrever\u202C <b>x</b>',
  '</textarea><style>*{display:none}</style>',
];

describe('what the widget draws', () => {
  it('draws an invoice card from the simple shape, not twice from the adaptive one', async () => {
    const { server, chat, say } = await conversing();
    const content = {
      type: 'AdaptiveCard',
      version: '1.3',
      body: [{ type: 'TextBlock', text: 'INV-2026-0012' }],
    };
    const attachments = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }];
    say({ text: 'Ini fakturnya.', attachments, channelData: { sapa: { cards: [CARD] } } });
    await chat.cards.first().waitFor();
    expect(await chat.cards.count()).toBe(1);
    expect((await shown(chat.cards)).split('\n').filter(Boolean)).toEqual([
      'INV-2026-0012',
      'Lewat jatuh tempo 12 hari',
      'Rp2.500.000',
      'Jatuh tempo',
      '25 Maret 2026',
      'Kirim bukti bayar',
    ]);
    await chat.cards.getByRole('button').click();
    await until('it is answered', () => server.requestsTo('/activities') === 2);
    expect(server.requests.at(-1)?.body).toMatchObject({ text: 'bukti bayar INV-2026-0012' });
  });

  it('reads text and facts out of an adaptive card when that is all there is', async () => {
    const { chat, say } = await conversing();
    const body = [
      { type: 'TextBlock', text: 'Rekening tujuan', weight: 'Bolder' },
      { type: 'Container', items: [{ type: 'FactSet', facts: [{ title: 'Bank', value: 'Contoh' }] }] },
      { type: 'Media', sources: [] },
    ];
    const content = { type: 'AdaptiveCard', version: '1.3', body };
    say({ attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content }] });
    await chat.cards.first().waitFor();
    expect((await shown(chat.cards)).split('\n').filter(Boolean)).toEqual([
      'Rekening tujuan',
      'Bank',
      'Contoh',
    ]);
  });

  it('links files and addresses on its own server, and nothing else', async () => {
    const { server, chat, say } = await conversing();
    say({
      text: `Lihat ${server.base}/files/mutasi.csv, bukan https://jahat.example/masuk atau http://${server.base.slice(7)}@jahat.example.`,
      attachments: [
        { contentType: 'text/csv', contentUrl: `${server.base}/files/mutasi.csv`, name: 'mutasi.csv' },
        { contentType: 'image/png', contentUrl: 'https://jahat.example/pelacak.png', name: 'pelacak.png' },
        { contentType: 'image/png', contentUrl: 'javascript:window.__hit=1', name: 'skrip.png' },
      ],
    });
    await chat.says('Lihat');
    const links = await chat.log
      .locator('a')
      .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('href')));
    expect(links).toEqual([`${server.base}/files/mutasi.csv`, `${server.base}/files/mutasi.csv`]);
    expect(await chat.log.locator('img').count()).toBe(0);
    await chat.log.getByText('pelacak.png').waitFor();
  });

  it('shows hostile texts as texts, wherever they stand', async () => {
    const { page, troubles, chat, say } = await conversing();
    for (const text of HOSTILE) {
      const cards = [
        { ...CARD, title: text, statusText: text, amountText: text, rows: [{ label: text, value: text }] },
      ];
      say({
        text,
        from: { id: 'sapa', name: text, role: 'bot' },
        locale: text,
        suggestedActions: { actions: [{ type: 'imBack', title: text, value: text }] },
        attachments: [{ contentType: text, contentUrl: text, name: text }],
        channelData: { sapa: { cards } },
      });
    }
    await chat.send(HOSTILE[0] ?? '');
    await until('all are shown', async () => (await chat.messages.count()) === HOSTILE.length + 2);
    const inert = `({
      hit: window.__hit ?? 0,
      elements: document.querySelector('sapa-chat').shadowRoot.querySelectorAll('img, script, iframe, style, b, a').length,
    })`;
    expect(await page.evaluate(inert)).toEqual({ hit: 0, elements: 0 });
    const shown = await chat.log
      .locator('.text')
      .evaluateAll((nodes) => nodes.map((node) => node.textContent));
    expect(shown).toEqual(['Halo.', ...HOSTILE, HOSTILE[0]]);
    expect(troubles).toEqual({ violations: [], errors: [] });
  });

  it('survives activities that are no activities', async () => {
    const { server, troubles, chat, say } = await conversing();
    const wrong = [
      { attachments: 'x' },
      { attachments: [null, 1, {}] },
      { channelData: { sapa: { cards: [null, { kind: 'invoice' }, { ...CARD, rows: 'x', status: 'zz' }] } } },
      { suggestedActions: { actions: [null, { type: 'openUrl', title: 'x', value: 'https://x.example' }] } },
      { text: 42, timestamp: 'gestern', channelData: { handoff: { state: 'zz' } } },
    ];
    for (const activity of wrong) say(activity as Partial<Activity>);
    for (const socket of server.conversations.latest().sockets) {
      for (const frame of ['', '{', 'null', '[]', '{"activities":7}', '{"activities":[null,7,{}]}'])
        socket.send(frame);
    }
    say({ text: 'Masih ada.' });
    await chat.says('Masih ada.');
    expect(troubles.errors).toEqual([]);
  });
});

/** Larger than all the buffers on the way. */
const LARGE = Buffer.alloc(9_000_000, 1);

/** Lets no upload through until the returned function is called. */
function holdUploads(server: FakeDirectLine): () => void {
  let goOn = () => {};
  server.uploadGate = new Promise((resolve) => {
    goOn = resolve;
  });
  return goOn;
}

describe('files', () => {
  it('uploads with progress and a caption, then links what the server stored', async () => {
    const { server, page, chat } = await conversing();
    const goOn = holdUploads(server);
    await chat.attach({ name: 'bukti transfer.png', mimeType: 'image/png', buffer: LARGE });
    await chat.input.fill('untuk INV-2026-0012');
    await page.evaluate(`(() => {
      window.__shares = [];
      const root = document.querySelector('sapa-chat').shadowRoot;
      new MutationObserver(() => {
        const bar = root.querySelector('progress');
        if (bar) window.__shares.push(bar.value);
      }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
    })()`);
    await chat.sendButton.click();
    await until('part of it is on its way', () => page.evaluate('window.__shares.at(-1) > 0'));
    expect(await shown(chat.own('bukti transfer.png'))).toMatch(/Mengunggah \d?\d%/);
    goOn();
    const own = chat.own('untuk INV-2026-0012');
    await until('it is sent', async () => (await shown(own)).includes('Terkirim'));
    const shares = (await page.evaluate('[...new Set(window.__shares)]')) as number[];
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const link = own.getByRole('link', { name: 'Buka bukti transfer.png' });
    await link.waitFor();
    expect(await link.getAttribute('href')).toBe(`${server.base}/files/bukti%20transfer.png`);
    expect(await chat.transcript()).toEqual(['Halo.', '> untuk INV-2026-0012']);
  });

  it('uploads once although the first answer was lost', async () => {
    const { server, chat } = await conversing();
    server.faults.push({ on: '/upload', act: 'drop' }, { on: '/upload', act: 'lose' });
    await chat.attach({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await chat.sendButton.click();
    await until('it is sent', async () => (await shown(chat.own('slip.pdf'))).includes('Terkirim'));
    expect(server.conversations.latest().log.filter((one) => one.activity.attachments)).toHaveLength(1);
    expect(await chat.own('slip.pdf').count()).toBe(1);
  });

  it('can be cancelled on the way', async () => {
    const { server, chat } = await conversing();
    const goOn = holdUploads(server);
    await chat.attach({ name: 'salah.png', mimeType: 'image/png', buffer: LARGE });
    await chat.sendButton.click();
    await chat.own('salah.png').getByRole('button', { name: 'Batalkan' }).click();
    expect(await chat.own('salah.png').count()).toBe(0);
    goOn();
    await chat.send('lanjut');
    await until('the next one goes', async () => (await shown(chat.own('lanjut'))).includes('Terkirim'));
    expect(server.conversations.latest().log.some((one) => one.activity.attachments)).toBe(false);
  });

  it('says beforehand what is too large, empty or of the wrong kind', async () => {
    const { server, chat } = await conversing();
    await chat.attach({
      name: 'besar.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.alloc(10 * 1024 * 1024 + 1),
    });
    await chat.trouble.getByText('besar.pdf berukuran 10,5 MB').waitFor();
    await chat.attach({ name: 'gambar.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg/>') });
    await chat.trouble.getByText('gambar.svg belum bisa kami terima').waitFor();
    await chat.attach({ name: 'kosong.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(0) });
    await chat.trouble.getByText('kosong.pdf kosong').waitFor();
    expect(await chat.sendButton.isDisabled()).toBe(true);
    expect(server.requestsTo('/upload')).toBe(0);
  });

  it('says what the server thinks of it', async () => {
    const { server, chat } = await conversing();
    server.faults.push({ on: '/upload', act: { status: 415, body: { code: 'unsupported_type' } } });
    await chat.attach({ name: 'palsu.png', mimeType: 'image/png', buffer: Buffer.from('MZ') });
    await chat.sendButton.click();
    await chat.own('palsu.png belum bisa kami terima').waitFor();
  });

  it('tells after a reload which file did not get through', async () => {
    const { server, page, chat } = await conversing();
    server.faults.push({ on: '/upload', act: 'drop', times: 1000 });
    await chat.attach({ name: 'slip.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') });
    await chat.sendButton.click();
    await until('it was tried', () => server.requestsTo('/upload') > 0);
    await page.reload();
    await chat.open();
    await chat.own('Silakan lampirkan lagi').waitFor();
    expect(await chat.own('slip.pdf').count()).toBe(1);
  });
});
