import type { ChannelHost } from '../channel.ts';
import type { OurNumber } from './our-number.ts';
import type { ChannelLog, TransportEvents } from './ports.ts';
import type { Counters } from './stats.ts';
import type { SentRow, WhatsAppStore } from './store.ts';

type Told = Parameters<TransportEvents['receipt']>[0];

/** Meta's codes in our words; every other failure is "refused". */
const REASONS: Record<string, string> = { 131047: 'outside_window', 131026: 'not_on_whatsapp' };
/** A receipt may overtake the answer that says under which id the message goes. */
const EARLY_MOST = 500;

/**
 * Keeps what became of our messages: in any order, any number of times, never backwards. `named` joins
 * the network's own id of a message to ours.
 */
export function createReceipts(deps: {
  store: WhatsAppStore;
  log: ChannelLog;
  counters: Counters;
  host(): ChannelHost;
}) {
  const { store, log, counters } = deps;
  const early = new Map<string, { number: OurNumber; one: Told }[]>();

  function take(number: OurNumber, one: Told): void {
    const accountId = number.account.id;
    const row = store.sent.find(accountId, one.messageId);
    if (!row) {
      keep(number, one);
      return;
    }
    const state = one.state === 'failed' ? 'refused' : one.state;
    const reason = one.state === 'failed' ? (REASONS[one.reason ?? ''] ?? 'refused') : undefined;
    const moved = store.sent.advance(accountId, one.messageId, state, one.at, reason);
    const ours = aliasOf(row);
    if (ours !== undefined) store.sent.advance(accountId, ours, state, one.at, reason);
    if (!moved) return;
    counters.receipts[one.state]++;
    const { conversationId, seq } = row;
    if (conversationId === null || seq === null) return;
    deps
      .host()
      .receipt({
        ...{ conversationId, seq, state: one.state, at: one.at },
        // `moved`: this very piece had not arrived.
        ...(reason && { reason, lost: true }),
      })
      .catch((error) => log.error({ err: error, accountId }, 'whatsapp: a receipt could not be kept'));
  }

  function keep(number: OurNumber, one: Told): void {
    const key = `${number.account.id} ${one.messageId}`;
    // One of each state: anybody may report on any id, as often as they like.
    const others = (early.get(key) ?? []).filter((before) => before.one.state !== one.state);
    early.set(key, [...others, { number, one }]);
    // The oldest ones are of messages that are not ours.
    if (early.size > EARLY_MOST) early.delete(early.keys().next().value!);
  }

  function named(number: OurNumber, ours: string, theirs: string): void {
    const accountId = number.account.id;
    const row = store.sent.find(accountId, ours);
    if (!row) return;
    const content = Buffer.from(JSON.stringify({ of: ours }));
    store.sent.begin(accountId, { ...row, messageId: theirs, outboundId: null, content });
    store.sent.advance(accountId, theirs, 'accepted', row.sentAt);
    const key = `${accountId} ${theirs}`;
    const waiting = early.get(key) ?? [];
    early.delete(key);
    for (const { number: its, one } of waiting) take(its, one);
  }

  return { take, named };
}

/** Our own id of a message, where the row is of the network's name for it. */
function aliasOf({ outboundId, content }: SentRow): string | undefined {
  if (outboundId !== null || !content) return undefined;
  try {
    const { of } = JSON.parse(content.toString()) as { of?: unknown };
    return typeof of === 'string' ? of : undefined;
  } catch {
    // Any other content: what a phone may ask for again.
    return undefined;
  }
}
