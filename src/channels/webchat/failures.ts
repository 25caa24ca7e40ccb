import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { allowOrigin } from './origins.ts';

/** A refusal in the words of Direct Line: `{error: {code, message}}`. */
export class DirectLineError extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;
  constructor(statusCode: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'DirectLineError';
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const badArgument = (message: string) => new DirectLineError(400, 'BadArgument', message);
export const forbidden = (code: string, message: string) => new DirectLineError(403, code, message);
/** Clients end cleanly on 404 and fall apart on 403, so a conversation that is over is "not found". */
export const conversationGone = () =>
  new DirectLineError(404, 'ConversationNotFound', 'This conversation does not exist or is over.');
export const tooMany = (seconds: number) =>
  new DirectLineError(429, 'TooManyRequests', `Too many requests. Try again in ${seconds} s.`, seconds);
export const busy = (message: string) => new DirectLineError(503, 'ServiceUnavailable', message, 2);

/** Answers every error below `/v3/directline` in Direct Line's form; the text of a bug stays inside. */
export function directLineErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => answer(error, request, reply));
  app.setNotFoundHandler((request, reply) =>
    answer(new DirectLineError(404, 'NotFound', 'There is no such address.'), request, reply),
  );
}

function answer(error: FastifyError | DirectLineError, request: FastifyRequest, reply: FastifyReply) {
  const status = error.statusCode ?? 500;
  if (error.code !== 'OriginNotAllowed') allowOrigin(request, reply);
  if (error instanceof DirectLineError) {
    if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
    return reply.code(status).send({ error: { code: error.code, message: error.message } });
  }
  if (status >= 500) {
    const errorId = randomUUID();
    request.log.error({ err: error, errorId, route: request.routeOptions.url }, 'webchat request failed');
    const message = `Something went wrong on our side (${errorId}).`;
    return reply.code(status).send({ error: { code: 'ServiceError', message } });
  }
  return reply.code(status).send({ error: { code: CODES[status] ?? 'BadArgument', message: error.message } });
}

const CODES: Record<number, string> = {
  404: 'NotFound',
  413: 'MessageSizeTooBig',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
};
