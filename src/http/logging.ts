import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { redact } from '../shared/redact.ts';

/** Where a secret may hide in a logged object; the serializers below keep most from getting there. */
const SECRET_PATHS = ['authorization', 'headers', 'body', 'text', 'token', 'secret', 'code', 'to'].flatMap(
  (name) => [name, `*.${name}`],
);

/**
 * The server's logger. Requests are logged by route, never by address or body, and errors lose tokens,
 * contacts and long numbers, so that a log can be shown to anybody who may see that Sapa runs.
 */
export function createLogger(options: { level: string; destination?: DestinationStream }): Logger {
  const settings: LoggerOptions = {
    level: options.level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: SECRET_PATHS, censor: '[hidden]' },
    serializers: { err: safeError, error: safeError, req: safeRequest, res: safeResponse },
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}

function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error));
  const { name, code, cause } = error as Error & { code?: unknown };
  return {
    type: name,
    ...(typeof code === 'string' && { errorCode: code }),
    message: redact(error.message),
    stack: redact(error.stack ?? ''),
    ...(cause !== undefined && { cause: safeError(cause) }),
  };
}

function safeRequest(request: { method?: string; routeOptions?: { url?: string } }): unknown {
  return { method: request.method, route: request.routeOptions?.url };
}

function safeResponse(reply: { statusCode?: number }): unknown {
  return { status: reply.statusCode };
}
