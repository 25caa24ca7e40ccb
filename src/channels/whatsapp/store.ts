import type { Account, AccountState, Arrived, Party } from './model.ts';

/**
 * Everything here is synchronous and durable on return (a database file of its own, see
 * migrations/whatsapp): a receipt may leave, a key may be used, once the call is back. Contents are
 * sealed by the store. `chat` names the other side within an account: 'lid:<lid>', 'phone:<E.164>' or
 * 'bsuid:<id>', as the message's own address said.
 */
export interface WhatsAppStore {
  readonly auth: AuthStore;
  readonly journal: JournalStore;
  readonly inbox: InboxStore;
  readonly sent: SentStore;
  readonly links: LinkStore;
  readonly leases: LeaseStore;
  readonly statuses: StatusStore;
  /** Runs `work` as one transaction: all of its writes or none. */
  together<T>(work: () => T): T;
  close(): void;
}

/** The Signal state of a linked number; values are JSON texts (Baileys' BufferJSON). */
export interface AuthStore {
  creds(accountId: number): string | undefined;
  saveCreds(accountId: number, json: string): void;
  keys(accountId: number, type: string, ids: readonly string[]): Map<string, string>;
  /** `null` deletes. One transaction. */
  saveKeys(accountId: number, changes: readonly { type: string; id: string; value: string | null }[]): void;
  /** Unlinked: nothing of it is left. */
  wipe(accountId: number): void;
}

export interface JournalEntry {
  chat: string;
  messageId: string;
  /** The stanza's attributes. */
  stanza: Record<string, string>;
  plaintext?: Buffer;
  seenAt: number;
}

export interface JournalStore {
  /** A stanza arrived. Harmless when it is there already. */
  seen(accountId: number, entry: Omit<JournalEntry, 'plaintext'>): void;
  /** What the ciphertext of this hash (hex SHA-256) said; to the newest stanza of `messageId`. */
  decrypted(
    accountId: number,
    at: { chat: string; messageId: string; cipherHash: string; plaintext: Buffer },
  ): void;
  /** Known from an earlier delivery, whose ratchet has moved on. */
  plaintextOf(accountId: number, cipherHash: string): Buffer | undefined;
  settle(accountId: number, chat: string, messageId: string, now: number): void;
  /** Neither in the inbox nor known to be of no account, oldest first. */
  open(accountId: number): JournalEntry[];
  /** Open ones without content, older than `before`: "a message may be missing, check the phone". */
  missing(accountId: number, before: number): { chat: string; messageId: string; seenAt: number }[];
}

export interface InboxEntry {
  id: number;
  chat: string;
  attempts: number;
  arrived: Arrived;
}

export interface InboxStore {
  /** False when this message is there already. Settles its journal entry in the same transaction. */
  put(accountId: number, chat: string, arrived: Arrived, now: number): boolean;
  /** An undecryptable message came again readable: replaces the content unless it was answered. False if it was. */
  replace(accountId: number, chat: string, arrived: Arrived, now: number): boolean;
  /** In order of arrival. */
  waiting(accountId: number, limit: number): InboxEntry[];
  find(
    accountId: number,
    chat: string,
    messageId: string,
  ): { id: number; state: 'waiting' | 'done' | 'given_up' } | undefined;
  done(ids: readonly number[], now: number): void;
  failed(id: number, giveUp: boolean, now: number): void;
}

export type SentState = 'sending' | 'accepted' | 'delivered' | 'read' | 'refused';

export interface SentRow {
  messageId: string;
  chat: string;
  outboundId: string | null;
  conversationId: number | null;
  seq: number | null;
  state: SentState;
  /** What `getMessage` gives back: an encoded protobuf, or JSON. */
  content: Buffer | undefined;
  sentAt: number;
  /** To somebody who had never written to this number. */
  firstWords?: boolean;
}

export interface SentStore {
  /** Before the frame leaves. An existing row keeps all it has; until the network has it, it takes new `content`. */
  begin(accountId: number, row: Omit<SentRow, 'state'>): SentRow;
  find(accountId: number, messageId: string): SentRow | undefined;
  /** How many pieces of outbox messages were begun after `since`, and when the oldest of them was. */
  pace(
    accountId: number,
    asked: { since: number; chat?: string; firstWords?: true },
  ): { count: number; oldest?: number };
  /** Never downgrades: read stays read, whatever comes later. True when the state moved on. */
  advance(accountId: number, messageId: string, state: SentState, at: number, error?: string): boolean;
  /** Deletes content and rows older than `before`. */
  forget(before: number, limit: number): number;
}

export interface LinkRow {
  method: 'qr' | 'code' | 'unlink';
  requestedAt: number;
  state: 'requested' | 'showing' | 'done' | 'failed';
  /** The QR text, or the pairing code. */
  show?: string;
  expiresAt?: number;
  reason?: string;
}

export interface LinkStore {
  request(accountId: number, method: LinkRow['method'], now: number): void;
  read(accountId: number): LinkRow | undefined;
  update(
    accountId: number,
    change: Pick<LinkRow, 'state' | 'show' | 'expiresAt' | 'reason'>,
    now: number,
  ): void;
}

export interface LeaseStore {
  /** Takes or renews it. `taken`: another living process has it. */
  take(accountId: number, holder: string, now: number, untilMs: number): 'held' | 'taken';
  release(accountId: number, holder: string): void;
  holder(accountId: number, now: number): { holder: string; pid: number; host: string } | undefined;
}

export interface StatusRow {
  state: AccountState;
  reason?: string;
  since: number;
  lastInboundAt?: number;
  lastAcceptedAt?: number;
  roundTripMs?: number;
  roundTripAt?: number;
  updatedAt: number;
}

export interface StatusStore {
  read(accountId: number): StatusRow | undefined;
  write(accountId: number, change: Partial<Omit<StatusRow, 'since' | 'updatedAt'>>, now: number): void;
}

/** The ledger's database, as the channel asks it. */
export interface Directory {
  accounts(): Promise<Account[]>;
  /**
   * The sender's row, made if need be, with every id WhatsApp gave for them; times are epoch ms. `name` is
   * the conversation ('wa-<id>'); `address` the number, where it is theirs at present. A number that comes
   * with another LID than before makes a new row, and the old one loses the number.
   */
  sender(
    accountId: number,
    party: Party,
    inboundAt: number | undefined,
  ): Promise<{ name: string; address?: string }>;
  /** Who stands behind 'wa-<id>', or behind a number on file ('+62…', then `accountId` unknown: the creditor's first). */
  recipient(
    to: string,
    creditorId: number,
  ): Promise<{ accountId: number; party: Party; name?: string; lastInboundAt?: number } | undefined>;
  learnt(
    accountId: number,
    pairs: readonly { phone: string; lid: string | null }[],
    now: number,
  ): Promise<void>;
  /** Numbers on file of the account's creditor whose LID is unknown, or was looked up before `before`. */
  unresolved(accountId: number, before: number, limit: number): Promise<string[]>;
}
