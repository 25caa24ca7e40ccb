import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { localeFromTag } from '../../shared/locale.ts';
import { callerOf } from './callers.ts';
import { type RouteContext, tokenAnswer } from './context.ts';
import { badArgument } from './failures.ts';
import { newConversationId, newUserId } from './ids.ts';
import { namedUser, objectBody } from './named-user.ts';
import { allowCredentials, allowOrigin, SESSION_PATH } from './origins.ts';

const MAX_ORIGINS = 20;

/** `POST /tokens/generate`, `POST /tokens/refresh`, `GET /session/getsessionid`. */
export function tokenRoutes(app: FastifyInstance, context: RouteContext): void {
  const { callers, limiters, sites } = context;

  app.post('/tokens/generate', { onRequest: callers.secret }, async (request, reply) => {
    const body = objectBody(request.body);
    const { site: siteKey } = body;
    if (siteKey !== undefined && typeof siteKey !== 'string') throw badArgument('"site" must be a site key.');
    const site = siteKey === undefined ? callerOf(request).site : await sites.find(siteKey);
    if (!site) throw badArgument('"site" is no known site key.');
    allowOrigin(request, reply);
    return tokenAnswer(context, {
      conv: newConversationId(site.siteKey),
      site: site.siteKey,
      user: namedUser(body.user) ?? newUserId(),
      loc: typeof body.locale === 'string' ? localeFromTag(body.locale) : undefined,
      origins: trustedOrigins(body.trustedOrigins),
    });
  });

  app.post('/tokens/refresh', { onRequest: [callers.token, limiters.token] }, async (request, reply) => {
    allowOrigin(request, reply);
    return tokenAnswer(context, callerOf(request).identity!);
  });

  // Asked for before a sign-in card is shown; there is no session here, so any new word will do.
  app.get(SESSION_PATH, { onRequest: [callers.tokenOrSecret, limiters.token] }, async (request, reply) => {
    allowOrigin(request, reply);
    allowCredentials(request, reply);
    return { sessionId: randomUUID() };
  });
}

function trustedOrigins(value: unknown): string[] | undefined {
  if (value === undefined || value === null) return undefined;
  const problem = `"trustedOrigins" must be a list of at most ${MAX_ORIGINS} origins such as "https://shop.example".`;
  if (!Array.isArray(value) || value.length > MAX_ORIGINS) throw badArgument(problem);
  return value.map((origin: unknown) => {
    if (typeof origin !== 'string' || !URL.canParse(origin)) throw badArgument(problem);
    return new URL(origin).origin;
  });
}
