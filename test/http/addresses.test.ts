import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { addressKey } from '../../src/http/plugins/rate-limit.ts';
import { parseTrustProxy } from '../../src/http/trust-proxy.ts';
import { httpServer } from '../support/http-server.ts';

const routes = [async (app: FastifyInstance) => void app.get('/ip', async (request) => ({ ip: request.ip }))];

async function seen(trustProxy: string | undefined, forwarded: string) {
  const app = await httpServer({ config: { trustProxy }, routes });
  return (await app.inject({ url: '/ip', headers: { 'x-forwarded-for': forwarded } })).json() as {
    ip: string;
  };
}

describe('the address of the asker', () => {
  it('is never what the request says, unless a proxy is configured', async () => {
    expect(await seen(undefined, '203.0.113.9')).toEqual({ ip: '127.0.0.1' });
    expect(await seen('10.0.0.0/8', '203.0.113.9')).toEqual({ ip: '127.0.0.1' });
    expect(await seen('loopback', '203.0.113.9')).toEqual({ ip: '203.0.113.9' });
  });

  it('is the one the nearest trusted proxy saw, not what stood there before', async () => {
    expect(await seen('loopback', '198.51.100.1, 203.0.113.9')).toEqual({ ip: '203.0.113.9' });
    expect(await seen('1', '198.51.100.1, 203.0.113.9')).toEqual({ ip: '203.0.113.9' });
    expect(await seen('loopback, 203.0.113.0/24', '198.51.100.1, 203.0.113.9')).toEqual({
      ip: '198.51.100.1',
    });
  });

  it.each(['true', '*', 'proxy.internal', '10.0.0.0/99', '300'])('cannot be trusted to %s', (text) => {
    expect(() => parseTrustProxy(text)).toThrow(/TRUST_PROXY/);
  });

  it('counts as one for a subscriber’s /64', () => {
    expect(addressKey('203.0.113.9')).toBe('203.0.113.9');
    expect(addressKey('::ffff:203.0.113.9')).toBe('203.0.113.9');
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2::/64');
    expect(addressKey('2001:db8:1:2::6')).toBe('2001:db8:1:2::/64');
    expect(addressKey('2001:db8::6')).toBe('2001:db8:0:0::/64');
    expect(addressKey('::1')).toBe('0:0:0:0::/64');
  });

  it('is held to its requests, each address for itself', async () => {
    const app = await httpServer({
      config: { trustProxy: 'loopback', requestsPerAddressPerMinute: 2 },
      routes,
    });
    const ask = async (ip: string) =>
      (await app.inject({ url: '/ip', headers: { 'x-forwarded-for': ip } })).statusCode;
    expect([await ask('203.0.113.1'), await ask('203.0.113.1'), await ask('203.0.113.1')]).toEqual([
      200, 200, 429,
    ]);
    expect(await ask('203.0.113.2')).toBe(200);
    const limited = await app.inject({ url: '/nothing', headers: { 'x-forwarded-for': '203.0.113.1' } });
    expect(limited.json()).toMatchObject({ status: 429, code: 'too_many_requests' });
    expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
    expect(limited.headers['content-type']).toContain('application/problem+json');
  });
});
