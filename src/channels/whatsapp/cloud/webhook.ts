import type { FastifyPluginAsync, RouteShorthandOptions } from 'fastify';
import type { Clock } from '../../../shared/clock.ts';
import type { Account, ChannelLog, TransportEvents } from '../ports.ts';
import type { WhatsAppStore } from '../store.ts';
import { takeChange } from './changes.ts';
import { isJson, type Json, listAt, objectAt, parseJson, textAt } from './json.ts';
import { sameText, signed, wellFormed } from './signature.ts';
import type { Effect } from './statuses.ts';

export const WEBHOOK_PATH = '/whatsapp/webhook';
/** Meta's largest. */
const WEBHOOK_BYTES = 3 * 1024 * 1024;
const WARN_EVERY_MS = 60_000;
/** What Meta asks us to repeat is a number; nothing else is repeated. */
const CHALLENGE = /^[A-Za-z0-9_-]{1,256}$/;

export interface WebhookDeps {
  /** Those on the Cloud API, at present. */
  accounts(): readonly Account[];
  store: WhatsAppStore;
  clock: Clock;
  log: ChannelLog;
  events(accountId: number): TransportEvents | undefined;
}

interface Change {
  account: Account;
  field: string;
  value: Json;
}

/**
 * `GET` and `POST /whatsapp/webhook`. 200 means: everything that could be read is durable. 401: no app
 * secret of ours made the signature, or not the one of a number it speaks of. What is not stored is
 * answered with 500, and Meta brings it again.
 */
export function cloudWebhook(deps: WebhookDeps): FastifyPluginAsync {
  return async (app) => {
    // The signature is over the bytes as they came: this plugin alone keeps them.
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: WEBHOOK_BYTES }, (_request, body, done) =>
      done(null, body),
    );

    app.get(WEBHOOK_PATH, async (request, reply) => {
      const query = isJson(request.query) ? request.query : {};
      const [token, challenge] = [textAt(query, 'hub.verify_token'), textAt(query, 'hub.challenge')];
      const ours = deps
        .accounts()
        .map((account) => token && sameText(token, account.cloud?.verifyToken ?? ''));
      if (textAt(query, 'hub.mode') !== 'subscribe' || !challenge || !CHALLENGE.test(challenge)) {
        return reply.code(400).send();
      }
      if (!ours.includes(true)) return reply.code(403).send();
      return reply.type('text/plain; charset=utf-8').send(challenge);
    });

    let warnedAt = 0;
    /** Anybody can knock: once a minute is enough to read of it. */
    function strangers(): void {
      if (deps.clock.now() - warnedAt < WARN_EVERY_MS) return;
      warnedAt = deps.clock.now();
      deps.log.warn({}, 'whatsapp cloud: a webhook without a valid signature');
    }

    // All of Meta comes from few addresses; what is not signed at all is turned away before its body is read.
    const options: RouteShorthandOptions = {
      config: { unlimited: true },
      bodyLimit: WEBHOOK_BYTES,
      onRequest: async (request, reply) => {
        if (wellFormed(request.headers['x-hub-signature-256'])) return;
        strangers();
        return reply.code(401).send();
      },
    };
    app.post(WEBHOOK_PATH, options, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const header = String(request.headers['x-hub-signature-256']);
      const accounts = deps.accounts();
      const speaking = accounts.filter(({ cloud }) => cloud && signed(body, header, cloud.appSecret));
      if (speaking.length === 0) {
        strangers();
        return reply.code(401).send();
      }
      const payload = parseJson(body.toString('utf8'));
      if (!payload) return reply.code(400).send();
      const changes = changesIn(payload, accounts, deps.log);
      if (changes.some(({ account }) => !speaking.includes(account))) {
        deps.log.warn({}, 'whatsapp cloud: a webhook for a number whose secret did not sign it');
        return reply.code(401).send();
      }
      take(deps, changes);
      return reply.code(200).send();
    });
  };
}

function take({ store, clock, log, events }: WebhookDeps, changes: readonly Change[]): void {
  const now = clock.now();
  const told = store.together(() =>
    changes.map(({ account, field, value }): [number, Effect[]] => [
      account.id,
      takeChange({ account, store, log, now }, field, value),
    ]),
  );
  for (const [accountId, effects] of told) {
    const listener = events(accountId);
    if (listener) for (const effect of effects) effect(listener);
  }
}

/** Every change of a number of ours: entries x changes, whatever else stands between them. */
function changesIn(payload: Json, accounts: readonly Account[], log: ChannelLog): Change[] {
  const found: Change[] = [];
  for (const entry of listAt(payload, 'entry')) {
    if (!isJson(entry)) continue;
    for (const change of listAt(entry, 'changes')) {
      const field = isJson(change) ? textAt(change, 'field') : undefined;
      const value = isJson(change) ? objectAt(change, 'value') : undefined;
      if (!field || !value) {
        log.warn({}, 'whatsapp cloud: a change that cannot be read');
        continue;
      }
      const meant = accountsOf(entry, value, accounts);
      if (meant.length === 0) log.warn({}, 'whatsapp cloud: a change of a number that is not ours');
      for (const account of meant) found.push({ account, field, value });
    }
  }
  return found;
}

/** By number; news of a business account concern all of its numbers. */
function accountsOf(entry: Json, value: Json, accounts: readonly Account[]): Account[] {
  const numberId = textAt(objectAt(value, 'metadata'), 'phone_number_id');
  const businessId = textAt(entry, 'id');
  return accounts.filter(({ cloud }) =>
    numberId ? cloud?.phoneNumberId === numberId : businessId && cloud?.businessAccountId === businessId,
  );
}
