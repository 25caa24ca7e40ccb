import type { FastifyInstance } from 'fastify';
import { localeFromTag } from '../../shared/locale.ts';
import { addressOf, callerOf } from './callers.ts';
import { conversationAnswer, identityOf, type RouteContext } from './context.ts';
import { conversationGone } from './failures.ts';
import { newConversationId, newUserId } from './ids.ts';
import { namedUser, objectBody } from './named-user.ts';
import { allowOrigin } from './origins.ts';

/**
 * `POST /conversations` and `GET /conversations/{id}`. Neither makes a row: a conversation exists from
 * its first activity, so that pages that are only looked at leave no trace.
 */
export function conversationRoutes(app: FastifyInstance, context: RouteContext): void {
  const { callers, limiters } = context;
  const hooks = { onRequest: [callers.tokenOrSecret, limiters.token] };

  app.post('/conversations', hooks, async (request, reply) => {
    const caller = callerOf(request);
    const body = objectBody(request.body);
    const loc = typeof body.locale === 'string' ? localeFromTag(body.locale) : undefined;
    allowOrigin(request, reply);
    if (!caller.identity) {
      const conv = newConversationId(caller.site.siteKey);
      const user = namedUser(body.user) ?? newUserId();
      return reply
        .code(201)
        .send(conversationAnswer(context, { conv, site: caller.site.siteKey, user, loc }));
    }
    const known = await context.host().transcript(addressOf(caller), Number.MAX_SAFE_INTEGER);
    const identity = loc ? { ...caller.identity, loc } : caller.identity;
    return reply.code(known ? 200 : 201).send(conversationAnswer(context, identity));
  });

  app.get<{ Params: { id: string }; Querystring: { watermark?: string } }>(
    '/conversations/:id',
    hooks,
    async (request, reply) => {
      const caller = callerOf(request);
      if (!caller.identity && !(await context.host().transcript(addressOf(caller), Number.MAX_SAFE_INTEGER)))
        throw conversationGone();
      allowOrigin(request, reply);
      const identity = identityOf(caller, request.params.id, 'debtor');
      return conversationAnswer(context, identity, request.query.watermark || '-');
    },
  );
}
