import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import type { ReadTx } from '../storage/database.ts';
import { type CaseMessage, caseMessage, type Delivery, isSilent } from './message.ts';
import {
  conversationsOfDebtor,
  deliveriesOf,
  type MessageRow,
  messagesBefore,
  type NoteRow,
  notesBefore,
  selectConversation,
  selectProven,
} from './timeline-repository.ts';

export interface CaseNote {
  kind: 'note';
  id: string;
  author: { id: number; name: string };
  text: string;
  at: number;
}

export type TimelineItem = CaseMessage | CaseNote;

/**
 * Where older items begin: before this instant; at it, before message (conversation, seq) and note id.
 * Notes stand behind messages of the same millisecond.
 */
export type TimelineCursor = readonly [at: number, conversationId: number, seq: number, noteId: number];

export interface TimelinePage {
  creditorId: number;
  /** Oldest first. */
  items: TimelineItem[];
  next?: TimelineCursor;
}

/**
 * The conversations that make one timeline: all of the debtor who proved themselves in this one, at the
 * same creditor; this one alone while nobody has. Undefined for what the collector may not see.
 */
export async function timelineOf(
  tx: ReadTx,
  collector: SignedInCollector,
  conversationId: number,
): Promise<number[] | undefined> {
  return linked(tx, collector, conversationId)?.ids;
}

/** One page of the timeline before `before`, or the newest; undefined for what the collector may not see. */
export async function timelinePage(
  tx: ReadTx,
  collector: SignedInCollector,
  conversationId: number,
  query: { before?: TimelineCursor | undefined; limit: number },
): Promise<TimelinePage | undefined> {
  const link = linked(tx, collector, conversationId);
  if (!link) return undefined;
  const { limit } = query;
  const [at, conversation, seq, noteId] = query.before ?? NEWEST;
  const messages = messagesBefore(tx, link.ids, { at, conversationId: conversation, seq }, limit + 1);
  const notes = notesBefore(tx, link, { at, id: noteId }, limit + 1);
  const rows = newestFirst(messages.map(messageOf), notes.map(caseNote));
  const page = rows.slice(0, limit);
  const next = rows.length > limit ? cursorAt(page, query.before ?? NEWEST) : undefined;
  const items = page.filter((item) => item.kind === 'note' || !isSilent(item)).reverse();
  return { creditorId: link.creditorId, items, ...(next && { next }) };
}

const LAST = Number.MAX_SAFE_INTEGER;
const NEWEST: TimelineCursor = [LAST, LAST, LAST, LAST];

function linked(tx: ReadTx, collector: SignedInCollector, conversationId: number) {
  const conversation = selectConversation(tx, conversationId);
  if (!conversation || !mayCreditor(collector, conversation.creditorId)) return undefined;
  const { creditorId } = conversation;
  const proven = selectProven(tx, conversationId);
  if (!proven) return { creditorId, ids: [conversationId], debtorId: 0 };
  const ids = conversationsOfDebtor(tx, { debtorId: proven.debtorId, creditorId });
  return { creditorId, ids: [...new Set([...ids, conversationId])], debtorId: proven.debtorId };
}

function messageOf(row: ReturnType<typeof messagesBefore>[number]): CaseMessage {
  return caseMessage({
    ...row,
    withheld: row.withheld === 1,
    withdrawn: row.withdrawn === 1,
    delivery: deliveryOf(row),
    body: parsed(row.body),
  });
}

/** What a channel says in one word can be said to a person; what it says in its own words is for the log. */
const WORD = /^[a-z_]{1,40}$/;

function deliveryOf({
  deliveryState: state,
  failedReason,
  waitsFor,
}: Pick<MessageRow, 'deliveryState' | 'failedReason' | 'waitsFor'>): Delivery | undefined {
  if (state === null) return undefined;
  const waits = state === 'waiting' && waitsFor !== null && WORD.test(waitsFor) ? waitsFor : null;
  const reason = failedReason ?? waits;
  return { state, ...(reason !== null && { reason }) };
}

/** Where messages of a conversation go, and what became of these by now, by seq. */
export async function deliveriesNow(
  tx: ReadTx,
  conversationId: number,
  seqs: readonly number[],
): Promise<{ channel: string; deliveries: Map<number, Delivery> }> {
  const rows = deliveriesOf(tx, conversationId, seqs);
  return {
    channel: selectConversation(tx, conversationId)?.channel ?? '',
    deliveries: new Map(
      rows.flatMap((row) => {
        const delivery = deliveryOf(row);
        return delivery ? [[row.seq, delivery] as const] : [];
      }),
    ),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** A note as the console has it; its id never meets a message's. */
export function caseNote(row: NoteRow): CaseNote {
  const { id, collectorId, collectorName, body, at } = row;
  return { kind: 'note', id: `note:${id}`, author: { id: collectorId, name: collectorName }, text: body, at };
}

/** Both lists are newest first already. */
function newestFirst(messages: readonly CaseMessage[], notes: readonly CaseNote[]): TimelineItem[] {
  const merged: TimelineItem[] = [];
  let m = 0;
  let n = 0;
  while (m < messages.length || n < notes.length) {
    const message = messages[m];
    const note = notes[n];
    const noteFirst = note !== undefined && (message === undefined || note.at >= message.at);
    merged.push(noteFirst ? note : message!);
    if (noteFirst) n += 1;
    else m += 1;
  }
  return merged;
}

/** Behind the oldest item of the page. A millisecond that the page cuts through is remembered for both kinds. */
function cursorAt(page: readonly TimelineItem[], before: TimelineCursor): TimelineCursor | undefined {
  const last = page.at(-1);
  if (!last) return undefined;
  const { at } = last;
  const same = page.filter((item) => item.at === at);
  const started = before[0] === at;
  let [, conversationId, seq, noteId] = started ? before : [at, LAST, LAST, LAST];
  for (const item of same) {
    if (item.kind === 'note') noteId = Number(item.id.slice('note:'.length));
    else ({ conversationId, seq } = item);
  }
  return [at, conversationId, seq, noteId];
}
