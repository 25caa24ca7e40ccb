import { caseMessage, deliveriesNow } from '../../casefile/index.ts';
import { openHandoffOf } from '../../handoff/index.ts';
import type { Announcement } from '../../shared/announcement.ts';
import type { LiveEvent, QueueItem } from '../contract/console.ts';
import { shownMessage } from '../routes/console/case-view.ts';
import { queueItem } from '../routes/console/queue-item.ts';
import type { LiveDependencies } from './port.ts';
import type { Viewer } from './viewer.ts';

/** A queue row that changes often (a debtor who writes line by line) is sent this often at most. */
const ROW_EVERY_MS = 100;

const STALE = { proof: 'proofs', dispute: 'disputes', call_back: 'call_backs' } as const;

/** Turns what was announced after a commit into events for the pages that may see them. */
export class Feed {
  readonly #deps: LiveDependencies;
  readonly #viewers: ReadonlySet<Viewer>;
  /** Handoffs whose row is to be sent, with what happened. */
  readonly #rows = new Map<
    number,
    { conversationId: number; creditorId: number; change: string; isNew: boolean }
  >();
  #timer: NodeJS.Timeout | undefined;
  #messagesTold: Promise<void> | undefined;

  constructor(deps: LiveDependencies, viewers: ReadonlySet<Viewer>) {
    this.#deps = deps;
    this.#viewers = viewers;
  }

  announce(announcement: Announcement): void {
    if (this.#viewers.size === 0) return;
    this.#tell(announcement).catch((error) => {
      this.#deps.log.error({ err: error }, 'live: an event could not be made');
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#rows.clear();
  }

  /** Everything may have changed: another process has written. */
  everything(): void {
    for (const what of ['queue', 'conversation', 'proofs', 'disputes', 'call_backs', 'team'] as const)
      this.broadcast({ type: 'stale', what });
  }

  broadcast(event: LiveEvent, creditorId?: number): void {
    const text = JSON.stringify(event);
    for (const viewer of this.#viewers)
      if (creditorId === undefined || viewer.maySee(creditorId)) viewer.sendText(text);
  }

  async #tell(one: Announcement): Promise<void> {
    switch (one.kind) {
      case 'messages':
        this.#messagesTold = this.#messages(one);
        return this.#messagesTold;
      case 'handoff':
        this.#row(one.handoffId, one, one.change, one.change === 'opened');
        return this.#toWatching(one.conversationId, {
          type: 'stale',
          what: 'conversation',
          id: one.conversationId,
        });
      case 'note':
        if (one.conversationId === null) return;
        return this.#toWatching(one.conversationId, {
          type: 'stale',
          what: 'conversation',
          id: one.conversationId,
        });
      case 'delivery':
        return this.#delivery(one);
      case 'team':
        return this.broadcast({ type: 'stale', what: 'team' });
      default:
        return this.broadcast({ type: 'stale', what: STALE[one.kind], id: one.id }, one.creditorId);
    }
  }

  async #messages(one: Extract<Announcement, { kind: 'messages' }>): Promise<void> {
    const { conversationId } = one;
    const watching = [...this.#viewers].filter((viewer) => viewer.watching.has(conversationId));
    const { database } = this.#deps;
    const seqs = one.messages.map((message) => message.seq);
    const [{ channel, deliveries }, handoffId] = await database.read(async (tx) => [
      watching.length > 0
        ? await deliveriesNow(tx, conversationId, seqs)
        : { channel: '', deliveries: new Map() },
      await openHandoffOf(tx, conversationId),
    ]);
    for (const message of watching.length > 0 ? one.messages : []) {
      const { key, seq } = message;
      const delivery = deliveries.get(seq);
      const text = JSON.stringify({
        type: 'message',
        message: shownMessage(caseMessage({ ...message, conversationId, channel, delivery })),
        ...(key !== undefined && { key }),
      } satisfies LiveEvent);
      for (const viewer of watching) if (viewer.maySee(one.creditorId)) viewer.sendText(text);
    }
    if (handoffId !== undefined) this.#row(handoffId, one, 'message', false);
  }

  /** Behind the message it is about, which is read before it is told. */
  async #delivery(one: Extract<Announcement, { kind: 'delivery' }>): Promise<void> {
    const { conversationId, seq, state, reason } = one;
    await this.#messagesTold?.catch(() => {});
    this.#toWatching(conversationId, {
      type: 'delivery',
      conversationId,
      id: `${conversationId}:${seq}`,
      delivery: { state, ...(reason !== undefined && { reason }) },
    });
  }

  #toWatching(conversationId: number, event: LiveEvent): void {
    const text = JSON.stringify(event);
    for (const viewer of this.#viewers) if (viewer.watching.has(conversationId)) viewer.sendText(text);
  }

  #row(
    handoffId: number,
    { conversationId, creditorId }: { conversationId: number; creditorId: number },
    change: string,
    isNew: boolean,
  ): void {
    const before = this.#rows.get(handoffId);
    const kept = change === 'message' ? (before?.change ?? change) : change;
    this.#rows.set(handoffId, {
      conversationId,
      creditorId,
      change: kept,
      isNew: isNew || before?.isNew === true,
    });
    // What a person did shows at once; what a debtor writes may wait for the next round.
    if (change !== 'message') this.#flush(0);
    else this.#flush(ROW_EVERY_MS);
  }

  #flush(delayMs: number): void {
    if (delayMs === 0) {
      clearTimeout(this.#timer);
      this.#timer = undefined;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#sendRows().catch((error) => {
        this.#deps.log.error({ err: error }, 'live: the queue could not be read');
      });
    }, delayMs);
  }

  async #sendRows(): Promise<void> {
    const rows = [...this.#rows];
    this.#rows.clear();
    for (const [handoffId, { conversationId, creditorId, change, isNew }] of rows) {
      const made = new Map<string, string>();
      for (const viewer of this.#viewers) {
        if (!viewer.maySee(creditorId)) continue;
        // A row is worded in its reader's language and otherwise the same for all who may see it.
        const { locale } = viewer.collector;
        let text = made.get(locale);
        if (text === undefined) {
          const item: QueueItem | undefined = await this.#deps.database.read((tx) =>
            queueItem(tx, viewer.collector, handoffId),
          );
          text = JSON.stringify({
            type: 'handoff',
            handoffId,
            conversationId,
            change,
            isNew,
            item: item ?? null,
          } satisfies LiveEvent);
          made.set(locale, text);
        }
        viewer.sendText(text);
      }
    }
  }
}
