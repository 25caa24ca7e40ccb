import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivitySet, ConversationResponse } from '../../../src/http/contract/webchat.ts';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { SECRET, startWebchat, type WebchatServer } from '../../support/webchat-server.ts';

interface Failure {
  error: { code: string; message: string };
}

let server: WebchatServer;
let debtor: DirectLineDebtor;
beforeAll(async () => {
  server = await startWebchat();
  debtor = await new DirectLineDebtor(server).open();
});
afterAll(async () => server.stop());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe('tokens', () => {
  it('are given to the bearer of the secret, for a user and a site it names', async () => {
    const made = await debtor.call<ConversationResponse>(
      'POST',
      '/tokens/generate',
      { user: { id: 'dl_debtor-7' }, site: 'other' },
      bearer(SECRET),
    );
    expect(made.status).toBe(200);
    expect(made.body.conversationId).toMatch(/^other-[0-9a-f]{32}$/);
    expect(made.body.expires_in).toBeGreaterThan(24 * 3600);
    const claims = JSON.parse(Buffer.from(made.body.token!.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ user: 'dl_debtor-7', site: 'other', use: 'api' });
  });

  it.each([
    ['an unknown site', { site: 'nowhere' }],
    ['a user id that is none', { user: { id: 7 } }],
    ['origins that are none', { trustedOrigins: ['shop'] }],
  ])('are refused for %s', async (_, body) => {
    const made = await debtor.call<Failure>('POST', '/tokens/generate', body, bearer(SECRET));
    expect([made.status, made.body.error.code]).toEqual([400, 'BadArgument']);
  });

  it('are not given to anybody else', async () => {
    const missing = await fetch(`${server.directLine}/tokens/generate`, { method: 'POST' });
    expect(missing.status).toBe(401);
    expect(
      (await debtor.call('POST', '/tokens/generate', {}, bearer(`${SECRET.slice(0, -1)}x`))).status,
    ).toBe(403);
    expect((await debtor.call('POST', '/tokens/generate', {})).status).toBe(403);
  });

  it('are refreshed without a body, even where the client says it sends JSON', async () => {
    server.clock.advance(1_000);
    const kinds: Record<string, string>[] = [{}, { 'content-type': 'application/json' }];
    for (const headers of kinds) {
      const fresh = await debtor.call<ConversationResponse>('POST', '/tokens/refresh', undefined, headers);
      expect(fresh.status).toBe(200);
      expect(fresh.body.token).not.toBe(debtor.token);
      expect(fresh.body.conversationId).toBe(debtor.conversationId);
    }
  });
});

describe('conversations', () => {
  it('are new (201) until something was said in them, then known (200)', async () => {
    const other = await new DirectLineDebtor(server).open();
    expect((await other.call('POST', '/conversations', {})).status).toBe(201);
    expect(server.host.conversations.size).toBe(0);
    await other.say('halo');
    const again = await other.call<ConversationResponse>('POST', '/conversations');
    expect(again.status).toBe(200);
    expect(again.body.conversationId).toBe(other.conversationId);
    other.close();
  });

  it('can be held with the secret itself, in the name of a user it tells', async () => {
    const started = await debtor.call<ConversationResponse>(
      'POST',
      '/conversations',
      { user: { id: 'backend-1' } },
      bearer(SECRET),
    );
    expect(started.status).toBe(201);
    const path = `/conversations/${started.body.conversationId}/activities`;
    const activity = { type: 'message', text: 'halo', from: { id: 'backend-1' } };
    expect((await debtor.call('POST', path, activity, bearer(SECRET))).status).toBe(200);
    expect(server.host.heard(started.body.conversationId)[0]?.sender.id).toBe('backend-1');
    const read = await debtor.call<ActivitySet>('GET', path, undefined, bearer(SECRET));
    expect(read.body.activities).toHaveLength(2);
  });

  it('answer 403 to a token of another, 404 to the secret where there is none', async () => {
    const other = `demo-${'0'.repeat(32)}`;
    const foreign = await debtor.call<Failure>('GET', `/conversations/${other}`);
    expect([foreign.status, foreign.body.error.code]).toEqual([403, 'Forbidden']);
    for (const id of [other, 'nonsense', `gone-${'0'.repeat(32)}`]) {
      const answer = await debtor.call('GET', `/conversations/${id}/activities`, undefined, bearer(SECRET));
      expect([403, 404]).toContain(answer.status);
    }
  });

  it('answer 404 when they are over', async () => {
    const other = await new DirectLineDebtor(server).open();
    server.host.close(other.address);
    const answer = await other.say('halo');
    expect([answer.status, answer.body.error?.code]).toEqual([404, 'ConversationNotFound']);
    other.close();
  });

  it('answer 401 without and 403 with an expired token, each in the form of Direct Line', async () => {
    const old = await new DirectLineDebtor(server).open();
    old.close();
    const path = `${server.directLine}/conversations/${old.conversationId}`;
    const missing = await fetch(path);
    expect(missing.status).toBe(401);
    expect(await missing.json()).toEqual({ error: { code: 'Unauthorized', message: expect.any(String) } });
    server.clock.advance(40 * 3600 * 1000);
    const expired = await old.call<Failure>('GET', `/conversations/${old.conversationId}`);
    expect([expired.status, expired.body.error.code]).toEqual([403, 'TokenExpired']);
  });
});

