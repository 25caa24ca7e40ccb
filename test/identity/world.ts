import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Asking, IdentityService, OtpPolicy } from '../../src/identity/index.ts';
import { createIdentityService, parseOtpPolicy } from '../../src/identity/index.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { testDatabase } from '../support/database.ts';
import { addConversation, addCreditor, addDebtor, addInvoice, run } from '../support/debtor.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** 10:00 in Jakarta, 21 November 2026. */
export const START = Date.parse('2026-11-21T10:00:00+07:00');

/** `dialogs/policies/otp.yml` as shipped, changed where a test wants it. */
export function shippedPolicy(change: Record<string, unknown> = {}): OtpPolicy {
  const data = parse(readFileSync(join(projectRoot(), 'dialogs/policies/otp.yml'), 'utf8'));
  return parseOtpPolicy({ ...data, ...change });
}

/** `deliverable`: channels a code can be sent on. */
export function identityOf(policy = shippedPolicy(), deliverable = ['email']): IdentityService {
  return createIdentityService({
    otpSecret: Buffer.alloc(32, 7),
    policy,
    reachable: (_tx, _creditorId, contacts) => contacts.map((one) => deliverable.includes(one.channel)),
  });
}

export function addContact(
  tx: Tx,
  creditorId: number,
  debtorId: number,
  contact: {
    channel?: string;
    address: string;
    verifiedAt?: number;
    flagged?: string;
    /** A row of its own though the address is on file in another role. */
    apart?: true;
  },
): number {
  const known = contact.apart
    ? undefined
    : (tx.connection.sqlite
        .prepare('SELECT id FROM contacts WHERE creditor_id = ? AND address = ?')
        .get(creditorId, contact.address) as { id: number } | undefined);
  const id =
    known?.id ??
    run(
      tx,
      `INSERT INTO contacts (creditor_id, channel, address, verified_at, flagged_at, flag_reason, created_at)
       VALUES (@creditorId, @channel, @address, @verifiedAt, @flaggedAt, @flagged, 0)`,
      {
        creditorId,
        channel: contact.channel ?? 'email',
        address: contact.address,
        verifiedAt: contact.verifiedAt ?? null,
        flaggedAt: contact.flagged ? 1 : null,
        flagged: contact.flagged ?? null,
      },
    );
  run(tx, 'INSERT INTO debtor_contacts (debtor_id, contact_id) VALUES (@debtorId, @id)', { debtorId, id });
  return id;
}

/** One creditor with debtor C-001 (invoice INV-2026-0012, contract K-77, one mailbox), and a diary's clock. */
export async function diary(options: { file?: string; policy?: OtpPolicy; deliverable?: string[] } = {}) {
  let database: Database = testDatabase(options.file);
  let identity = identityOf(options.policy, options.deliverable);
  let now = START;
  const ids = await database.write(async (tx) => {
    const creditorId = addCreditor(tx);
    const debtorId = addDebtor(tx, creditorId);
    addInvoice(tx, creditorId, debtorId, { number: 'INV-2026-0012', due: '2026-12-01', amount: 100 });
    run(
      tx,
      `INSERT INTO contracts (creditor_id, debtor_id, external_id, external_key)
       VALUES (@creditorId, @debtorId, 'K-77', 'K77')`,
      { creditorId, debtorId },
    );
    const contactId = addContact(tx, creditorId, debtorId, { address: 'andi@ptabc.example' });
    return { creditorId, debtorId, contactId };
  });
  let visitors = 0;

  /** Somebody new, with a conversation and sender of their own. */
  async function visitor(more: { senderId?: string; origin?: string } = {}): Promise<Asking> {
    const name = `visitor-${++visitors}`;
    const senderId = more.senderId ?? name;
    const id = await database.write(async (tx) => {
      const made = addConversation(tx, ids.creditorId, name);
      run(tx, 'UPDATE conversations SET sender_id = @senderId WHERE id = @made', { senderId, made });
      return made;
    });
    const at = { id, channel: 'webchat', account: 'demo', senderId, creditorId: ids.creditorId };
    return more.origin === undefined ? at : { ...at, origin: more.origin };
  }

  const world = {
    ...ids,
    visitor,
    get database() {
      return database;
    },
    get identity() {
      return identity;
    },
    get now() {
      return now;
    },
    /** Time passes. */
    pass(ms: number) {
      now += ms;
    },
    write: <T>(job: (tx: Tx) => Promise<T>) => database.write(job),
    ask: (from: Asking, reference = 'C-001', phoneLast4?: string) =>
      database.write((tx) =>
        identity.startChallenge(tx, {
          conversation: from,
          reference,
          locale: 'id',
          now,
          ...(phoneLast4 !== undefined && { phoneLast4 }),
        }),
      ),
    recognise: (from: Asking) =>
      database.write((tx) => identity.recognise(tx, { conversation: from, locale: 'id', now })),
    resend: (from: Asking) =>
      database.write((tx) => identity.resendChallenge(tx, { conversation: from, locale: 'id', now })),
    answer: (from: Asking, code: string) =>
      database.write((tx) => identity.verifyCode(tx, { conversationId: from.id, code, now })),
    current: (from: Asking) => database.write((tx) => identity.current(tx, from.id, now)),
    /** The code a conversation's newest challenge sends; undefined for a decoy or a closed one. */
    code: (from: Asking) =>
      database.write(async (tx) => {
        const row = tx.connection.sqlite
          .prepare('SELECT id FROM challenges WHERE conversation_id = ? ORDER BY id DESC LIMIT 1')
          .get(from.id) as { id: number } | undefined;
        return row && identity.codeFor(tx, row.id, now);
      }),
    /** A code that is surely not the right one. */
    async wrong(from: Asking): Promise<string> {
      const right = await world.code(from);
      return right === '000000' ? '111111' : '000000';
    },
    rows: <T = Record<string, unknown>>(sql: string, ...values: unknown[]) =>
      database.write(async (tx) => tx.connection.sqlite.prepare(sql).all(...values) as T[]),
    /** The process ends and starts again: new objects on the same file. */
    async restart() {
      if (!options.file) throw new Error('a restart needs a file');
      await database.close();
      database = testDatabase(options.file);
      identity = identityOf(options.policy, options.deliverable);
    },
    close: () => database.close(),
  };
  return world;
}

export type Diary = Awaited<ReturnType<typeof diary>>;

/** Asks, reads the code where it is sent, and answers. */
export async function verifyBy(world: Diary, from: Asking, reference = 'C-001') {
  await world.ask(from, reference);
  const code = await world.code(from);
  return world.answer(from, code ?? 'none');
}
