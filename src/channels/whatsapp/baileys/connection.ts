import type { WASocket } from '@whiskeysockets/baileys';
import type { Health } from '../ports.ts';
import { isLinked, openAuth, readCreds } from './auth-state.ts';
import type { BaileysContext } from './context.ts';
import { pauseBefore, verdictOf } from './disconnect.ts';
import { roundTrip } from './health.ts';
import { digits, userOf } from './jid.ts';
import { createLease } from './lease.ts';
import { resolveAhead } from './lids.ts';
import { createWishes, type Wish } from './link.ts';
import type { Reporter } from './reporter.ts';
import { createRest } from './rest.ts';
import { type Session, type SessionEnd, startSession } from './session.ts';
import { cut, type SocketParts } from './socket.ts';

/** Attempts to reach WhatsApp for one wish before the person who waits is told. */
const TRIES = 5;
/** A connection that lasted as long was a good one: the next pause is a short one again. */
const GOOD_MS = 30_000;
/** Own questions in a row without an answer, after which the connection is given up. */
const MISSES = 2;

export interface ConnectionParts extends Omit<SocketParts, 'deaf'> {
  /** Listens to a socket that was just made; returns how to stop. */
  attach(sock: WASocket): () => void;
  /** Makes good what an earlier process or connection had begun. */
  recover(): void;
}

export interface Connection {
  start(): void;
  stop(): Promise<void>;
  socket(): WASocket | undefined;
  health(): Promise<Health>;
}

/**
 * The life of one number: a single loop that makes one socket after the other and decides what follows each
 * end, so that two can never overlap.
 */
