import type { Locale } from '../shared/locale.ts';
import type { Unreadable } from '../shared/unreadable.ts';

/** What a channel can show; wording degrades replies to it. */
export interface ChannelCapabilities {
  /** How choices reach the debtor: tappable, or numbered lines in the text. */
  choices: 'buttons' | 'numbered';
  /** The most choices one message can carry as buttons; more become numbered text. */
  maxButtons: number;
  cards: boolean;
  files: boolean;
  /** In UTF-16 code units; longer texts are split at line ends. */
  maxTextLength: number;
}

/** Where a message belongs: our side, the other side, and the thread between. */
export interface ConversationAddress {
  channel: string;
  /** Our side: a site key, a phone number, a mailbox. */
  account: string;
  /** The conversation's name on that channel. */
  externalId: string;
}

export interface Sender {
  /** As the channel proved it (a token's user, a number), never what a page claims. */
  id: string;
  /** Where the request came from (an IP address), for limits on unknown askers. */
  origin?: string;
  /** As a contact on file is written (E.164), where the channel itself proved that it is theirs now. */
  address?: string;
}

/** The one shape in which every channel hands over what arrived. */
export interface InboundMessage {
  address: ConversationAddress;
  /** Unique per conversation: a second delivery is recognised by it and answered once. */
  externalId: string;
  sender: Sender;
  creditorId: number;
  kind: 'message' | 'join';
  text: string;
  /** Files already stored by `ChannelHost.saveAttachment`. */
  attachmentIds: number[];
  /** Language the page or phone asks for, for the first words. */
  locale?: Locale;
  /** Beside what could be read. */
  unreadable?: Unreadable;
  /** Words of the message they replied to, where the channel knows it to be of this conversation. */
  quoted?: string;
  /** External id of an earlier message of theirs, of which this is the corrected text. */
  corrects?: string;
  /** Where it was put together from several of theirs (an album): each, so that it can be taken back alone. */
  pieces?: readonly MessagePiece[];
}

/** One of the debtor's own messages within an InboundMessage. */
export interface MessagePiece {
  externalId: string;
  /** Its file, among the `attachmentIds`. */
  attachmentId?: number;
  /** Its words; `text` of the message is those of all pieces below one another, equal ones once. */
  text?: string;
}

/** Someone of the creditor's wrote to the debtor past Sapa, on the channel's own device. */
export interface OwnWords {
  address: ConversationAddress;
  sender: Sender;
  creditorId: number;
  externalId: string;
  text: string;
  at: number;
}

/** What became of a message of ours; `reason` one word where it failed. */
export interface Receipt {
  conversationId: number;
  seq: number;
  state: 'delivered' | 'read' | 'failed';
  at: number;
  reason?: string;
  /** A piece that failed for good itself: what else of the message arrived does not make up for it. */
  lost?: true;
}

export type Received =
  | { ok: true; conversationId: number; seq: number; duplicate: boolean }
  | { ok: false; reason: 'closed' };

/** A message as stored in the transcript: rendered words, still without any channel's format. */
export interface TranscriptMessage {
  seq: number;
  author: 'debtor' | 'bot' | 'collector' | 'system';
  externalId?: string;
  inReplyTo?: number;
  at: number;
  body: MessageBody;
}

export interface MessageBody {
  text: string;
  locale: Locale;
  choices?: { label: string }[];
  cards?: RenderedCard[];
  attachments?: AttachmentRef[];
  /** First name of the collector who wrote. */
  name?: string;
  /** Written on the firm's own phone, past Sapa. */
  onPhone?: true;
  /** Came beside these words, or in their place, and cannot be read. */
  unreadable?: Unreadable;
  /** Words of the message replied to. */
  quoted?: string;
  /** Its place in the transcript: the message of which this is the corrected text. */
  corrects?: number;
  /** `expectedMinutes`: how long the debtor may have to wait, where that is known. */
  handoff?: { state: 'initiated' | 'joined' | 'ended'; reason?: string; expectedMinutes?: number };
  /** Of a debtor's message that was put together from several: what is left of them. */
  pieces?: BodyPiece[];
}

/** A piece as the transcript keeps it; `text` left out where it is not known which words are its own. */
export interface BodyPiece {
  /** The channel's own id of it. */
  id: string;
  token?: string;
  text?: string;
}

