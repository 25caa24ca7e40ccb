import { JSDOM } from 'jsdom';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { MessageBody } from '../../../src/channels/channel.ts';
import type { Activity } from '../../../src/http/contract/webchat.ts';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { eventually } from '../../support/eventually.ts';
import { png } from '../../support/files.ts';
import { OfficialClient, pretendBrowser } from '../../support/official-client.ts';
import { SECRET, SHOP, startWebchat, type WebchatServer } from '../../support/webchat-server.ts';

/** Microsoft's botframework-directlinejs, unmodified, on a page of the shop, against a listening server. */
let server: WebchatServer;
const clients: OfficialClient[] = [];
pretendBrowser(new JSDOM('', { url: `${SHOP}/` }), WebSocket);
beforeAll(async () => {
  server = await startWebchat();
});
afterEach(() => {
  for (const client of clients.splice(0)) client.end();
});
afterAll(async () => server.stop());

async function token(): Promise<{ token: string; conversationId: string }> {
  const answer = await fetch(`${server.directLine}/tokens/generate`, {
    method: 'POST',
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify({ user: { id: 'dl_debtor' }, trustedOrigins: [SHOP] }),
  });
  return (await answer.json()) as { token: string; conversationId: string };
}

/** As the widget does with a token that has ended. */
async function resume(ended: string): Promise<{ token: string; conversationId: string }> {
  const answer = await fetch(`${server.base}/webchat/token`, {
    method: 'POST',
    headers: { origin: SHOP, 'content-type': 'application/json' },
    body: JSON.stringify({ siteKey: 'demo', token: ended }),
  });
  return (await answer.json()) as { token: string; conversationId: string };
}

function client(options: object): OfficialClient {
  const made = new OfficialClient({ domain: server.directLine, ...options });
  clients.push(made);
  return made;
}

const text = (words: string): MessageBody => ({ text: words, locale: 'id' });
const told = (one: Activity) =>
  one.text ?? [one.name, (one.value as { state?: string }).state].filter(Boolean).join(' ');

