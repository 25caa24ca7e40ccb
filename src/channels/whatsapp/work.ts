import type { Clock } from '../../shared/clock.ts';
import type { ChannelHost, InboundMessage, MessagePiece } from '../channel.ts';
import { type ReadFile, readFiles } from './files.ts';
import type { Item, Unit } from './grouping.ts';
import { isHeader } from './grouping.ts';
import { type Lane, placeOf } from './lane.ts';
import type { Tuning } from './options.ts';
import type { Arrived, ChannelLog } from './ports.ts';
import { quotedWords } from './quoted.ts';
import type { Counters } from './stats.ts';
import type { WhatsAppStore } from './store.ts';

export interface WorkDependencies {
  store: WhatsAppStore;
  clock: Clock;
  tuning: Tuning;
  counters: Counters;
  log: ChannelLog;
  maxFileBytes: number;
  /** Whether this (E.164) is a number of ours, on whichever account. */
  ours(phone: string): boolean;
  host(): ChannelHost;
}

/** Longest text that is read, in UTF-16 code units: WhatsApp's own limit for one message. */
const LONGEST = 65_536;

/**
 * Does what a unit asks for; resolves when it is durable and out of the inbox. Everything before that may
 * happen twice: the host knows messages by their id, files by their content.
 */
export function createWork(deps: WorkDependencies) {
  const { store, clock, counters, log } = deps;

  async function work(lane: Lane, unit: Unit): Promise<void> {
    const { kind } = unit;
    if (kind === 'message') return converse(lane, unit);
    if (kind === 'drop') return done(unit.items);
    const { arrived } = unit.item.entry;
    if (kind === 'owner') await takeOver(lane, arrived);
    else if (kind === 'delete') await withdraw(lane, arrived);
    else await correct(lane, arrived);
    done([unit.item]);
  }

  async function converse(lane: Lane, unit: Extract<Unit, { kind: 'message' }>): Promise<void> {
    const all = [...unit.items, ...unit.edits];
    const items = unit.items.filter((item) => !isHeader(item));
    // Two of our numbers would answer each other for ever.
    const ours = lane.address !== undefined && deps.ours(lane.address);
    if (items.length > 0 && !ours) {
      attend(lane, items);
      try {
        await say(lane, items, unit.edits);
      } finally {
        void lane.number.transport()?.typing(items[0]!.entry.arrived.party, false).catch(ignore);
      }
      counters.merged += items.length - 1;
      if (unit.flood) {
        counters.floods++;
        const { id: accountId } = lane.number.account;
        log.warn({ accountId, messages: items.length }, 'whatsapp: somebody writes very fast; read together');
      }
    }
    done(all);
  }

  /** Their turn has come: the ticks turn blue, and they see that somebody writes. */
  function attend({ number }: Lane, items: readonly Item[]): void {
    const transport = number.transport();
    if (!transport || number.status().state !== 'linked') return;
    const { party } = items[0]!.entry.arrived;
    const ids = items.map(({ entry }) => entry.arrived.id);
    void transport.markRead(party, ids).catch(ignore);
    void transport.typing(party, true).catch(ignore);
  }

  async function say(lane: Lane, items: readonly Item[], edits: readonly Item[]): Promise<void> {
    const host = deps.host();
    const first = items[0]!.entry.arrived;
    const place = placeOf(lane);
    const read = await readFiles(deps, lane, items);
    const quoted = await quotedWords(deps, lane, items[0]!.entry);
    const message: InboundMessage = {
      ...place,
      externalId: first.id,
      kind: 'message',
      text: wordsOf(items, edits),
      attachmentIds: read.flatMap(({ file }) => (file ? [file.id] : [])),
    };
    if (items.length > 1) message.pieces = piecesOf(items, edits, read);
    const unreadable = read.find((one) => one.unreadable !== undefined)?.unreadable;
    if (unreadable !== undefined) message.unreadable = unreadable;
    if (quoted !== undefined) message.quoted = quoted;
    const received = await host.receive(message);
    if (received.ok && received.duplicate && items.length > 1) {
      const missed = await leftOut(lane, items, read, first.id);
      if (missed.length > 0) return say(lane, missed, edits);
    }
    if (!received.ok || received.duplicate) return;
    counters.answered++;
    if (unreadable !== undefined)
      counters.unreadable[unreadable] = (counters.unreadable[unreadable] ?? 0) + 1;
  }

  /**
   * The first of several had its turn before a crash: which of the others were not part of that turn?
   * Those whose file, or words, its transcript does not show.
   */
  async function leftOut(
    lane: Lane,
    items: readonly Item[],
    read: readonly ReadFile[],
    firstId: string,
  ): Promise<Item[]> {
    const told = await ofTranscript(lane, firstId);
    if (!told) return items.slice(1);
    const tokens = new Set(told.body.attachments?.map(({ token }) => token));
    const words = plain(told.body.text);
    return items.filter((item, index) => {
      const { file, unreadable } = read[index]!;
      const text = plain(item.entry.arrived.text);
      const heard = (!file || tokens.has(file.token)) && words.includes(text);
      return index > 0 && !(heard && (file || text !== '' || unreadable !== undefined));
    });
  }

  async function correct(lane: Lane, arrived: Arrived): Promise<void> {
    const { target, text, id } = arrived;
    if (target === undefined || text.trim() === '') return;
    const before = await ofTranscript(lane, target);
    if (before && plain(before.body.text) === plain(text)) return;
    if (lane.address !== undefined && deps.ours(lane.address)) return;
    const received = await deps.host().receive({
      ...placeOf(lane),
      externalId: id,
      kind: 'message',
      text: text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, ''),
      attachmentIds: [],
      // Words for a piece of an album are a message of their own, and go when that piece is deleted.
      ...(before ? { corrects: target } : { pieces: [{ externalId: target }] }),
    });
    if (received.ok && !received.duplicate) counters.answered++;
  }

  async function withdraw(lane: Lane, { target }: Arrived): Promise<void> {
    if (target !== undefined) await deps.host().withdraw(placeOf(lane).address, target);
  }

  /** Also what the owner corrects: said again in the transcript, for the earlier words were read too. */
  async function takeOver(lane: Lane, { id, text, at, media, kind }: Arrived): Promise<void> {
    if (kind === 'delete') return;
    const words = text !== '' ? text : media ? `📎 ${media.fileName ?? media.kind}` : `📎 ${kind}`;
    await deps.host().takeOver({ ...placeOf(lane), externalId: id, text: words, at });
  }

  async function ofTranscript(lane: Lane, externalId: string) {
    const all = await deps.host().transcript(placeOf(lane).address, 0);
    return all?.find((one) => one.author === 'debtor' && one.externalId === externalId);
  }

  function done(items: readonly Item[]): void {
    store.inbox.done(
      items.map(({ entry }) => entry.id),
      clock.now(),
    );
  }

  return work;
}

/** What they wrote, each piece as it was last corrected; pieces of one submission below one another. */
function wordsOf(items: readonly Item[], edits: readonly Item[]): string {
  const texts = items.map((item) => latest(item, edits));
  const words = [...new Set(texts.filter((text) => text.trim() !== ''))].join('\n');
  return words.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '');
}

function latest({ entry: { arrived } }: Item, edits: readonly Item[]): string {
  const edit = edits.findLast((one) => one.entry.arrived.target === arrived.id);
  return (edit?.entry.arrived ?? arrived).text;
}

function piecesOf(
  items: readonly Item[],
  edits: readonly Item[],
  read: readonly ReadFile[],
): readonly MessagePiece[] {
  return items.map((item, index) => {
    const { file } = read[index]!;
    const { id: externalId } = item.entry.arrived;
    return { externalId, text: latest(item, edits), ...(file && { attachmentId: file.id }) };
  });
}

/** Words alone: an edit that moves a space is none. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function ignore(): void {}
