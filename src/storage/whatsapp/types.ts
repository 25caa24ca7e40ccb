/**
 * The channel's own database as its channel sees it. Storage imports no channel: these shapes are those of
 * the channel's port (its `store.ts`) by structure, and src/whatsapp.ts, which joins the two, does not compile
 * unless they fit. `Arrived` is the channel's neutral message; only its id matters here. Times are epoch ms.
 */
export interface WhatsAppStorage<Arrived extends { id: string }> {
  readonly auth: AuthRows;
  readonly journal: JournalRows;
  readonly inbox: InboxRows<Arrived>;
  readonly sent: SentRows;
  readonly links: LinkRows;
  readonly leases: LeaseRows;
  readonly statuses: StatusRows;
  together<T>(work: () => T): T;
  /** Retention; see retention.ts. Returns how many rows went. */
  forget(now: number, keepSentMs: number): number;
  /** The number was removed: nothing of it is left. */
  removeAccount(accountId: number): void;
  close(): void;
}

export interface AuthRows {
  creds(accountId: number): string | undefined;
  saveCreds(accountId: number, json: string): void;
  keys(accountId: number, type: string, ids: readonly string[]): Map<string, string>;
  saveKeys(accountId: number, changes: readonly { type: string; id: string; value: string | null }[]): void;
  wipe(accountId: number): void;
}

export interface JournalRow {
  chat: string;
  messageId: string;
  stanza: Record<string, string>;
  plaintext?: Buffer;
  seenAt: number;
}

export interface JournalRows {
  seen(accountId: number, entry: Omit<JournalRow, 'plaintext'>): void;
  decrypted(
    accountId: number,
    at: { chat: string; messageId: string; cipherHash: string; plaintext: Buffer },
  ): void;
  plaintextOf(accountId: number, cipherHash: string): Buffer | undefined;
  settle(accountId: number, chat: string, messageId: string, now: number): void;
  open(accountId: number): JournalRow[];
  missing(accountId: number, before: number): { chat: string; messageId: string; seenAt: number }[];
}

export interface InboxRow<Arrived> {
  id: number;
  chat: string;
  attempts: number;
  arrived: Arrived;
}

export interface InboxRows<Arrived extends { id: string }> {
  put(accountId: number, chat: string, arrived: Arrived, now: number): boolean;
  replace(accountId: number, chat: string, arrived: Arrived, now: number): boolean;
  waiting(accountId: number, limit: number): InboxRow<Arrived>[];
  find(
    accountId: number,
    chat: string,
    messageId: string,
  ): { id: number; state: 'waiting' | 'done' | 'given_up' } | undefined;
  done(ids: readonly number[], now: number): void;
  failed(id: number, giveUp: boolean, now: number): void;
  /** For metrics and the command line. */
  count(accountId: number): { waiting: number; givenUp: number };
}

export type SentState = 'sending' | 'accepted' | 'delivered' | 'read' | 'refused';

export interface SentRow {
  messageId: string;
  chat: string;
  outboundId: string | null;
  conversationId: number | null;
  seq: number | null;
  state: SentState;
  content: Buffer | undefined;
  firstWords?: boolean;
  sentAt: number;
}

export interface SentRows {
  begin(accountId: number, row: Omit<SentRow, 'state'>): SentRow;
  find(accountId: number, messageId: string): SentRow | undefined;
  advance(accountId: number, messageId: string, state: SentState, at: number, error?: string): boolean;
  forget(before: number, limit: number): number;
  pace(
    accountId: number,
    what: { since: number; chat?: string; firstWords?: true },
  ): { count: number; oldest?: number };
}

export interface LinkRow {
  method: 'qr' | 'code' | 'unlink';
  requestedAt: number;
  state: 'requested' | 'showing' | 'done' | 'failed';
  show?: string;
  expiresAt?: number;
  reason?: string;
}

export interface LinkRows {
  request(accountId: number, method: LinkRow['method'], now: number): void;
  read(accountId: number): LinkRow | undefined;
  update(
    accountId: number,
    change: Pick<LinkRow, 'state' | 'show' | 'expiresAt' | 'reason'>,
    now: number,
  ): void;
}

export interface LeaseRows {
  take(accountId: number, holder: string, now: number, untilMs: number): 'held' | 'taken';
  release(accountId: number, holder: string): void;
  holder(accountId: number, now: number): { holder: string; pid: number; host: string } | undefined;
}

export type NumberState =
  | 'unlinked'
  | 'linking'
  | 'connecting'
  | 'linked'
  | 'restricted'
  | 'replaced'
  | 'banned'
  | 'outdated'
  | 'misconfigured';

export interface StatusRow {
  state: NumberState;
  reason?: string;
  since: number;
  lastInboundAt?: number;
  lastAcceptedAt?: number;
  roundTripMs?: number;
  roundTripAt?: number;
  updatedAt: number;
}

export interface StatusRows {
  read(accountId: number): StatusRow | undefined;
  write(accountId: number, change: Partial<Omit<StatusRow, 'since' | 'updatedAt'>>, now: number): void;
}