export function createConnection(
  ctx: BaileysContext,
  reporter: Reporter,
  parts: ConnectionParts,
): Connection {
  const { account, store, lib, policy, surroundings } = ctx;
  const random = surroundings.random ?? Math.random;
  const lease = createLease(ctx);
  const wishes = createWishes(ctx);
  let stopping = false;
  let running: Promise<void> | undefined;
  let stopped: Promise<void> | undefined;
  /** Ours at the last look. */
  let held = false;
  let linked = false;
  let unlinkedFor: string | undefined;
  let lostFor: string | undefined;
  /** Nothing is tried until a person wishes it. */
  let halted = reporter.bannedBefore !== undefined;
  let wish: Wish | undefined;
  let session: Session | undefined;
  let open: WASocket | undefined;
  let failures = 0;
  let misses = 0;

  const interrupted = () => stopping || wishes.waiting() || lease.keep() !== held;
  const rest = createRest(surroundings, () => {
    if (!running || !interrupted()) return false;
    if (held && lease.keep() && !stopping && open && wish === undefined) serveWhileOpen(open);
    else session?.end();
    return true;
  });

  async function live(): Promise<void> {
    while (!stopping) {
      const before = held;
      held = lease.keep();
      if (held && !before) takeOver();
      if (!held) {
        reporter.report('replaced', 'other_process');
        await rest.until();
        continue;
      }
      takeWish();
      if (wish?.method === 'unlink' && !linked) unlinked('unlinked');
      else if (halted) await rest.until();
      else if (linked || wish) await connect();
      else {
        reporter.report('unlinked', unlinkedFor);
        await rest.until();
      }
    }
  }

  function takeOver(): void {
    wishes.begin();
    const creds = readCreds(lib, ctx);
    linked = creds !== undefined && isLinked(creds);
  }

  function takeWish(): void {
    const next = wishes.take();
    if (!next) return;
    wish = next;
    halted = false;
    failures = 0;
    // A person is here, and has seen what was wrong.
    if (next.method !== 'unlink') reporter.clear();
  }

  function serveWhileOpen(sock: WASocket): void {
    takeWish();
    if (wish?.method === 'unlink') void sock.logout().catch(() => session?.end());
    else if (wish) {
      reporter.report('linked');
      settle('done', 'already_linked');
    }
  }

  function settle(state: 'done' | 'failed', reason?: string): void {
    if (wish) wishes.settle(wish, state, reason);
    wish = undefined;
  }

  function unlinked(reason: string): void {
    store.auth.wipe(account.id);
    linked = false;
    unlinkedFor = reason;
    reporter.report('unlinked', reason);
    if (wish?.method === 'unlink') settle('done', reason === 'only_here' ? reason : undefined);
  }

  async function connect(): Promise<void> {
    if (linked) reporter.report('connecting', lostFor);
    else reporter.report('linking');
    parts.recover();
    const auth = openAuth(lib, ctx);
    const me = linked ? auth.creds.me?.id : undefined;
    const stranger = me !== undefined && userOf(me) !== digits(account.phone);
    let workedAt: number | undefined;
    let goodbye = false;
    const current = startSession(
      ctx,
      auth,
      { ...parts, deaf: stranger },
      {
        made: (sock) => (stranger ? () => {} : parts.attach(sock)),
        qr: (text, sock) => wish && wishes.show(wish, text, sock),
        timelock: (lock) => lock.isActive && reporter.restrict('reachout_timelock'),
        open(sock) {
          goodbye = stranger || wish?.method === 'unlink';
          if (goodbye) void sock.logout().catch(() => current.end());
          else void opened(sock, current).then((at) => (workedAt = at));
        },
      },
    );
    session = current;
    const end = await current.ended;
    session = undefined;
    if (open === current.sock) open = undefined;
    const good = workedAt !== undefined && performance.now() - workedAt >= GOOD_MS;
    failures = good ? 1 : failures + 1;
    linked = isLinked(auth.creds);
    if (stopping) return;
    if (stranger) {
      settle('failed', 'other_number');
      unlinked('other_number');
    } else if (wish?.method === 'unlink') {
      unlinked(goodbye || end.code === 401 ? 'unlinked' : 'only_here');
    } else if (!wishes.waiting() && lease.keep()) await after(end);
  }

  /** Reports `linked` once WhatsApp has answered a question of ours; returns when that was. */
  async function opened(sock: WASocket, current: Session): Promise<number | undefined> {
    open = sock;
    misses = 0;
    const first = await roundTrip(sock, policy.healthWithinMs);
    if (session !== current) return undefined;
    if (!first.ok) {
      current.end();
      return undefined;
    }
    unlinkedFor = lostFor = undefined;
    reporter.report('linked');
    settle('done');
    const alive = () => session === current && !stopping;
    sock.fetchAccountReachoutTimelock().catch(() => {});
    resolveAhead(ctx, sock, (ms) => rest.until(ms), alive).catch((error: unknown) =>
      ctx.log.warn({ account: account.id, error: String(error) }, 'LIDs could not be resolved ahead'),
    );
    return performance.now();
  }

  async function after(end: SessionEnd): Promise<void> {
    const verdict = verdictOf(end.code, failures);
    const wasLinking = !linked;
    if (wasLinking && end.code === 408 && wish && wish.shown > 0) {
      unlinkedFor = 'expired';
      return settle('failed', 'expired');
    }
    switch (verdict.next) {
      case 'restart':
        return;
      case 'halt':
        halted = true;
        reporter.report(verdict.state, verdict.reason);
        return settle('failed', verdict.state);
      case 'wipe':
        unlinked(verdict.reason);
        return wasLinking ? settle('failed', 'refused') : undefined;
      case 'again':
        if (wish && failures >= TRIES) settle('failed', 'no_connection');
        else if (wish && wasLinking) wishes.again(wish);
        lostFor = verdict.reason;
        if (linked) reporter.report('connecting', lostFor);
        if (linked || wish) await rest.until(pauseBefore(failures, random));
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    session?.end();
    rest.end();
    await running;
    lease.release();
  }

  return {
    start() {
      running ??= live();
    },
    stop() {
      stopped ??= stop();
      return stopped;
    },
    socket: () => open,
    async health() {
      const sock = open;
      const now = await roundTrip(sock, policy.healthWithinMs);
      if (now.ok) misses = 0;
      else if (sock && open === sock) {
        misses += 1;
        if (misses >= MISSES) {
          session?.end();
          cut(sock);
        }
      }
      return now;
    },
  };
}
