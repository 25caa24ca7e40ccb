import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebSocket } from 'ws';
import { timelineOf } from '../../casefile/index.ts';
import { allows, type SignedInCollector } from '../../collectors/index.ts';
import type { LiveEvent } from '../contract/console.ts';
import { HttpProblem } from '../problem.ts';
import { readCommand } from './commands.ts';
import { Feed } from './feed.ts';
import type { LiveDependencies } from './port.ts';
import { Viewer } from './viewer.ts';

export type { LiveDependencies } from './port.ts';

export interface Live {
  /** `WS /console/live`. */
  routes(app: FastifyInstance): Promise<void>;
  /** The debtor is writing. */
  debtorTyping(conversationId: number): void;
  /** A WhatsApp number of this creditor is in another state, or its linking went on. */
  whatsappChanged(creditorId: number): void;
  /** Ends the feed; sockets are closed with the server. */
  stop(): void;
}

const HEARTBEAT_MS = 30_000;
/** Another process (the command line) tells nobody what it wrote: its commits are looked for. */
const FOREIGN_MS = 1_000;
/** How often sessions are asked again after such a commit, one FOREIGN_MS apart: longer than they are believed. */
const FOREIGN_LOOKS = 5;
const MAX_PAGES_PER_COLLECTOR = 10;
/** Closed by us because the session has ended: the page shows the sign-in and does not come back by itself. */
const SIGNED_OUT = 4401;

interface Arrival {
  token: string;
  collector: SignedInCollector;
}

