import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createTokens, TOKEN_SECONDS } from '../../../src/channels/webchat/tokens.ts';
import { TestClock } from '../../support/clock.ts';

const SECRET = 'a-secret-of-the-tests-with-enough-letters';
const identity = { conv: 'demo-0123', site: 'demo', user: 'v_1' };
const day = 24 * 3600 * 1000;

function setup() {
  const clock = new TestClock('2026-03-11T10:00:00+07:00');
  return { clock, tokens: createTokens(SECRET, clock) };
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('webchat tokens', () => {
  it('gives back who it was issued for', () => {
    const { tokens } = setup();
    const token = tokens.issue({ ...identity, loc: 'en', origins: ['https://a.example'] }, 'api');
    expect(tokens.verify(token, 'api')).toMatchObject({
      ok: true,
      identity: { ...identity, loc: 'en', origins: ['https://a.example'] },
    });
  });

  it('takes no token for another use', () => {
    const { tokens } = setup();
    expect(tokens.verify(tokens.issue(identity, 'api'), 'stream')).toEqual({ ok: false, reason: 'bad' });
    expect(tokens.verify(tokens.issue(identity, 'stream'), 'api')).toEqual({ ok: false, reason: 'bad' });
    expect(tokens.verifyForResume(tokens.issue(identity, 'stream'))).toEqual({ ok: false, reason: 'bad' });
  });

  it('ends api tokens after a day and a half and stream tokens after a minute, by the injected clock', () => {
    const { clock, tokens } = setup();
    const api = tokens.issue(identity, 'api');
    const stream = tokens.issue(identity, 'stream');
    clock.advance(59_000);
    expect(tokens.verify(stream, 'stream').ok).toBe(true);
    clock.advance(1_000);
    expect(tokens.verify(stream, 'stream')).toEqual({ ok: false, reason: 'expired' });
    clock.advance(TOKEN_SECONDS * 1000 - 61_000);
    expect(tokens.verify(api, 'api').ok).toBe(true);
    clock.advance(1_000);
    // Verified before, so this is also what a remembered token says.
    expect(tokens.verify(api, 'api')).toEqual({ ok: false, reason: 'expired' });
  });

  it('lets an ended token resume its conversation for thirty days more', () => {
    const { clock, tokens } = setup();
    const token = tokens.issue(identity, 'api');
    clock.advance(TOKEN_SECONDS * 1000 + 30 * day - 1_000);
    expect(tokens.verifyForResume(token).ok).toBe(true);
    clock.advance(1_000);
    expect(tokens.verifyForResume(token)).toEqual({ ok: false, reason: 'expired' });
  });

  it('refuses a token that was changed anywhere', () => {
    const { tokens } = setup();
    const token = tokens.issue(identity, 'api');
    const [head, , signature] = token.split('.');
    const forged = part({ ...identity, user: 'v_2', use: 'api', iat: 0, exp: 9_999_999_999 });
    expect(tokens.verify(`${head}.${forged}.${signature}`, 'api').ok).toBe(false);
    expect(tokens.verify(`${token}x`, 'api').ok).toBe(false);
    expect(tokens.verify(token.slice(0, -2), 'api').ok).toBe(false);
    // The cache must not answer for a token it only nearly knows.
    expect(tokens.verify(token, 'api').ok).toBe(true);
    expect(tokens.verify(`${token}x`, 'api').ok).toBe(false);
  });

  it('refuses unsigned tokens and other algorithms', () => {
    const { tokens } = setup();
    const claims = part({ ...identity, use: 'api', iat: 0, exp: 9_999_999_999 });
    const none = part({ alg: 'none', typ: 'JWT' });
    expect(tokens.verify(`${none}.${claims}.`, 'api').ok).toBe(false);
    const key = createHmac('sha256', SECRET).update('sapa webchat token 1').digest();
    const head = part({ alg: 'HS512', typ: 'JWT' });
    const signature = createHmac('sha512', key).update(`${head}.${claims}`).digest('base64url');
    expect(tokens.verify(`${head}.${claims}.${signature}`, 'api').ok).toBe(false);
  });

  it('refuses tokens signed with the secret itself, with another secret, or with other claims', () => {
    const { clock, tokens } = setup();
    const sign = (key: Buffer | string, claims: object) => {
      const input = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
      return `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`;
    };
    const claims = { ...identity, use: 'api', iat: 0, exp: 9_999_999_999 };
    const derived = createHmac('sha256', SECRET).update('sapa webchat token 1').digest();
    expect(tokens.verify(sign(derived, claims), 'api').ok).toBe(true);
    expect(tokens.verify(sign(SECRET, claims), 'api').ok).toBe(false);
    expect(tokens.verify(createTokens(`${SECRET}2`, clock).issue(identity, 'api'), 'api').ok).toBe(false);
    for (const broken of [
      { exp: undefined },
      { exp: '9999999999' },
      { use: 'admin' },
      { user: 7 },
      { loc: 'xx' },
    ])
      expect(tokens.verify(sign(derived, { ...claims, ...broken }), 'api').ok).toBe(false);
  });

  it('does not choke on what is no token at all', () => {
    const { tokens } = setup();
    for (const text of ['', '.', '..', 'a.b.c', 'x'.repeat(100_000), '\u0000', 'eyJ9.e30.'])
      expect(tokens.verify(text, 'api')).toEqual({ ok: false, reason: 'bad' });
  });
});
