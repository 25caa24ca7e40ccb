import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Problem } from './contract/webchat.ts';

/** Words for programs, for errors that bring none of their own. */
const CODES: Record<number, string> = {
  400: 'invalid_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  500: 'internal_error',
  503: 'unavailable',
};

/** Thrown by a route to refuse: becomes problem details with `code`, `detail` and what `more` adds. */
export class HttpProblem extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly more: Record<string, unknown>;
  constructor(statusCode: number, code: string, detail: string, more: Record<string, unknown> = {}) {
    super(detail);
    this.statusCode = statusCode;
    this.code = code;
    this.more = more;
  }
}

/** Answers with RFC 9457 problem details. */
export function sendProblem(
  reply: FastifyReply,
  status: number,
  problem: Partial<Problem> & Record<string, unknown>,
) {
  const title = STATUS_CODES[status] ?? 'Error';
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ type: 'about:blank', title, status, code: CODES[status] ?? 'error', ...problem });
}

/** The one place where errors become answers: 4xx say what was wrong, 5xx only under which id it is logged. */
export function problemAnswers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode && error.statusCode >= 400 ? error.statusCode : 500;
    if (error instanceof HttpProblem) {
      const { code, message: detail, more } = error;
      return sendProblem(reply, status, { code, detail, ...more });
    }
    if (status >= 500) return hidden(error, status, request, reply);
    const ours = error.code !== undefined && /^[a-z_]+$/.test(error.code);
    return sendProblem(reply, status, { detail: error.message, ...(ours && { code: error.code }) });
  });
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, 404, { detail: 'There is nothing at this address.' }),
  );
}

function hidden(error: FastifyError, status: number, request: FastifyRequest, reply: FastifyReply) {
  const errorId = randomUUID();
  const { url: route } = request.routeOptions;
  request.log.error({ err: error, errorId, method: request.method, route }, 'request failed');
  return sendProblem(reply, status, { detail: `Something went wrong on our side (${errorId}).`, errorId });
}
