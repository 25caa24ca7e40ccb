import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { originAllowed } from '../../../src/channels/webchat/origins.ts';
import type { Problem, WebchatTokenResponse } from '../../../src/http/contract/webchat.ts';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import { SECRET, SHOP, startWebchat, type WebchatServer } from '../../support/webchat-server.ts';

let server: WebchatServer;
beforeAll(async () => {
  server = await startWebchat();
});
afterAll(async () => server.stop());

const EVIL = 'https://shop.example.evil.example';

async function ask(body: unknown, headers: Record<string, string> = { origin: SHOP }) {
  const answer = await fetch(`${server.base}/webchat/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as WebchatTokenResponse & Problem,
  };
}

describe('a token for the widget', () => {
  it('is given to an allowed page, with what the widget shows before anything is said', async () => {
    const answer = await ask({ siteKey: 'demo', locale: 'en-US' });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ locale: 'en', creditorName: 'PT Contoh', botName: 'Sapa' });
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(server.host.conversations.size).toBe(0);
  });

  it('goes on with the conversation of an earlier one, also after that has ended', async () => {
    const first = (await ask({ siteKey: 'demo' })).body;
    const resumed = (await ask({ siteKey: 'demo', token: first.token })).body;
    expect(resumed.conversationId).toBe(first.conversationId);
    server.clock.advance(3 * 24 * 3600 * 1000);
    expect((await ask({ siteKey: 'demo', token: first.token })).body.conversationId).toBe(
      first.conversationId,
    );
    server.clock.advance(40 * 24 * 3600 * 1000);
    expect((await ask({ siteKey: 'demo', token: first.token })).body.conversationId).not.toBe(
      first.conversationId,
    );
  });

  it('never goes on with a conversation of another site, or with a forged token', async () => {
    const first = (await ask({ siteKey: 'demo' })).body;
    const elsewhere = await ask(
      { siteKey: 'other', token: first.token },
      { origin: 'https://other.example' },
    );
    expect(elsewhere.body.conversationId).toMatch(/^other-/);
    expect((await ask({ siteKey: 'demo', token: `${first.token}x` })).body.conversationId).not.toBe(
      first.conversationId,
    );
  });

  it.each([
    ['a foreign page', { origin: EVIL }],
    ['a page of another site', { origin: 'https://other.example' }],
    ['a page in a sandbox', { origin: 'null' }],
    ['a program that tells no origin', {}],
    ['a page of another site of the same company', { 'sec-fetch-site': 'same-site' }],
  ])('is refused to %s', async (_, headers) => {
    const answer = await ask({ siteKey: 'demo' }, headers as Record<string, string>);
    expect([answer.status, answer.body.code]).toEqual([403, 'origin_not_allowed']);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('is given to a page of the server itself, where the browser vouches for that', async () => {
    expect((await ask({ siteKey: 'demo' }, { origin: server.base })).status).toBe(200);
    expect((await ask({ siteKey: 'demo' }, { 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    expect((await ask({ siteKey: 'other' }, { origin: server.base })).status).toBe(403);
  });

  it.each([
    ['an unknown site', { siteKey: 'nowhere' }, 404, 'unknown_site'],
    ['no site', {}, 400, 'invalid_request'],
    ['a list', [], 400, 'invalid_request'],
    ['a site that is no text', { siteKey: { $ne: '' } }, 400, 'invalid_request'],
    ['a language that is no text', { siteKey: 'demo', locale: 7 }, 400, 'invalid_request'],
  ])('is refused for %s, readably for the page', async (_, body, status, code) => {
    const answer = await ask(body);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
  });
});

describe('pages that hold a token', () => {
  it('may call from their own origin, and read refusals', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const own = await debtor.call('POST', '/conversations', {}, { origin: SHOP });
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([201, SHOP]);
    const foreign = await debtor.call('POST', '/conversations', {}, { origin: EVIL });
    expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
    const expired = await debtor.call(
      'POST',
      '/conversations',
      {},
      { origin: SHOP, authorization: 'Bearer x' },
    );
    expect([expired.status, expired.headers.get('access-control-allow-origin')]).toEqual([403, SHOP]);
    debtor.close();
  });

  it('come from the origins a backend trusts, where it names some', async () => {
    const debtor = await new DirectLineDebtor(server).open();
    const { body } = await debtor.call<{ token: string }>(
      'POST',
      '/tokens/generate',
      { trustedOrigins: ['https://portal.example/login'] },
      { authorization: `Bearer ${SECRET}` },
    );
    const from = async (origin: string) =>
      (
        await debtor.call('POST', '/tokens/refresh', undefined, {
          origin,
          authorization: `Bearer ${body.token}`,
        })
      ).status;
    expect([await from('https://portal.example'), await from(SHOP)]).toEqual([200, 403]);
    debtor.close();
  });

  it('get their preflights answered', async () => {
    for (const path of ['/webchat/token', '/v3/directline/conversations/x/activities']) {
      const answer = await fetch(server.base + path, { method: 'OPTIONS', headers: { origin: SHOP } });
      expect(answer.status).toBe(204);
      expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
      expect(answer.headers.get('access-control-allow-headers')).toContain('x-ms-bot-agent');
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      expect(Number(answer.headers.get('access-control-max-age'))).toBeGreaterThan(0);
    }
  });
});

describe('allowed origins', () => {
  it('are compared whole; the names of this machine are one server', () => {
    const site = { origins: ['self', SHOP] };
    const allowed = (origin: string, publicUrl = 'http://localhost:3000') =>
      originAllowed(origin, site, publicUrl);
    expect(
      ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000', SHOP].every((o) => allowed(o)),
    ).toBe(true);
    for (const origin of [
      'http://localhost:3001',
      'https://localhost:3000',
      `${SHOP}.evil.example`,
      'http://shop.example',
      'null',
      '',
    ])
      expect(allowed(origin)).toBe(false);
    expect(allowed('http://localhost:3000', 'https://bot.example')).toBe(false);
  });
});
