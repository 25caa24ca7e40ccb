import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TranscriptMessage } from '../channel.ts';
import { addressOf, type Caller, callerOf } from './callers.ts';
import { encodeAll } from './codec.ts';
import type { RouteContext } from './context.ts';
import { badArgument, conversationGone } from './failures.ts';
import { activityId, seqOfWatermark } from './ids.ts';
import { namedUser } from './named-user.ts';
import { allowOrigin } from './origins.ts';
import { readActivity } from './read-activity.ts';
import { receive } from './receive.ts';

const idAnswer = {
  response: { 200: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } },
} as const;

/** `POST` and `GET /conversations/{id}/activities`. */
export function activityRoutes(app: FastifyInstance, context: RouteContext): void {
  const { callers, limiters } = context;
  const onRequest = [callers.tokenOrSecret, limiters.token];
  const path = '/conversations/:id/activities';

  app.post(path, { onRequest, schema: idAnswer }, async (request, reply) => {
    const caller = callerOf(request);
    const read = readActivity(request.body, context.limits.textLength);
    if (!read.ok) throw badArgument(read.reason);
    allowOrigin(request, reply);
    if (read.kind === 'typing') context.host().typing?.(addressOf(caller));
    if (read.kind === 'ignored' || read.kind === 'typing') return { id: activityId(caller.conv!, 0) };
    await limiters.conversation(request);
    const seq = await receive(context, caller, {
      ...read,
      senderId: senderOf(caller, request.body),
      ip: request.ip,
      attachmentIds: [],
    });
    return { id: activityId(caller.conv!, seq) };
  });

  app.get(path, { onRequest }, async (request: FastifyRequest, reply) => {
    const caller = callerOf(request);
    const after = seqOfWatermark((request.query as { watermark?: unknown }).watermark);
    const messages = await context.host().transcript(addressOf(caller), after);
    if (!messages && !caller.identity) throw conversationGone();
    allowOrigin(request, reply);
    return activitySet(context, caller, messages ?? [], after);
  });
}

/** Who sent it: the token says; the bearer of the secret may name somebody. */
export function senderOf(caller: Caller, activity: unknown): string {
  return caller.user ?? namedUser((activity as { from?: unknown } | undefined)?.from) ?? 'debtor';
}

function activitySet(context: RouteContext, caller: Caller, messages: TranscriptMessage[], after: number) {
  const encoding = {
    conversationId: caller.conv!,
    user: caller.user ?? 'debtor',
    publicUrl: context.publicUrl(),
  };
  return {
    activities: messages.flatMap((message) => encodeAll(message, encoding)),
    watermark: String(messages.at(-1)?.seq ?? after),
  };
}
