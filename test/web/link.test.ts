import { describe, expect, it } from 'vitest';
import { answerOf } from '../../src/web/widget/link/answer.ts';
import { backoffMs } from '../../src/web/widget/link/backoff.ts';
import { streamAddress } from '../../src/web/widget/link/socket.ts';

describe('pauses between tries', () => {
  it('double up to 20 s and are at least half their ceiling', () => {
    expect([0, 1, 2, 3].map((attempt) => backoffMs(attempt, () => 1))).toEqual([500, 1000, 2000, 4000]);
    expect(backoffMs(50, () => 1)).toBe(20_000);
    expect(backoffMs(50, () => 0)).toBe(10_000);
  });

  it('are as long as the server asks, in seconds or as a date, within reason', () => {
    expect(answerOf(429, '{}', '7')).toMatchObject({ ok: false, status: 429, retryAfterMs: 7000 });
    expect(answerOf(503, '', '999999')).toMatchObject({ retryAfterMs: 300_000 });
    expect(answerOf(429, '', 'Fri, 01 Jan 2021 00:00:00 GMT')).toMatchObject({ retryAfterMs: 1000 });
    expect(answerOf(429, '', 'soon')).not.toHaveProperty('retryAfterMs');
  });
});

describe('an answer', () => {
  it('that claims success with something else than JSON is no answer', () => {
    expect(answerOf(200, '<html>Sign in</html>', null)).toMatchObject({ ok: false, status: 0 });
    expect(answerOf(200, '{"id":"a"}', null)).toEqual({ ok: true, body: { id: 'a' } });
  });
});

describe('the stream address', () => {
  it('keeps to the server the page trusts', () => {
    const path = '/v3/directline/conversations/c/stream?watermark=3&t=x';
    expect(streamAddress(`wss://elsewhere.example${path}`, 'http://127.0.0.1:8080')).toBe(
      `ws://127.0.0.1:8080${path}`,
    );
    expect(streamAddress(path, 'https://bot.example/sapa')).toBe(`wss://bot.example${path}`);
  });
});