describe('activities', () => {
  it('carry the identity of the token, whatever they claim', async () => {
    const me = await new DirectLineDebtor(server).open();
    const posted = await me.post({ type: 'message', text: 'siapa saya', from: { id: 'admin', role: 'bot' } });
    expect(posted.body.id).toBe(`${me.conversationId}|0000001`);
    const [heard] = server.host.heard(me.conversationId);
    expect(heard?.sender.id).toMatch(/^v_[0-9a-f]{32}$/);
    expect(heard).toMatchObject({ creditorId: 1, locale: 'id', sender: { origin: '127.0.0.1' } });
    me.close();
  });

  it('are read from a watermark on; none, `-` and foreign ones mean from the start', async () => {
    const me = await new DirectLineDebtor(server).open();
    await me.say('satu');
    await me.say('dua');
    const read = async (watermark: string) =>
      (
        await me.call<ActivitySet>(
          'GET',
          `/conversations/${me.conversationId}/activities?watermark=${watermark}`,
        )
      ).body;
    for (const all of ['', '-', 'abc']) expect((await read(all)).activities).toHaveLength(4);
    const rest = await read('2');
    expect(rest.activities?.map((one) => one.text)).toEqual(['dua', 'echo: dua']);
    expect(rest.watermark).toBe('4');
    expect(await read('4')).toEqual({ activities: [], watermark: '4' });
    me.close();
  });

  it('sent twice under one id are answered once, with the same id', async () => {
    const me = await new DirectLineDebtor(server).open();
    const [first, second] = await Promise.all([me.say('halo', 'same'), me.say('halo', 'same')]);
    expect(second?.body.id).toBe(first?.body.id);
    expect(server.host.heard(me.conversationId)).toHaveLength(1);
    me.close();
  });

  it('of other kinds are accepted without consequence; malformed ones say what is wrong', async () => {
    const me = await new DirectLineDebtor(server).open();
    expect((await me.post({ type: 'typing', from: { id: 'me' } })).status).toBe(200);
    expect(server.host.heard(me.conversationId)).toHaveLength(0);
    const empty = await me.post({ type: 'message', text: '' });
    expect([empty.status, empty.body.error?.code]).toEqual([400, 'BadArgument']);
    const long = await me.say('x'.repeat(4_001));
    expect(long.body.error?.message).toContain('4001');
    const broken = await fetch(`${server.directLine}/conversations/${me.conversationId}/activities`, {
      method: 'POST',
      headers: { ...bearer(me.token), 'content-type': 'application/json' },
      body: '{"type":',
    });
    expect(broken.status).toBe(400);
    expect(await broken.json()).toMatchObject({ error: { code: 'BadArgument' } });
    const huge = await me.post({ type: 'message', text: 'a', value: 'x'.repeat(70_000) });
    expect([huge.status, huge.body.error?.code]).toEqual([413, 'MessageSizeTooBig']);
    me.close();
  });

  it('do not reach below the address of Direct Line', async () => {
    const answer = await debtor.call<Failure>('GET', '/nothing/here');
    expect([answer.status, answer.body.error.code]).toEqual([404, 'NotFound']);
  });
});