describe('botframework-directlinejs', () => {
  it('talks: a message out, its echo as the receipt, the answer', async () => {
    const me = client({ token: (await token()).token });
    const id = await me.post('Berapa tagihan saya?', 'client-1');
    const [echo, answer] = await me.received(2);
    expect(echo).toMatchObject({
      id,
      from: { id: 'dl_debtor', role: 'user' },
      channelData: { clientActivityID: 'client-1' },
    });
    expect(answer).toMatchObject({
      text: 'echo: Berapa tagihan saya?',
      replyToId: id,
      from: { role: 'bot' },
    });
  });

  it('works with the secret, as backends use it', async () => {
    const me = client({ secret: SECRET });
    await me.post('halo');
    expect((await me.received(2))[1]?.text).toBe('echo: halo');
  });

  it('loses, doubles and disorders nothing over dropped sockets', async () => {
    const { token: mine, conversationId } = await token();
    const me = client({ token: mine });
    await me.post('0');
    await me.received(2);
    const address = { channel: 'webchat', account: 'demo', externalId: conversationId };
    let drops = 0;
    const dropping = setInterval(() => {
      drops += server.dropSockets();
    }, 150);
    for (let i = 1; i <= 150; i++) {
      const posted = me.post(String(i));
      await server.host.speak(address, text(`said ${i}`));
      await posted;
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 30));
    }
    clearInterval(dropping);
    const ids = (await me.received(2 + 450)).map((one) => one.id);
    expect(drops).toBeGreaterThan(2);
    expect(new Set(ids).size).toBe(452);
    expect(ids).toEqual([...ids].sort());
  });

  it('survives a restart of the server', async () => {
    const host = server.host;
    const first = await startWebchat({ host });
    const port = Number(new URL(first.base).port);
    const me = new OfficialClient({ domain: first.directLine, token: (await token()).token });
    clients.push(me);
    await me.post('sebelum');
    await me.received(2);
    await first.stop();
    const second = await startWebchat({ host, port });
    await me.post('sesudah');
    expect((await me.received(4)).map((one) => one.text)).toEqual([
      'sebelum',
      'echo: sebelum',
      'sesudah',
      'echo: sesudah',
    ]);
    me.end();
    await second.stop();
    await host.attach(server.webchat);
  });

  it('resumes with token and conversation, from the start or from a watermark', async () => {
    const granted = await token();
    const before = client({ token: granted.token });
    for (const words of ['a', 'b']) await before.post(words);
    await before.received(4);
    before.end();
    const reloaded = client(granted);
    expect((await reloaded.received(4)).map((one) => one.text)).toEqual(['a', 'echo: a', 'b', 'echo: b']);
    const marked = client({ ...granted, watermark: '3' });
    expect((await marked.received(1)).map((one) => one.text)).toEqual(['echo: b']);
    await marked.post('c');
    await marked.received(3);
    await reloaded.received(6);
    expect(marked.texts).toEqual(['echo: b', 'c', 'echo: c']);
  });

  it('polls where WebSockets are blocked', async () => {
    const me = client({ token: (await token()).token, webSocket: false, pollingInterval: 200 });
    await me.post('lewat polling');
    expect((await me.received(2)).map((one) => one.text)).toEqual(['lewat polling', 'echo: lewat polling']);
    expect(server.webchat.openSockets()).toBe(0);
  });

  it('uploads a file with its words', async () => {
    const granted = await token();
    const debtor = new DirectLineDebtor(server);
    Object.assign(debtor, granted);
    await debtor.upload([{ name: 'source.png', bytes: png(3) }]);
    const me = client(granted);
    const [source] = await me.received(2);
    const contentUrl = source!.attachments![0]!.contentUrl!;
    const id = await me.postActivity({
      type: 'message',
      text: 'bukti',
      from: { id: 'dl_debtor' },
      attachments: [{ contentType: 'image/png', contentUrl, name: 'bukti.png' }],
      channelData: { clientActivityID: 'upload-1' },
    });
    const echo = (await me.received(4)).find((one) => one.id === id);
    expect(echo).toMatchObject({ text: 'bukti', attachments: [{ name: 'bukti.png' }] });
    const stored = await fetch(echo!.attachments![0]!.contentUrl!);
    expect(Buffer.from(await stored.arrayBuffer())).toEqual(png(3));
  });

  it('opens a first stream that has expired by asking for another', async () => {
    const granted = await token();
    const debtor = new DirectLineDebtor(server);
    Object.assign(debtor, granted);
    const started = await debtor.call<{ streamUrl: string }>('POST', '/conversations', {});
    server.clock.advance(61_000);
    const me = client({ ...granted, streamUrl: started.body.streamUrl });
    await me.post('halo');
    expect((await me.received(2)).map((one) => one.text)).toEqual(['halo', 'echo: halo']);
  });

  it('is told that a conversation is over by 404, and ends cleanly', async () => {
    const { token: mine, conversationId } = await token();
    const me = client({ token: mine, webSocket: false, pollingInterval: 200 });
    await me.post('halo');
    await me.received(2);
    server.host.close({ channel: 'webchat', account: 'demo', externalId: conversationId });
    await expect(me.post('masih ada?')).rejects.toMatchObject({ status: 404 });
  });

  it('hears "retry" on an expired token, which another token cures', async () => {
    const granted = await token();
    const me = client({ token: granted.token });
    await me.post('halo');
    await me.received(2);
    server.clock.advance(40 * 3600 * 1000);
    expect(await me.post('terlambat')).toBe('retry');
    const again = client(await resume(granted.token));
    await again.received(2);
    await again.post('lagi');
    expect((await again.received(4)).map((one) => one.text)).toEqual([
      'halo',
      'echo: halo',
      'lagi',
      'echo: lagi',
    ]);
  });

  it('hears everything on each of the sockets it leaks, under one id', async () => {
    const granted = await token();
    const me = client({ token: granted.token });
    await me.post('halo');
    await me.received(2);
    server.clock.advance(40 * 3600 * 1000);
    await me.post('terlambat');
    const debtor = new DirectLineDebtor(server);
    const { token: fresh } = await resume(granted.token);
    Object.assign(debtor, { ...granted, token: fresh });
    const { body } = await debtor.call<object>('GET', `/conversations/${granted.conversationId}?watermark=2`);
    me.reconnect(body);
    await eventually(() => server.webchat.openSockets() >= 2, 'the leaked socket');
    await me.post('lagi');
    await eventually(
      () => me.texts.filter((text) => text === 'echo: lagi').length >= 2,
      'the answer on each socket',
    );
    const ids = (await me.received(1)).map((one) => one.id);
    expect([...new Set(ids)]).toHaveLength(4);
  });

  it('takes the events of a hand-over in their order, and loses its place over none of them', async () => {
    const granted = await token();
    const me = client({ token: granted.token });
    const address = { channel: 'webchat', account: 'demo', externalId: granted.conversationId };
    await me.post('petugas');
    await me.received(2);
    const say = (words: string, state: 'initiated' | 'joined' | 'ended', author: 'bot' | 'collector') =>
      server.host.speak(address, { ...text(words), handoff: { state } }, author);
    await say('Saya sambungkan.', 'initiated', 'bot');
    await say('Halo, saya Rini.', 'joined', 'collector');
    await say('Sudah selesai.', 'ended', 'bot');
    const all = [
      'petugas',
      'echo: petugas',
      'handoff.initiate',
      'Saya sambungkan.',
      'handoff.status accepted',
      'Halo, saya Rini.',
      'handoff.status completed',
      'Sudah selesai.',
    ];
    expect((await me.received(8)).map(told)).toEqual(all);
    // Cut off, it comes back at the place of the last message, and hears nothing twice.
    server.dropSockets();
    await me.post('terima kasih');
    expect((await me.received(10)).map(told)).toEqual([...all, 'terima kasih', 'echo: terima kasih']);
    const polling = client({ ...granted, webSocket: false, pollingInterval: 200, watermark: '3' });
    expect((await polling.received(5)).map(told).slice(0, 2)).toEqual([
      'handoff.status accepted',
      'Halo, saya Rini.',
    ]);
  });

  it('gets a session id, which it asks for with credentials', async () => {
    const me = client({ token: (await token()).token });
    await me.post('halo');
    expect(await me.sessionId()).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('leaves no socket behind', async () => {
    await eventually(() => server.webchat.openSockets() === 0, 'all sockets to be gone');
  });
});
