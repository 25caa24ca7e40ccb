import { afterEach, describe, expect, it } from 'vitest';
import { DirectLineDebtor } from '../../support/direct-line-debtor.ts';
import {
  SECRET,
  SHOP,
  startWebchat,
  type WebchatServer,
  type WebchatServerOptions,
} from '../../support/webchat-server.ts';

let server: WebchatServer;
afterEach(async () => server.stop());

async function start(options: WebchatServerOptions) {
  server = await startWebchat(options);
  return new DirectLineDebtor(server).open();
}

const MINUTE = 60_000;

describe('rate limits', () => {
  it('hold one conversation to its messages, whatever its tokens, and leave others alone', async () => {
    const debtor = await start({ limits: { conversation: { max: 3, windowMs: MINUTE } } });
    const other = await new DirectLineDebtor(server).open();
    for (let i = 0; i < 3; i++) expect((await debtor.say(String(i))).status).toBe(200);
    server.clock.advance(1_000);
    const fresh = await debtor.call<{ token: string }>('POST', '/tokens/refresh');
    debtor.token = fresh.body.token;
    const refused = await debtor.say('4');
    expect(refused.status).toBe(429);
    expect(refused.body.error?.code).toBe('TooManyRequests');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    // Typing is not a message, and reading is not writing.
    expect((await debtor.post({ type: 'typing' })).status).toBe(200);
    expect((await other.say('halo')).status).toBe(200);
  });

  it('hold one token to its calls', async () => {
    const debtor = await start({ limits: { token: { max: 3, windowMs: MINUTE } } });
    const read = async () =>
      (await debtor.call('GET', `/conversations/${debtor.conversationId}/activities`)).status;
    expect([await read(), await read(), await read()]).toEqual([200, 200, 429]);
  });

  it('do not hold the bearer of the secret', async () => {
    const debtor = await start({ limits: { token: { max: 1, windowMs: MINUTE } } });
    for (let i = 0; i < 5; i++) {
      const made = await debtor.call('POST', '/conversations', {}, { authorization: `Bearer ${SECRET}` });
      expect(made.status).toBe(201);
    }
  });

  it('hold one address to its requests, before anything else is looked at, in the words of the place', async () => {
    const debtor = await start({ perAddress: 5 });
    let answer = await debtor.call<{ error: { code: string } }>('GET', '/conversations/x', undefined, {
      origin: SHOP,
    });
    for (let i = 0; i < 5 && answer.status !== 429; i++)
      answer = await debtor.call('GET', '/conversations/x', undefined, { origin: SHOP });
    expect(answer.status).toBe(429);
    expect(answer.body).toEqual({
      error: { code: 'TooManyRequests', message: expect.stringContaining('Try again') },
    });
    expect(answer.headers.get('retry-after')).toMatch(/^\d+$/);
    // Without this the page would see a broken connection instead of a refusal.
    expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    const widget = await fetch(`${server.base}/webchat/token`, { method: 'POST', headers: { origin: SHOP } });
    expect(widget.status).toBe(429);
    expect(await widget.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect((await fetch(`${server.base}/healthz`)).status).toBe(200);
  });
});
