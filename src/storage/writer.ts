import { setTimeout as delay } from 'node:timers/promises';
import type { Statement } from 'better-sqlite3';
import type { Announce } from '../shared/announcement.ts';
import type { Connection, Tx } from './connection.ts';

interface Job {
  run(tx: Tx): Promise<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** Jobs of one commit: enough to share an fsync, few enough that nobody waits behind the batch. */
const BATCH = 64;
/** A turn of the loop is far cheaper than another fsync. */
const GATHER_TURNS = 5;
const BUSY_RETRY_MS = 15;
const BUSY_GIVE_UP_MS = 30_000;

/**
 * The one writer. Jobs that arrive within one turn of the event loop share a transaction (group
 * commit), each in its own savepoint, and every one is answered only after the commit. A job must not
 * wait for anything but the database: the writer stands still until it is done, which is also what
 * keeps two requests' statements from interleaving.
 */
export class Writer {
  readonly #connection: Connection;
  readonly #onEffectError: (error: unknown) => void;
  readonly #announce: Announce;
  readonly #savepoint: Statement;
  readonly #release: Statement;
  #queue: Job[] = [];
  #draining: Promise<void> | undefined;
  #closed = false;

  /** `onEffectError` learns what an effect threw after its commit, which nothing can undo any more. */
  constructor(connection: Connection, onEffectError: (error: unknown) => void, announce: Announce) {
    this.#connection = connection;
    this.#onEffectError = onEffectError;
    this.#announce = announce;
    // Prepared once: every turn needs both.
    this.#savepoint = connection.sqlite.prepare('SAVEPOINT job');
    this.#release = connection.sqlite.prepare('RELEASE job');
  }

  /** Runs `job` in a transaction; resolves after it is durable, rejects with the job's error after undoing its work. */
  run<T>(job: (tx: Tx) => Promise<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new Error('storage: the writer is closed'));
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: job, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when everything queued is durable; nothing is accepted afterwards. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    await this.#gather();
    while (this.#queue.length > 0) {
      const batch = this.#queue.splice(0, BATCH);
      await this.#commit(batch);
      await this.#gather();
    }
    this.#draining = undefined;
  }

  /** Lets every request of this turn of the event loop join the batch, and of the next as long as more come. */
  async #gather(): Promise<void> {
    for (let turns = 0, before = -1; before < this.#queue.length && turns < GATHER_TURNS; turns++) {
      before = this.#queue.length;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
  }

  async #commit(batch: Job[]): Promise<void> {
    const { sqlite } = this.#connection;
    const settle: (() => void)[] = [];
    const effects: (() => void)[] = [];
    try {
      await this.#begin();
      for (const job of batch) await this.#runOne(job, settle, effects);
      sqlite.exec('COMMIT');
    } catch (error) {
      if (sqlite.inTransaction) sqlite.exec('ROLLBACK');
      for (const job of batch) job.reject(error);
      return;
    }
    for (const effect of effects) {
      try {
        effect();
      } catch (error) {
        this.#onEffectError(error);
      }
    }
    for (const answer of settle) answer();
  }

  async #runOne(job: Job, settle: (() => void)[], effects: (() => void)[]): Promise<void> {
    const { sqlite, orm } = this.#connection;
    const mine: (() => void)[] = [];
    let open = true;
    const tx: Tx = {
      connection: this.#connection,
      get orm() {
        if (!open) throw new Error('storage: a transaction was used after its job had ended');
        return orm;
      },
      afterCommit: (effect) => mine.push(effect),
      announce: (announcement) => mine.push(() => this.#announce(announcement)),
    };
    this.#savepoint.run();
    try {
      const value = await job.run(tx);
      this.#release.run();
      effects.push(...mine);
      settle.push(() => job.resolve(value));
    } catch (error) {
      // An error such as a full disk ends the whole transaction; then the outer catch answers.
      if (!sqlite.inTransaction) throw error;
      sqlite.exec('ROLLBACK TO job');
      this.#release.run();
      settle.push(() => job.reject(error));
    } finally {
      open = false;
    }
  }

  async #begin(): Promise<void> {
    const giveUpAt = Date.now() + BUSY_GIVE_UP_MS;
    for (;;) {
      try {
        this.#connection.sqlite.exec('BEGIN IMMEDIATE');
        return;
      } catch (error) {
        const busy = (error as { code?: string }).code?.startsWith('SQLITE_BUSY');
        if (!busy || Date.now() > giveUpAt) throw error;
        await delay(BUSY_RETRY_MS);
      }
    }
  }
}
