import type { Creditor, FileRef, Money, Page, Person } from './common.ts';
import type { HandoffState } from './queue.ts';

/** GET /conversations/:id */
export interface ConversationView {
  id: number;
  channel: string;
  /** Who writes, as far as the channel itself says it: their number, masked. */
  address: string | null;
  creditor: Creditor;
  locale: string;
  owner: { kind: 'bot' | 'queue' | 'collector'; collector: Person | null; version: number };
  /** Every change of owner, newest first, at most 20. */
  ownership: {
    version: number;
    owner: 'bot' | 'queue' | 'collector';
    actor: string;
    by: Person | null;
    reason: string;
    at: number;
  }[];
  /** The open handoff, else the newest closed one. */
  handoff: HandoffView | null;
  /** Who was proven to write here; null when nobody was: then no figure may be told. */
  debtor: { id: number; number: string; name: string; salutation: 'bapak' | 'ibu' | null } | null;
  identity: {
    level: 'none' | 'known_contact' | 'verified';
    verifiedAt: number | null;
    expiresAt: number | null;
    contact: string | null;
  };
  /** The collector may write now (not an auditor, conversation not opted out). */
  mayWrite: boolean;
}

export interface HandoffView {
  id: number;
  state: HandoffState;
  reason: string;
  requests: { reason: string; at: number }[];
  summary: string;
  nextStep: string | null;
  createdAt: number;
  claimedAt: number | null;
  answeredAt: number | null;
  closedAt: number | null;
  collector: Person | null;
  resolution: string | null;
  tried: string[];
  balance: { outstanding: Money; overdue: Money; count: number; oldestDaysPastDue: number }[];
  asOf: number;
  invoices: { number: string; dueDate: string; outstanding: Money; status: string }[];
  disputes: { caseNumber: string; invoiceNumber: string; reason: string }[];
  attachments: FileRef[];
  service: {
    firstDueAt: number | null;
    nextDueAt: number | null;
    resolveDueAt: number | null;
    breached: ('first_answer' | 'next_answer' | 'resolution')[];
  };
  callBack: {
    id: number;
    how: 'call' | 'email';
    fromAt: number | null;
    toAt: number | null;
    state: string;
  } | null;
  rating: number | null;
}

/**
 * GET /conversations/:id/messages?before=cursor: the debtor's messages over every conversation and channel
 * of the same creditor, oldest of the page first; `next` leads to older ones. Internal notes are among them.
 */
export type MessagesPage = Page<TimelineItem>;

export type TimelineItem = ConsoleMessage | ConsoleNote;

export interface ConsoleMessage {
  kind: 'message';
  /** conversationId:seq, unique. */
  id: string;
  conversationId: number;
  channel: string;
  seq: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  name?: string;
  /** Plain text; never markup. */
  text: string;
  choices?: string[];
  cards?: {
    title: string;
    statusText: string;
    amountText: string;
    rows: { label: string; value: string }[];
  }[];
  files?: FileRef[];
  handoff?: 'initiated' | 'joined' | 'ended';
  /** Kept back because a person had taken over. */
  withheld?: boolean;
  /** Of a collector's message: written on the firm's own phone, past Sapa. */
  onPhone?: boolean;
  /** The debtor deleted it; files on which a case rests are still there. */
  withdrawn?: boolean;
  /** The corrected text of an earlier message of theirs. */
  edited?: boolean;
  /** Came beside these words and cannot be read: `voice`, `sticker`, `undecryptable` … */
  unreadable?: string;
  /** Words of the message replied to. */
  quoted?: string;
  /** Where the channel reports it. */
  delivery?: Delivery;
  at: number;
}

/** What became of a message to the debtor. `waiting`: not sent yet. `reason`: one word, where it failed or waits for something. */
export interface Delivery {
  state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
  reason?: string;
}

export interface ConsoleNote {
  kind: 'note';
  id: string;
  author: Person;
  text: string;
  at: number;
}

/**
 * POST /conversations/:id/messages: reaches the debtor and takes the conversation over.
 * `key` is made by the page, the same on every retry: a repeated one is sent once. Answer: HandoffAnswer.
 * Sent is what the live feed brings back with the same `key`.
 */
export interface NewMessage {
  key: string;
  text: string;
  /** Tokens of files uploaded to POST /conversations/:id/files (multipart, field `file`) → FileRef. */
  files?: string[];
}

/** POST /conversations/:id/notes → ConsoleNote; debtors never see it. */
export interface NewNote {
  text: string;
}

/**
 * GET /canned-replies?creditor=&locale= → CannedReply[]; POST, PATCH /:id (any of the fields) → CannedReply,
 * DELETE /:id → 204 (edit_replies). 422: fields.shortcut `taken`. 403 for those of everybody, unless one sees all.
 */
export interface CannedReply {
  id: number;
  creditorId: number | null;
  locale: string;
  shortcut: string;
  title: string;
  /** May contain {{name}} (the debtor as they are addressed), {{collector}}, {{creditor}}. */
  body: string;
}
export type CannedReplyInput = Omit<CannedReply, 'id'>;
