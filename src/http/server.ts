import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyPluginAsync,
  LogController,
} from 'fastify';
import type { DemoInboxMessage } from './contract/webchat.ts';
import type { Metrics } from './metrics.ts';
import { answerHeaders } from './plugins/answer-headers.ts';
import { promptClose } from './plugins/prompt-close.ts';
import { addressLimit } from './plugins/rate-limit.ts';
import { requestWatch } from './plugins/request-watch.ts';
import { webSockets } from './plugins/websockets.ts';
import { problemAnswers } from './problem.ts';
import { consolePage } from './routes/console-page.ts';
import { demoRoutes } from './routes/demo.ts';
import { type HealthCheck, healthRoutes } from './routes/health.ts';
import { widgetFiles } from './routes/web.ts';
import { parseTrustProxy } from './trust-proxy.ts';
import { WebFiles } from './web-files.ts';

export interface ServerOptions {
  config: {
    publicUrl: string;
    /** TRUST_PROXY as it was given. */
    trustProxy?: string;
    requestsPerAddressPerMinute: number;
    /** Folder of the built web pages, `dist/web`. */
    webFolder: string;
  };
  log: FastifyBaseLogger;
  metrics?: Metrics;
  /** What `/readyz` asks, by name. */
  checks: Record<string, HealthCheck>;
  /** Routes of channels and of other parts. */
  routes: readonly FastifyPluginAsync[];
  /** Only in demonstration mode. */
  demo?: { inbox: () => Promise<DemoInboxMessage[]> };
}

const JSON_BYTES = 64 * 1024;
/** Longer than the keep-alive of common proxies, so that they close idle connections and not we. */
const KEEP_ALIVE_MS = 75_000;

/** The HTTP server, ready to listen. */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const { config, log } = options;
  const app: FastifyInstance = Fastify({
    loggerInstance: log,
    // One logger for all: a child for each request costs more than it tells.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: parseTrustProxy(config.trustProxy),
    bodyLimit: JSON_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: 60_000,
    routerOptions: { maxParamLength: 300, ignoreTrailingSlash: true },
  });
  problemAnswers(app);
  promptClose(app);
  requestWatch(app, options.metrics);
  answerHeaders(app, config.publicUrl.startsWith('https:'));
  await addressLimit(app, config.requestsPerAddressPerMinute);
  await webSockets(app);
  healthRoutes(app, options.checks);
  const files = new WebFiles(config.webFolder);
  widgetFiles(app, files);
  consolePage(app, files);
  const { demo } = options;
  if (demo) await app.register(async (scope) => demoRoutes(scope, files, demo.inbox, config.publicUrl));
  for (const routes of options.routes) await app.register(routes);
  return app;
}
