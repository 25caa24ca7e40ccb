import type { FastifyInstance, FastifyRequest } from 'fastify';
import { localeFromTag } from '../../shared/locale.ts';
import { BOT_NAME } from './codec.ts';
import { tokenAnswer, type WebchatContext } from './context.ts';
import { newConversationId, newUserId } from './ids.ts';
import type { Site } from './options.ts';
import { allowOrigin, fromOwnPage, originAllowed, preflights } from './origins.ts';
import type { Identity } from './tokens.ts';

/** A refusal that the server's error handler turns into RFC 9457. */
class WebchatRefusal extends Error {
  readonly statusCode: number;
  readonly code: string;
  constructor(statusCode: number, code: string, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

/** `POST /webchat/token`: a token for the widget of an allowed page, by its public site key. */
export function widgetRoutes(app: FastifyInstance, context: WebchatContext): void {
  preflights(app, '/webchat/token');
  // Only adds the page's permission to read the refusal; the server's own handler writes it.
  app.setErrorHandler((error: { code?: string }, request, reply) => {
    if (error.code !== 'origin_not_allowed') allowOrigin(request, reply);
    throw error;
  });

  app.post('/webchat/token', async (request, reply) => {
    const { siteKey, locale, token } = readBody(request.body);
    const site = await context.sites.find(siteKey);
    if (!site) throw new WebchatRefusal(404, 'unknown_site', 'There is no site with this key.');
    checkOrigin(request, site, context.publicUrl());
    allowOrigin(request, reply);
    const identity = resumed(context, site, token) ?? {
      conv: newConversationId(site.siteKey),
      site: site.siteKey,
      user: newUserId(),
    };
    const spoken = localeFromTag(locale) ?? identity.loc ?? site.locale;
    return {
      ...tokenAnswer(context, { ...identity, loc: spoken }),
      locale: spoken,
      creditorName: site.creditorName,
      botName: BOT_NAME,
    };
  });
}

/** The conversation of an earlier token of this site, if that is no older than a month. */
function resumed({ tokens }: WebchatContext, site: Site, token: string | undefined): Identity | undefined {
  const verified = token === undefined ? undefined : tokens.verifyForResume(token);
  return verified?.ok && verified.identity.site === site.siteKey ? verified.identity : undefined;
}

function checkOrigin(request: FastifyRequest, site: Site, publicUrl: string): void {
  const { origin } = request.headers;
  const allowed =
    origin === undefined
      ? fromOwnPage(request) && site.origins.includes('self')
      : originAllowed(origin, site, publicUrl);
  if (!allowed)
    throw new WebchatRefusal(403, 'origin_not_allowed', 'Pages of this origin may not use this site key.');
}

function readBody(body: unknown): { siteKey: string; locale?: string; token?: string } {
  const { siteKey, locale, token } = (body ?? {}) as Record<string, unknown>;
  if (typeof siteKey !== 'string' || siteKey === '' || siteKey.length > 64)
    throw invalid('"siteKey" must be text of 1 to 64 characters.');
  if (locale !== undefined && typeof locale !== 'string')
    throw invalid('"locale" must be text such as "id".');
  if (token !== undefined && typeof token !== 'string') throw invalid('"token" must be text.');
  return { siteKey, locale, token };
}

function invalid(detail: string): WebchatRefusal {
  return new WebchatRefusal(400, 'invalid_request', detail);
}
