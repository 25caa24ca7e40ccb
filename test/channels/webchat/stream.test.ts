import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConversationResponse } from '../../../src/http/contract/webchat.ts';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { eventually } from '../../support/eventually.ts';
import { startWebchat, type WebchatServer } from '../../support/webchat-server.ts';

let server: WebchatServer;
beforeAll(async () => {
  server = await startWebchat({ typingAfterMs: 20, limits: { socketsPerConversation: 4 } });
});
afterAll(async () => server.stop());

const streamUrl = async (debtor: DirectLineDebtor, watermark = '') =>
  (
    await debtor.call<ConversationResponse>(
      'GET',
      `/conversations/${debtor.conversationId}?watermark=${watermark}`,
    )
  ).body.streamUrl!;

describe('the stream', () => {
  it('echoes what was said with its own id, then answers, one activity a frame', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const posted = await debtor.say('halo', 'client-1');
    await debtor.answers(1);
    expect(debtor.frames.map((frame) => [frame.activities?.length, frame.watermark])).toEqual([
      [1, '1'],
      [1, '2'],
    ]);
    const [echo, answer] = debtor.activities;
    expect(echo).toMatchObject({ id: posted.body.id, channelData: { clientActivityID: 'client-1' } });
    expect(answer).toMatchObject({ text: 'echo: halo', replyToId: echo?.id, from: { role: 'bot' } });
    debtor.close();
  });

  it('greets an arrival once, however often the page tells it', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    for (let i = 0; i < 3; i++) await debtor.post({ type: 'event', name: 'webchat/join' });
    await debtor.say('halo');
    const answers = await debtor.answers(2);
    expect(answers.map((one) => one.text)).toEqual(['Halo, saya Sapa.', 'echo: halo']);
    debtor.close();
  });

  it('gives every socket of a conversation everything, and others nothing', async () => {
    const first = await new DirectLineDebtor(server).open();
    const stranger = await new DirectLineDebtor(server).open();
    const second = new DirectLineDebtor(server);
    await second.connect(await streamUrl(first));
    await first.say('satu');
    await first.answers(1);
    await second.answers(1);
    expect(second.activities.map((one) => one.id)).toEqual(first.activities.map((one) => one.id));
    expect(stranger.frames).toEqual([]);
    for (const one of [first, second, stranger]) one.close();
  });

  it('replays what came after the watermark, all of it for none, and goes on without a gap', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    for (const text of ['a', 'b', 'c']) await debtor.say(text);
    await debtor.answers(3);
    debtor.close();
    for (const [watermark, expected] of [
      ['', 6],
      ['4', 2],
      ['6', 0],
      // From before a backup was restored: better twice than never.
      ['99', 6],
    ] as const) {
      const tab = new DirectLineDebtor(server);
      await tab.connect(await streamUrl(debtor, watermark));
      const sent = (await debtor.say(`after ${watermark}`)).body.id;
      await eventually(() => tab.activities.some((one) => one.replyToId === sent), 'the live answer');
      const ids = tab.activities.map((one) => one.id);
      expect(ids).toEqual([...new Set(ids)].sort());
      expect(ids.length).toBeGreaterThanOrEqual(expected + 2);
      tab.close();
    }
  });

  it('loses and doubles nothing when sockets open while messages arrive', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const url = await streamUrl(debtor);
    const tabs: DirectLineDebtor[] = [];
    const talking = (async () => {
      for (let i = 0; i < 60; i++) await debtor.say(String(i));
    })();
    for (let i = 0; i < 12; i++) {
      const tab = new DirectLineDebtor(server);
      await tab.connect(url);
      tabs.push(tab);
      if (tabs.length > 2) tabs[tabs.length - 3]?.close();
    }
    await talking;
    const all = await eventually(
      () => debtor.activities.length === 120 && debtor.activities,
      '120 activities',
    );
    const ids = all.map((one) => one.id);
    expect(ids).toEqual([...ids].sort());
    for (const tab of tabs.slice(-2)) {
      await eventually(() => tab.activities.length >= 120, 'everything in the last tabs');
      expect(tab.activities.map((one) => one.id)).toEqual(ids);
    }
    for (const tab of [debtor, ...tabs]) tab.close();
  });

  it('shows typing while a turn takes long, without a place in the conversation', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const typing = () => debtor.frames.find((frame) => frame.activities?.[0]?.type === 'typing');
    server.host.beforeTurn = async () => {
      await eventually(typing, 'typing');
    };
    await debtor.say('lama');
    server.host.beforeTurn = async () => {};
    expect(typing()).toEqual({
      activities: [{ type: 'typing', from: { id: 'sapa', name: 'Sapa', role: 'bot' } }],
    });
    debtor.close();
  });
});

