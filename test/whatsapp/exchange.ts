import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { expect, vi } from 'vitest';
import type { Phone } from './phone/phone.ts';
import { FIRM } from './sapa.ts';
import type { LoopbackWhatsApp } from './server/index.ts';

/** One message of a debtor's and what it was answered with. */
export interface Turn {
  /** As the debtor's phone named it. */
  id: string;
  text: string;
  answers: { text: string; wireIds: string[] }[];
}

interface MessageRow {
  seq: number;
  author: string;
  externalId: string | null;
  inReplyTo: number | null;
  text: string;
}

const CONVERSATION = `SELECT c.id, c.owner FROM conversations c
  JOIN whatsapp_senders s ON c.external_id = 'wa-' || s.id WHERE s.lid = ?`;
const MESSAGES = `SELECT seq, author, external_id AS externalId, in_reply_to AS inReplyTo,
  json_extract(body, '$.text') AS text FROM messages WHERE conversation_id = ? ORDER BY seq`;
const PIECES = 'SELECT message_id AS id, seq FROM sent WHERE conversation_id = ? AND outbound_id IS NOT NULL';
const UNREAD = `SELECT (SELECT COUNT(*) FROM inbox WHERE state <> 'done')
  + (SELECT COUNT(*) FROM journal WHERE settled_at IS NULL)`;
const UNSENT = "SELECT COUNT(*) FROM outbox WHERE state <> 'sent' AND last_error IS NOT 'taken_over'";
const RESOLVED = 'SELECT COUNT(*) FROM whatsapp_lids WHERE lid IS NOT NULL';

/** What passed between Sapa and its debtors: both databases of a data folder, read beside whoever writes them. */
export class Exchange {
  readonly #server: LoopbackWhatsApp;
  readonly #ledger: Sqlite.Database;
  readonly #own: Sqlite.Database;

  constructor(server: LoopbackWhatsApp, dataDir: string) {
    this.#server = server;
    this.#ledger = new Sqlite(join(dataDir, 'sapa.db'), { readonly: true });
    this.#own = new Sqlite(join(dataDir, 'whatsapp.db'), { readonly: true });
  }

  close(): void {
    this.#ledger.close();
    this.#own.close();
  }

  /** LIDs that are known of numbers on file. */
  resolved(): number {
    return this.#ledger.prepare<[], number>(RESOLVED).pluck().get()!;
  }

  ownerOf(phone: Phone): string | undefined {
    return this.#conversation(phone)?.owner;
  }

  /** What this debtor wrote, in the order of their conversation, each with the bot's answers. */
  turns(phone: Phone): Turn[] {
    const conversation = this.#conversation(phone);
    if (!conversation) return [];
    const rows = this.#ledger.prepare<[number], MessageRow>(MESSAGES).all(conversation.id);
    const pieces = this.#own.prepare<[number], { id: string; seq: number }>(PIECES).all(conversation.id);
    const wireIds = (seq: number) => pieces.filter((one) => one.seq === seq).map(({ id }) => id);
    const answersTo = (seq: number) => rows.filter((one) => one.author === 'bot' && one.inReplyTo === seq);
    return rows
      .filter(({ author }) => author === 'debtor')
      .map(({ seq, externalId, text }) => ({
        id: externalId ?? '',
        text,
        answers: answersTo(seq).map((one) => ({ text: one.text, wireIds: wireIds(one.seq) })),
      }));
  }

  /** Ids of what this phone has said, as WhatsApp took it, in order. */
  said(phone: Phone): string[] {
    return this.#server.accepted
      .filter((one) => one.from === phone.number && one.fromDevice === 0 && !one.duplicate)
      .map(({ id }) => id);
  }

  /** Resolves when everything said is read and answered, every answer is out, and these phones have theirs. */
  async settled(phones: readonly Phone[]): Promise<void> {
    await vi.waitUntil(() => this.#nothingLeft() && phones.every((one) => this.#has(one)), {
      timeout: 40_000,
      interval: 20,
    });
  }

  /**
   * What was said is all there, in order, once; each message has its answers; each answer reached the phone
   * as one message of its own (told apart by id, as phones do), in that order, and nothing else did.
   */
  expectOnce(phone: Phone): void {
    const turns = this.turns(phone);
    expect(turns.map(({ id }) => id)).toEqual(this.said(phone));
    expect(turns.filter(({ answers }) => answers.length === 0)).toEqual([]);
    const answers = turns.flatMap((one) => one.answers);
    expect(answers.filter(({ wireIds }) => wireIds.length !== 1)).toEqual([]);
    expect(phone.received.map(({ id }) => id)).toEqual(answers.flatMap(({ wireIds }) => wireIds));
  }

  /** How often the same message, under the same id, was put on the wire again. */
  repeats(): number {
    return this.#server.accepted.filter((one) => one.from === FIRM && one.duplicate).length;
  }

  #conversation(phone: Phone) {
    return this.#ledger.prepare<[string], { id: number; owner: string }>(CONVERSATION).get(phone.lid);
  }

  #has(phone: Phone): boolean {
    const turns = this.turns(phone);
    const answers = turns.flatMap((one) => one.answers);
    return turns.length >= this.said(phone).length && phone.received.length >= answers.length;
  }

  #nothingLeft(): boolean {
    const count = (of: Sqlite.Database, sql: string) => of.prepare<[], number>(sql).pluck().get();
    return this.#server.waiting(FIRM) === 0 && !count(this.#own, UNREAD) && !count(this.#ledger, UNSENT);
  }
}
