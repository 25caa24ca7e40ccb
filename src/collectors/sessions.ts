import type { Clock } from '../shared/clock.ts';
import type { Database } from '../storage/database.ts';
import { recordAuditOf } from './audit.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import { sameText, signInSecrets, tokenHash } from './secrets.ts';
import {
  endOf,
  endSession,
  endSessionsOf,
  liveSession,
  sessionsOf,
  signedInBy,
  touchSession,
} from './session-repository.ts';
import { assertSignedIn, type SignedInCollector } from './signed-in.ts';

export interface OwnSession {
  id: number;
  current: boolean;
  device: string | null;
  createdAt: number;
  lastUsedAt: number;
}

/** Who a token belongs to, and how long that lasts. Times in epoch ms. */
export interface Sessions {
  /** The person behind a request, whose session this keeps alive; undefined when it has ended. */
  current(token: string): Promise<SignedInCollector | undefined>;
  /** The same without keeping it alive: for a page that is merely open. */
  peek(token: string): Promise<SignedInCollector | undefined>;
  /** What a page of this session sends back with every change. */
  csrf(token: string): string;
  csrfMatches(token: string, sent: string): boolean;
  signOut(token: string): Promise<void>;
  signOutEverywhere(collector: SignedInCollector): Promise<void>;
  list(collector: SignedInCollector): Promise<OwnSession[]>;
}

interface Believed {
  collector: SignedInCollector;
  until: number;
  lastUsedAt: number;
  expiresAt: number;
}

/** A cookie holds 43 characters; what is longer is none of ours. */
const TOKEN_LENGTH = 43;
const BELIEVED_AT_MOST = 10_000;

/** `key` is DATA_KEY. */
export function createSessions(options: { database: Database; clock: Clock; key: string }): Sessions {
  const { database, clock } = options;
  const secrets = signInSecrets(options.key);
  const believed = new Map<string, Believed>();
  /** What was read before people changed is not kept after. */
  let generation = 0;
  const forget = () => {
    generation++;
    believed.clear();
  };
  database.watch((announcement) => {
    if (announcement.kind === 'team') forget();
  });

  async function find(token: string): Promise<Believed | undefined> {
    if (token.length !== TOKEN_LENGTH) return undefined;
    const now = clock.now();
    const hash = tokenHash(token);
    const known = believed.get(hash);
    if (known && known.until > now && endOf(asRow(known)) > now) return known;
    believed.delete(hash);
    const startedIn = generation;
    const found = await database.read(async (tx) => {
      const live = liveSession(tx, token, now);
      const collector = live && signedInBy(tx, live);
      return collector && { collector, session: live.session };
    });
    if (!found) return undefined;
    const entry: Believed = {
      collector: found.collector,
      until: now + SIGN_IN_POLICY.believeMs,
      lastUsedAt: found.session.last_used_at,
      expiresAt: found.session.expires_at,
    };
    if (startedIn === generation) {
      if (believed.size >= BELIEVED_AT_MOST) believed.clear();
      believed.set(hash, entry);
    }
    return entry;
  }

  return {
    async current(token) {
      const entry = await find(token);
      if (!entry) return undefined;
      const now = clock.now();
      if (now - entry.lastUsedAt >= SIGN_IN_POLICY.touchEveryMs) {
        entry.lastUsedAt = now;
        await database.write(async (tx) => touchSession(tx, entry.collector.sessionId, now));
      }
      return entry.collector;
    },
    peek: async (token) => (await find(token))?.collector,
    csrf: secrets.csrf,
    csrfMatches: (token, sent) => sameText(secrets.csrf(token), sent),
    signOut: (token) =>
      database.write(async (tx) => {
        const now = clock.now();
        const live = liveSession(tx, token, now);
        if (!live) return;
        endSession(tx, live.session.id, now);
        if (live.session.stage === 'password') return;
        tx.announce({ kind: 'team' });
        recordAuditOf(tx, live.account.id, { at: now, what: 'signed_out' });
      }),
    signOutEverywhere: (collector) =>
      database.write(async (tx) => {
        assertSignedIn(collector);
        const at = clock.now();
        endSessionsOf(tx, collector.collectorId, at);
        recordAuditOf(tx, collector.collectorId, { at, what: 'signed_out_everywhere' });
      }),
    list: (collector) =>
      database.read(async (tx) => {
        assertSignedIn(collector);
        return sessionsOf(tx, collector.collectorId, clock.now()).map((row) => ({
          id: row.id,
          current: row.id === collector.sessionId,
          device: row.device,
          createdAt: row.created_at,
          lastUsedAt: row.last_used_at,
        }));
      }),
  };
}

function asRow(entry: Believed): { expires_at: number; last_used_at: number } {
  return { expires_at: entry.expiresAt, last_used_at: entry.lastUsedAt };
}