/** A card with finished words. Channels without cards get it as lines of text. */
export interface RenderedCard {
  kind: 'invoice';
  title: string;
  status: string;
  statusText: string;
  amountText: string;
  rows: { label: string; value: string }[];
  action?: { title: string; value: string };
}

export interface AttachmentRef {
  /** Unguessable; the public address is made of it. */
  token: string;
  name: string;
  mediaType: string;
  size: number;
}

export interface StoredFile extends AttachmentRef {
  id: number;
}

export type SavedAttachment =
  | { ok: true; file: StoredFile }
  | { ok: false; reason: 'too_large' | 'unsupported_type' | 'empty' };

/** What the application offers a channel. */
export interface ChannelHost {
  /** Runs the turn; resolves when it is durable. The replies arrive by `ChannelAdapter.publish`. */
  receive(message: InboundMessage): Promise<Received>;
  /** Transcript after `seq`, oldest first; 0 for all of it. Undefined when there is no such conversation. */
  transcript(address: ConversationAddress, afterSeq: number): Promise<TranscriptMessage[] | undefined>;
  /** Checks size and type by content, encrypts and stores. The conversation is made if need be. */
  saveAttachment(
    at: { address: ConversationAddress; sender: Sender; creditorId: number; locale?: Locale },
    upload: { bytes: Buffer; fileName: string },
  ): Promise<SavedAttachment>;
  /** The debtor is writing: shown to whoever has the conversation open, and forgotten. */
  typing?(address: ConversationAddress): void;
  /** The firm's own phone has answered: kept in the transcript, and the conversation is a person's from here. */
  takeOver(words: OwnWords): Promise<void>;
  /**
   * The debtor deleted a message: its words and files are removed from the transcript; of several that were one
   * submission, those of that one alone. False when it is unknown.
   */
  withdraw(address: ConversationAddress, externalId: string): Promise<boolean>;
  /** Never downgrades; unknown messages are ignored. */
  receipt(one: Receipt): Promise<void>;
  /** The decrypted file behind an unguessable token. */
  openAttachment(token: string): Promise<{ bytes: Buffer; file: StoredFile } | undefined>;
}

/**
 * A channel. `publish` is called after each commit with what the conversation gained (the inbound
 * message included, as its delivery receipt); a channel whose clients read the transcript themselves
 * (webchat) fans it out, every other one leaves it and sends what the outbox brings to `deliver`.
 */
export interface ChannelAdapter {
  readonly name: string;
  readonly capabilities: ChannelCapabilities;
  /** 'transcript': clients read it, nothing is sent. 'outbox': each outgoing message becomes an outbox row. */
  readonly delivery: 'transcript' | 'outbox';
  publish(address: ConversationAddress, messages: readonly TranscriptMessage[]): void;
  deliver(message: OutboundMessage): Promise<Delivery>;
  /** Shows the debtor that somebody writes: Sapa, or the collector of this first name. */
  typing?(address: ConversationAddress, who?: { name?: string }): void;
  start(host: ChannelHost): Promise<void>;
  stop(): Promise<void>;
}

/** What the outbox hands to a channel: finished words for one address. */
export interface OutboundMessage {
  /** Stable over retries: channels that can, use it as the message's id. */
  id: string;
  /** E-mail address, E.164 number, or a conversation's external id. */
  to: string;
  creditorId: number;
  /** What it is for: a reminder may be forbidden where an answer is not; a code has a template of its own. */
  purpose: 'message' | 'code' | 'reminder';
  /** The code alone, where the purpose is one. */
  code?: string;
  subject?: string;
  body: MessageBody;
  /** Its place in a transcript, where it has one. */
  message?: { conversationId: number; seq: number };
  /**
   * Whether the bot may still say it: a channel that pauses before it sends asks right before, and answers
   * with the reason `taken_over` when nothing of it has left.
   */
  stillWanted?: () => Promise<boolean>;
}

export type Delivery =
  | { ok: true }
  /**
   * `retry`: worth another try later, or never (a mailbox that does not exist). `notBefore` (epoch ms): it has
   * not been tried at all (no connection, a pace to keep, a window to wait for), and does not count as a try.
   */
  | { ok: false; retry: boolean; reason: string; notBefore?: number };
