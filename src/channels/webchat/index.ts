import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ChannelAdapter, ChannelHost, ConversationAddress, Delivery } from '../channel.ts';
import { createCallers } from './callers.ts';
import { hostOf, type RouteContext, type WebchatContext } from './context.ts';
import { directLineErrors } from './failures.ts';
import { lenientJson } from './json.ts';
import { DEFAULT_LIMITS, type WebchatOptions } from './options.ts';
import { preflights } from './origins.ts';
import { createLimiters } from './rate-limit.ts';
import { activityRoutes } from './routes-activities.ts';
import { attachmentRoute } from './routes-attachments.ts';
import { conversationRoutes } from './routes-conversations.ts';
import { streamRoute } from './routes-stream.ts';
import { tokenRoutes } from './routes-tokens.ts';
import { uploadRoutes } from './routes-upload.ts';
import { widgetRoutes } from './routes-widget.ts';
import { Sockets } from './sockets.ts';
import { createTokens } from './tokens.ts';

export type { Site, SiteDirectory, WebchatLimits, WebchatOptions } from './options.ts';

export interface Webchat extends ChannelAdapter {
  /** Direct Line 3.0 below `/v3/directline`, and `/webchat/token`. Needs `@fastify/rate-limit` around it. */
  readonly routes: FastifyPluginAsync;
  /** Open WebSockets, for the metrics. */
  openSockets(): number;
  typing(address: ConversationAddress, who?: { name?: string }): void;
}

/** The webchat channel: a Direct Line 3.0 server for the widget and for Microsoft's clients. */
export function createWebchat(options: WebchatOptions): Webchat {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { publicUrl } = options;
  let host: ChannelHost | undefined;
  const sockets = new Sockets(limits, options.log);
  const context: WebchatContext = {
    host: () => hostOf(host),
    tokens: createTokens(options.secret, options.clock),
    sites: options.sites,
    sockets,
    limits,
    typingAfterMs: options.typingAfterMs ?? 500,
    publicUrl: typeof publicUrl === 'function' ? publicUrl : () => publicUrl,
  };
  return {
    name: 'webchat',
    capabilities: {
      choices: 'buttons',
      maxButtons: 12,
      cards: true,
      files: true,
      maxTextLength: limits.textLength,
    },
    delivery: 'transcript',
    routes: routes(context, options.secret),
    openSockets: () => sockets.open,
    typing: (address, who) => sockets.typing(address.externalId, who),
    publish: (address, messages) => sockets.publish(address.externalId, messages),
    deliver: async (): Promise<Delivery> => ({
      ok: false,
      retry: false,
      reason: 'webchat clients read the transcript; nothing is sent to them',
    }),
    start: async (given) => {
      host = given;
    },
    stop: async () => {
      host = undefined;
      await sockets.close();
    },
  };
}

function routes(context: WebchatContext, secret: string): FastifyPluginAsync {
  return async (app) => {
    app.decorateRequest('webchatCaller', null);
    app.decorateRequest('webchatToken', '');
    const { tokens, sites, publicUrl } = context;
    const callers = createCallers({ tokens, sites, secret, publicUrl });
    const routeContext: RouteContext = { ...context, callers, limiters: createLimiters(app, context.limits) };
    await app.register(async (scope) => {
      lenientJson(scope);
      widgetRoutes(scope, context);
    });
    await app.register(async (scope) => directLine(scope, routeContext), { prefix: '/v3/directline' });
  };
}

async function directLine(app: FastifyInstance, context: RouteContext): Promise<void> {
  lenientJson(app);
  directLineErrors(app);
  preflights(app, '/*');
  tokenRoutes(app, context);
  conversationRoutes(app, context);
  activityRoutes(app, context);
  attachmentRoute(app, context);
  await app.register(async (scope) => uploadRoutes(scope, context));
  await app.register(async (scope) => streamRoute(scope, context));
}
