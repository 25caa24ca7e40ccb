import type { Delivery, OutboundMessage } from '../channel.ts';
import { chatOf } from './chat.ts';
import type { DeliverDependencies } from './deliver-port.ts';
import type { OurNumber } from './our-number.ts';
import { piecesOf } from './pieces.ts';
import type { Party } from './ports.ts';
import { createReopening } from './reopening.ts';
import { createSendPiece, type Parcel, type Sent } from './send-piece.ts';
import { closedWay, type Way, wayTo } from './way.ts';

/**
 * While a connection or a number is not there it is looked at again after as long as it has been away
 * already, within these: a short break costs a debtor as little, and a long one costs us no work.
 */
const SOONEST_MS = 250;
const SOON_MS = 5_000;
const RESTRICTED_MS = 15 * 60_000;

interface Recipient {
  number: OurNumber;
  party: Party;
  chat: string;
  /** Their conversation, or the number itself. */
  name: string;
  lastInboundAt: number | undefined;
}

/**
 * Sends what the outbox brings. What was not tried (no connection, a pace to keep, a window to wait for)
 * says when it is worth looking again and costs no try; what can never arrive is also told as a receipt, so
 * that no failure is silent.
 */
export function createDeliver(deps: DeliverDependencies): (message: OutboundMessage) => Promise<Delivery> {
  const { clock, counters, log } = deps;
  const underWay = new Map<string, Promise<Delivery>>();
  const sendPiece = createSendPiece(deps);
  const reopen = createReopening(deps, sendPiece);
  const awaySince = new WeakMap<OurNumber | typeof deps.numbers, number>();

  async function deliver(message: OutboundMessage): Promise<Delivery> {
    if (!deps.numbers.running()) return offline(deps.numbers);
    const to = await recipientOf(message);
    if (to === 'stopping') return offline(deps.numbers);
    if (typeof to === 'string') return never(message, to);
    const { number } = to;
    const held = number.heldUntil();
    if (held > 0) return later('restricted', Math.min(held, clock.now() + RESTRICTED_MS));
    if (!number.transport()) return offline(number);
    const way = wayTo(number.account, message, to.lastInboundAt, clock.now());
    const sent = await go(way, message, to);
    if (sent.how !== 'window') return told(message, number, sent);
    // We took it to be open, Meta knows better.
    const { purpose, body, code } = message;
    const closed = closedWay(number.account, purpose, body, code);
    return told(message, number, await go(closed, message, to));
  }

  function go(way: Way, message: OutboundMessage, to: Recipient): Promise<Sent> {
    const firstWords = to.lastInboundAt === undefined;
    switch (way.how) {
      case 'none':
        return Promise.resolve({ how: 'final', reason: way.reason });
      case 'reopen':
        return reopen(way, { ...to, firstWords });
      case 'template': {
        const { name, language } = way.template;
        const { parameters, code } = way;
        const outgoing = { kind: 'template', name, language, parameters, ...(code && { code }) } as const;
        const piece = { kind: 'text', text: parameters.join(' ') } as const;
        return sendPiece([{ piece, outgoing }], parcel(message, to, firstWords));
      }
      default: {
        const tappable = to.number.account.transport === 'cloud';
        const pieces = piecesOf(message.body, tappable).map((piece) => ({ piece }));
        return sendPiece(pieces, parcel(message, to, firstWords));
      }
    }
  }

  function parcel(message: OutboundMessage, to: Recipient, firstWords: boolean): Parcel {
    const { number, party, chat } = to;
    return {
      ...{ number, party, chat, firstWords, id: message.id },
      ...(message.message && { message: message.message }),
      ...(message.stillWanted && { stillWanted: message.stillWanted }),
    };
  }

  async function recipientOf(message: OutboundMessage): Promise<Recipient | string> {
    const found = await deps.directory.recipient(message.to, message.creditorId);
    if (!found) return 'unknown_recipient';
    let number = deps.numbers.get(found.accountId);
    if (!number) {
      await deps.numbers.refresh();
      number = deps.numbers.get(found.accountId);
    }
    if (!number) return deps.numbers.running() ? 'no_account' : 'stopping';
    const { party, lastInboundAt } = found;
    return { number, party, chat: chatOf(party), name: found.name ?? message.to, lastInboundAt };
  }

  function offline(who: OurNumber | typeof deps.numbers): Delivery {
    const now = clock.now();
    const since = awaySince.get(who) ?? now;
    awaySince.set(who, since);
    return later('offline', now + Math.min(Math.max(now - since, SOONEST_MS), SOON_MS));
  }

  function told(message: OutboundMessage, number: OurNumber, sent: Sent): Delivery | Promise<Delivery> {
    switch (sent.how) {
      case 'offline':
        return offline(number);
      case 'accepted':
        awaySince.delete(number);
        return { ok: true };
      case 'later':
        return later(sent.reason, sent.notBefore);
      case 'stop':
        return later('restricted', clock.now() + RESTRICTED_MS);
      case 'unwanted':
        return { ok: false, retry: false, reason: 'taken_over' };
      case 'retry':
        return { ok: false, retry: true, reason: sent.reason };
      default:
        return never(message, sent.how === 'window' ? 'outside_window' : sent.reason);
    }
  }

  async function never(message: OutboundMessage, reason: string): Promise<Delivery> {
    if (message.message) {
      counters.receipts.failed++;
      const failed = { ...message.message, state: 'failed', at: clock.now(), reason } as const;
      // Should this fail, the whole is tried again: somebody must learn of it.
      await deps.host().receipt(failed);
    }
    return { ok: false, retry: false, reason };
  }

  return (message) => {
    const { id } = message;
    // The outbox gives up waiting before we do; its next try must not send beside this one.
    const running = underWay.get(id);
    if (running) return running;
    const work = deliver(message)
      .catch((error): Delivery => {
        log.error({ err: error, outbound: id }, 'whatsapp: sending failed inside');
        return { ok: false, retry: true, reason: 'internal' };
      })
      .finally(() => underWay.delete(id));
    underWay.set(id, work);
    return work;
  };
}

function later(reason: string, notBefore: number): Delivery {
  return { ok: false, retry: true, reason, notBefore };
}
