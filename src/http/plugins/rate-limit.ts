import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** For probes: the limit per address does not count this route. */
    unlimited?: boolean;
  }
}

/** Counters kept per limiter; the oldest make room. */
const COUNTERS = 20_000;

/** Limits requests per address before anything else runs, and lends `createRateLimit` to the routes. */
export async function addressLimit(app: FastifyInstance, perMinute: number): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    cache: COUNTERS,
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: { 'x-ratelimit-limit': false, 'x-ratelimit-remaining': false, 'x-ratelimit-reset': false },
  });
  const check = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => addressKey(request.ip),
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.unlimited) return;
    const result = await check(request);
    if (result.isAllowed || !result.isExceeded) return;
    const seconds = Math.max(1, result.ttlInSeconds);
    reply.header('retry-after', seconds);
    throw Object.assign(new Error(`Too many requests from this address. Try again in ${seconds} s.`), {
      statusCode: 429,
      code: 'too_many_requests',
    });
  });
}

/** One key per subscriber: an IPv4 address, or the /64 that an IPv6 connection usually has to itself. */
export function addressKey(ip: string): string {
  if (!ip.includes(':')) return ip;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip);
  if (mapped) return mapped[1]!;
  const [head = '', tail = ''] = ip.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}