describe('typing, both ways', () => {
  it('shows a collector who is writing, by first name, to this conversation alone', async () => {
    const [me, other] = [
      await new DirectLineDebtor(server).open(),
      await new DirectLineDebtor(server).open(),
    ];
    server.webchat.typing(me.address, { name: 'Rini' });
    await eventually(() => me.frames.length > 0, 'the sign');
    expect(me.frames).toEqual([
      { activities: [{ type: 'typing', from: { id: 'collector', name: 'Rini', role: 'bot' } }] },
    ]);
    expect(other.frames).toEqual([]);
    for (const one of [me, other]) one.close();
  });

  it('reports a debtor who is writing, and keeps nothing of it', async () => {
    const me = await new DirectLineDebtor(server).open();
    expect((await me.post({ type: 'typing', text: 'rahasia' })).status).toBe(200);
    expect(server.host.typed).toEqual([me.address]);
    expect(server.host.heard(me.conversationId)).toEqual([]);
    me.close();
  });

  it('sends the event of a hand-over before its words, once, also to who comes back', async () => {
    const me = await new DirectLineDebtor(server).open();
    const handoff = { state: 'initiated' as const, reason: 'asked' };
    await me.say('petugas');
    await server.host.speak(me.address, { text: 'Saya sambungkan.', locale: 'id', handoff });
    await eventually(() => me.activities.length >= 4, 'the event and its words');
    const seen = (frames: typeof me.frames) =>
      frames.map((frame) => [frame.activities?.[0]?.name ?? frame.activities?.[0]?.type, frame.watermark]);
    const expected = [
      ['message', '1'],
      ['message', '2'],
      ['handoff.initiate', undefined],
      ['message', '3'],
    ];
    expect(seen(me.frames)).toEqual(expected);
    for (const [watermark, from] of [
      ['', 0],
      ['2', 2],
      ['3', 4],
    ] as const) {
      me.close();
      const before = me.frames.length;
      const { body } = await me.call<{ streamUrl: string }>(
        'GET',
        `/conversations/${me.conversationId}?watermark=${watermark}`,
      );
      await me.connect(body.streamUrl);
      const due = expected.slice(from);
      await eventually(() => me.frames.length >= before + due.length, 'the replay');
      expect(seen(me.frames.slice(before))).toEqual(due);
    }
    const polled = await me.call<{ activities: { name?: string }[]; watermark: string }>(
      'GET',
      `/conversations/${me.conversationId}/activities?watermark=2`,
    );
    expect(polled.body.activities.map((one) => one.name)).toEqual(['handoff.initiate', undefined]);
    expect(polled.body.watermark).toBe('3');
    me.close();
  });
});

describe('opening a stream', () => {
  it('takes a stream token within its minute, and nothing else', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    debtor.close();
    const url = await streamUrl(debtor);
    const withToken = (token: string) => url.replace(/t=.*$/, `t=${token}`);
    const other = new DirectLineDebtor(server);
    await expect(other.connect(withToken(debtor.token))).rejects.toThrow('403');
    await expect(other.connect(withToken('x'))).rejects.toThrow('403');
    await expect(other.connect(url.replace(/[?&]t=.*$/, ''))).rejects.toThrow('401');
    await expect(other.connect(url.replace(debtor.conversationId, `demo-${'0'.repeat(32)}`))).rejects.toThrow(
      '403',
    );
    const stream = /t=(.*)$/.exec(url)![1]!;
    const asApi = await debtor.call('GET', `/conversations/${debtor.conversationId}`, undefined, {
      authorization: `Bearer ${stream}`,
    });
    expect(asApi.status).toBe(403);
    server.clock.advance(60_000);
    await expect(other.connect(url)).rejects.toThrow('403');
    await other.connect(await streamUrl(debtor));
    other.close();
  });

  it('is refused beyond the sockets a conversation may have, until one closes', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const url = await streamUrl(debtor);
    const sockets = [];
    for (let i = 0; i < 3; i++) sockets.push(await new DirectLineDebtor(server).connect(url));
    const late = new DirectLineDebtor(server);
    await expect(late.connect(url)).rejects.toThrow('429');
    sockets[0]!.terminate();
    const before = server.webchat.openSockets();
    await eventually(() => server.webchat.openSockets() < before, 'the socket to be gone');
    await late.connect(url);
    for (const socket of sockets) socket.terminate();
    late.close();
    debtor.close();
  });

  it('keeps count of sockets, and lets go of all of them', async () => {
    await eventually(() => server.webchat.openSockets() === 0, 'all sockets to be gone');
  });

  it('cuts off a client that says more than a keep-alive', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    debtor.socket!.send('');
    const closed = once(debtor.socket!, 'close');
    debtor.socket!.send('x'.repeat(5_000));
    await closed;
  });
});

describe('going down', () => {
  it('tells open sockets to come back later and is done', async () => {
    const own = await startWebchat();
    const debtor = await new DirectLineDebtor(own).open();
    const closed = once(debtor.socket!, 'close');
    await own.stop();
    expect((await closed)[0]).toBe(1001);
    expect(own.webchat.openSockets()).toBe(0);
  });
});
