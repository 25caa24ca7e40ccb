import type {} from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { callerOf } from './callers.ts';
import { tooMany } from './failures.ts';
import type { RateRule } from './options.ts';

export type Limiter = (request: FastifyRequest) => Promise<void>;

export interface Limiters {
  token: Limiter;
  conversation: Limiter;
}

/**
 * Limits by token and by conversation, each with its own counters; the server limits by address before.
 * They count with the server's `@fastify/rate-limit`; the bearer of the secret is not limited here.
 */
export function createLimiters(
  app: FastifyInstance,
  rules: { token: RateRule; conversation: RateRule },
): Limiters {
  return {
    token: limiter(app, rules.token, (request) => `t:${request.webchatToken}`),
    conversation: limiter(app, rules.conversation, (request) => `c:${callerOf(request).conv}`),
  };
}

function limiter(app: FastifyInstance, rule: RateRule, key: (request: FastifyRequest) => string): Limiter {
  const check = app.createRateLimit({ max: rule.max, timeWindow: rule.windowMs, keyGenerator: key });
  return async (request) => {
    if (!callerOf(request).identity) return;
    const result = await check(request);
    if (!result.isAllowed && result.isExceeded) throw tooMany(Math.max(1, result.ttlInSeconds));
  };
}
