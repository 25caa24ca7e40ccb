import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { OutboundMessage } from '../../../src/channels/channel.ts';
import { createHandoffEvents } from '../../../src/channels/handoff-events/index.ts';
import { TestClock } from '../../support/clock.ts';
import { type Listener, listener, type Mood } from './listener.ts';

const SECRET = 'a-secret-of-this-test';
const clock = new TestClock('2026-03-11T10:00:00+07:00');
const event: OutboundMessage = {
  id: 'abc-7',
  to: '3',
  creditorId: 1,
  purpose: 'message',
  body: { text: '{"type":"event","name":"handoff.status","value":{"state":"accepted"}}', locale: 'id' },
};

let host: Listener;
afterEach(() => host.close());
async function channelTo(moods: Mood[] = [], limitMs?: number) {
  host = await listener(moods);
  const { url } = host;
  return createHandoffEvents({
    listener: async (id) => (id === 3 ? { url, secret: SECRET } : undefined),
    clock,
    ...(limitMs !== undefined && { limitMs }),
  });
}

describe('an event for a listening system', () => {
  it('is POSTed as it stands, with a signature over time and body, and an id for retries', async () => {
    const channel = await channelTo();
    expect(await channel.deliver(event)).toEqual({ ok: true });
    const [heard] = host.heard;
    expect(heard).toMatchObject({ path: '/hooks/sapa?tenant=1', body: event.body.text });
    const timestamp = String(clock.now() / 1000);
    const mac = createHmac('sha256', SECRET).update(`${timestamp}.${event.body.text}`).digest('hex');
    expect(heard?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'x-sapa-timestamp': timestamp,
      'x-sapa-signature': `sha256=${mac}`,
      'x-sapa-delivery': 'abc-7',
    });
  });

  it.each([
    [500, true],
    [503, true],
    [429, true],
    [408, true],
    [400, false],
    [401, false],
    [404, false],
    [410, false],
  ])('answered %i: another try %s', async (status, retry) => {
    const channel = await channelTo([status]);
    expect(await channel.deliver(event)).toEqual({
      ok: false,
      retry,
      reason: `the listener answered ${status}`,
    });
  });

  it('follows no redirect: what is in it goes to nobody else', async () => {
    const elsewhere = await listener();
    const channel = await channelTo([{ redirect: elsewhere.url }]);
    expect(await channel.deliver(event)).toMatchObject({ ok: false, retry: false });
    expect(elsewhere.heard).toEqual([]);
    await elsewhere.close();
  });

  it('is tried again where nobody answers, or the line breaks, and the reason names no address', async () => {
    const slow = await channelTo(['silent'], 50);
    expect(await slow.deliver(event)).toEqual({
      ok: false,
      retry: true,
      reason: 'the listener did not answer in time',
    });
    await host.close();
    const broken = await channelTo(['hangs_up']);
    const failed = await broken.deliver(event);
    expect(failed).toMatchObject({ ok: false, retry: true });
    expect(JSON.stringify(failed)).not.toContain('127.0.0.1');
  });

  it('is dropped for a system that listens no more', async () => {
    const channel = await channelTo();
    expect(await channel.deliver({ ...event, to: '4' })).toEqual({
      ok: false,
      retry: false,
      reason: 'listens no more',
    });
    expect(host.heard).toEqual([]);
  });
});