/** The console's live feed: what was committed, to every page whose collector may see it. */
export function createLive(deps: LiveDependencies): Live {
  const viewers = new Set<Viewer>();
  const feed = new Feed(deps, viewers);
  const arrivals = new WeakMap<FastifyRequest, Arrival>();
  const origin = new URL(deps.publicUrl).origin;
  const timers: NodeJS.Timeout[] = [];
  let foreign = deps.database.foreignChanges();
  let looks = 0;
  let closing = false;

  const unwatch = deps.database.watch((announcement) => {
    feed.announce(announcement);
    // Roles and accounts may be others now: whoever may no longer look is shown out at once.
    if (announcement.kind === 'team') recheck().catch(failed);
  });

  function failed(error: unknown): void {
    deps.log.error({ err: error }, 'live: a page could not be served');
  }

  async function letIn(request: FastifyRequest): Promise<void> {
    if (closing) throw new HttpProblem(503, 'unavailable', 'The server is going away.');
    if (request.headers.origin !== origin)
      throw new HttpProblem(403, 'origin', 'Only pages of this server may listen.');
    const token = deps.tokenOf(request.headers.cookie);
    const collector = token === undefined ? undefined : await deps.current(token);
    if (token === undefined || !collector) throw new HttpProblem(401, 'signed_out', 'Please sign in first.');
    const open = [...viewers].filter((one) => one.collector.collectorId === collector.collectorId).length;
    if (open >= MAX_PAGES_PER_COLLECTOR)
      throw new HttpProblem(429, 'too_many_pages', `More than ${MAX_PAGES_PER_COLLECTOR} pages are open.`);
    arrivals.set(request, { token, collector });
  }

  function join(socket: WebSocket, { token, collector }: Arrival): void {
    const viewer = new Viewer(socket, token, collector);
    viewers.add(viewer);
    socket.on('pong', () => {
      viewer.alive = true;
    });
    socket.on('message', (data) => {
      obey(viewer, data).catch(failed);
    });
    socket.on('close', () => {
      viewers.delete(viewer);
      presence(viewer.collector).catch(failed);
    });
    viewer.send({ type: 'hello', now: deps.clock.now(), online: online() });
    presence(collector).catch(failed);
  }

  async function obey(viewer: Viewer, data: unknown): Promise<void> {
    const command = readCommand(data);
    if (!command) return;
    if (command.type === 'watching') return watch(viewer, command.conversationId);
    if (command.type === 'away') {
      viewer.away = command.away;
      return presence(viewer.collector);
    }
    // Only who has it on the screen writes in it, and an auditor writes nowhere.
    if (viewer.focus !== command.conversationId || !allows(viewer.collector.role, 'work')) return;
    const { collectorId: id, name } = viewer.collector;
    showTyping(command.conversationId, { id, name }, viewer);
    await deps.typing(command.conversationId, viewer.collector);
  }

  async function watch(viewer: Viewer, conversationId: number | null): Promise<void> {
    const ids =
      conversationId === null
        ? undefined
        : await deps.database.read((tx) => timelineOf(tx, viewer.collector, conversationId));
    const seen = ids && conversationId !== null ? conversationId : undefined;
    viewer.focus = seen;
    viewer.watching = new Set(seen === undefined ? [] : [seen, ...(ids ?? [])]);
    viewer.send({ type: 'watching', conversationId: seen ?? null });
  }

  /** The same person with other creditors: what stands on the screen may be none of theirs any more. */
  async function become(viewer: Viewer, collector: SignedInCollector): Promise<void> {
    const before = viewer.collector;
    viewer.collector = collector;
    if (String(before.creditors) === String(collector.creditors) || viewer.focus === undefined) return;
    await watch(viewer, viewer.focus);
  }

  function showTyping(
    conversationId: number,
    who: Extract<LiveEvent, { type: 'typing' }>['who'],
    except?: Viewer,
  ): void {
    for (const viewer of viewers)
      if (viewer !== except && viewer.watching.has(conversationId))
        viewer.send({ type: 'typing', conversationId, who });
  }

  function online(): number[] {
    return [...new Set([...viewers].filter((one) => !one.away).map((one) => one.collector.collectorId))];
  }

  /** Away is who is away on every page they have open. */
  async function presence(collector: SignedInCollector): Promise<void> {
    const pages = [...viewers].filter((one) => one.collector.collectorId === collector.collectorId);
    feed.broadcast({ type: 'online', collectorIds: online() });
    if (closing) return;
    await deps.present(collector, {
      online: pages.length > 0,
      away: pages.length > 0 && pages.every((one) => one.away),
    });
  }

  async function recheck(): Promise<void> {
    for (const viewer of [...viewers]) {
      const collector = await deps.current(viewer.token);
      if (collector) await become(viewer, collector);
      else viewer.close(SIGNED_OUT, 'signed out');
    }
  }

  async function beat(): Promise<void> {
    for (const viewer of viewers) viewer.ping();
    await recheck();
    const people = new Map([...viewers].map((one) => [one.collector.collectorId, one.collector]));
    for (const collector of people.values()) await presence(collector);
  }

  function lookForForeign(): void {
    const seen = deps.database.foreignChanges();
    if (seen !== foreign) {
      foreign = seen;
      looks = FOREIGN_LOOKS;
      if (viewers.size > 0) feed.everything();
    }
    // The command line may have disabled an account; sessions are believed for a moment.
    if (looks-- > 0) recheck().catch(failed);
  }

  return {
    async routes(app) {
      timers.push(
        setInterval(() => void beat().catch(failed), HEARTBEAT_MS).unref(),
        setInterval(lookForForeign, FOREIGN_MS).unref(),
      );
      app.addHook('preClose', async () => {
        closing = true;
        for (const viewer of viewers) viewer.close(1001, 'the server is going away');
        const giveUpAt = Date.now() + 1_000;
        while (viewers.size > 0 && Date.now() < giveUpAt)
          await new Promise((resolve) => setTimeout(resolve, 10));
        for (const viewer of viewers) viewer.terminate();
      });
      app.get('/console/live', { websocket: true, preHandler: letIn }, (socket, request) => {
        join(socket, arrivals.get(request)!);
      });
    },
    debtorTyping: (conversationId) => showTyping(conversationId, 'debtor'),
    whatsappChanged: (creditorId) => feed.broadcast({ type: 'stale', what: 'whatsapp' }, creditorId),
    stop() {
      unwatch();
      feed.stop();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
