import { fileURLToPath } from 'node:url';
import { sealVerifiedDebtor, type VerifiedDebtor } from '../../src/identity/verified-debtor.ts';
import { referenceKey } from '../../src/shared/reference-key.ts';
import type { Database, Tx } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/database.ts';

/** A fresh in-memory database with the real migrations. */
export function testDatabase(): Database {
  return openDatabase(':memory:', fileURLToPath(new URL('../../migrations/sqlite', import.meta.url)));
}

/** 10:00 in Jakarta on `date`, epoch ms. */
export function at(date: string, time = '10:00'): number {
  return Date.parse(`${date}T${time}:00+07:00`);
}

/** Runs plain SQL in the test's own transaction; returns the id of the row inserted. */
export function run(tx: Tx, sql: string, values: Record<string, unknown> = {}): number {
  return Number(tx.connection.sqlite.prepare(sql).run(values).lastInsertRowid);
}

export function all<T = Record<string, unknown>>(tx: Tx, sql: string, ...values: unknown[]): T[] {
  return tx.connection.sqlite.prepare(sql).all(...values) as T[];
}

/** Inserts a creditor; `slug` must be new. */
export function addCreditor(tx: Tx, slug = 'contoh', more: { timeZone?: string } = {}): number {
  return run(
    tx,
    `INSERT INTO creditors (slug, name, time_zone, created_at) VALUES (@slug, 'PT ' || @slug, @timeZone, 0)`,
    { slug, timeZone: more.timeZone ?? 'Asia/Jakarta' },
  );
}

export function addDebtor(tx: Tx, creditorId: number, number = 'C-001', name = 'Toko Uji'): number {
  return run(
    tx,
    `INSERT INTO debtors (creditor_id, external_id, external_key, name, created_at)
     VALUES (@creditorId, @number, @key, @name, 0)`,
    { creditorId, number, key: referenceKey(number), name },
  );
}

export function addConversation(tx: Tx, creditorId: number, externalId = 'conv-1'): number {
  return run(
    tx,
    `INSERT INTO conversations (channel, account, external_id, creditor_id, sender_id, locale, created_at, updated_at)
     VALUES ('webchat', 'demo', @externalId, @creditorId, 'visitor', 'id', 0, 0)`,
    { creditorId, externalId },
  );
}

export interface TestInvoice {
  number: string;
  due: string;
  amount: number;
  paid?: number;
  currency?: string;
  issued?: string;
  voided?: boolean;
  lines?: { description: string; amount: number }[];
}

/** Inserts an invoice with its lines and, for `paid`, a payment allocated to it; amounts in minor units. */
export function addInvoice(tx: Tx, creditorId: number, debtorId: number, invoice: TestInvoice): number {
  const currency = invoice.currency ?? 'IDR';
  const id = run(
    tx,
    `INSERT INTO invoices (creditor_id, debtor_id, external_id, external_key, issue_date, due_date, currency,
       amount_minor, voided_at, created_at)
     VALUES (@creditorId, @debtorId, @number, @key, @issued, @due, @currency, @amount, @voided, 0)`,
    {
      creditorId,
      debtorId,
      number: invoice.number,
      key: referenceKey(invoice.number),
      issued: invoice.issued ?? invoice.due,
      due: invoice.due,
      currency,
      amount: invoice.amount,
      voided: invoice.voided ? 1 : null,
    },
  );
  for (const [index, line] of (invoice.lines ?? []).entries()) {
    run(
      tx,
      `INSERT INTO invoice_lines (invoice_id, position, description, amount_minor)
       VALUES (@id, @position, @description, @amount)`,
      { id, position: index + 1, ...line },
    );
  }
  if (invoice.paid) {
    const paymentId = run(
      tx,
      `INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, created_at)
       VALUES (@creditorId, @debtorId, 'PAY-' || @number, @due, @currency, @paid, 0)`,
      { creditorId, debtorId, number: invoice.number, due: invoice.due, currency, paid: invoice.paid },
    );
    run(
      tx,
      'INSERT INTO allocations (payment_id, invoice_id, amount_minor) VALUES (@paymentId, @id, @paid)',
      {
        paymentId,
        id,
        paid: invoice.paid,
      },
    );
  }
  return id;
}

/** A file as the conversation stored it; equal `content` gives an equal hash. */
export function addAttachment(tx: Tx, conversationId: number, content: string): number {
  return run(
    tx,
    `INSERT INTO attachments (token, conversation_id, content_hash, media_type, file_name, size, sealed, created_at)
     VALUES (@token, @conversationId, @content, 'image/png', 'slip.png', 3, x'00', 0)`,
    { token: `${conversationId}-${content}-${Math.random()}`, conversationId, content },
  );
}

/** The rows a verification leaves, and the key itself: valid for 12 hours before and after `now`. */
export function verifyDebtor(
  tx: Tx,
  debtorId: number,
  conversationId: number,
  now: number,
  more: { timeZone?: string } = {},
): VerifiedDebtor {
  const debtor = tx.connection.sqlite.prepare('SELECT * FROM debtors WHERE id = ?').get(debtorId) as {
    creditor_id: number;
    external_id: string;
    name: string;
  };
  const contactId = run(
    tx,
    `INSERT INTO contacts (creditor_id, channel, address, created_at)
     VALUES (@creditorId, 'email', 'kontak-' || @debtorId || '-' || @conversationId || '@contoh.example', 0)`,
    { creditorId: debtor.creditor_id, debtorId, conversationId },
  );
  const challengeId = run(
    tx,
    `INSERT INTO challenges (conversation_id, debtor_id, contact_id, subject_hash, asker_hash, nonce, code_hash,
       created_at, expires_at, closed_at, outcome)
     VALUES (@conversationId, @debtorId, @contactId, 's', 'a', 'n', 'h', @now, @now, @now, 'verified')`,
    { conversationId, debtorId, contactId, now },
  );
  const expiresAt = now + 12 * 3_600_000;
  const verificationId = run(
    tx,
    `INSERT INTO verifications (conversation_id, debtor_id, contact_id, challenge_id, verified_at, last_used_at, expires_at)
     VALUES (@conversationId, @debtorId, @contactId, @challengeId, @now, @now, @expiresAt)`,
    { conversationId, debtorId, contactId, challengeId, now, expiresAt },
  );
  return sealVerifiedDebtor({
    debtorId,
    creditorId: debtor.creditor_id,
    contactId,
    conversationId,
    verificationId,
    externalId: debtor.external_id,
    name: debtor.name,
    salutation: undefined,
    locale: 'id',
    timeZone: more.timeZone ?? 'Asia/Jakarta',
    verifiedAt: now,
    expiresAt,
  });
}

/** The same debtor, verified anew at `now`: what a diary needs on its next day. */
export function verifiedAgain(debtor: VerifiedDebtor, now: number): VerifiedDebtor {
  return sealVerifiedDebtor({ ...debtor, verifiedAt: now, expiresAt: now + 12 * 3_600_000 });
}

/** Creditor, debtor, conversation and key in one. */
export function verifiedWorld(tx: Tx, now: number, more: { timeZone?: string } = {}) {
  const creditorId = addCreditor(tx);
  const debtorId = addDebtor(tx, creditorId);
  const conversationId = addConversation(tx, creditorId);
  return {
    creditorId,
    debtorId,
    conversationId,
    debtor: verifyDebtor(tx, debtorId, conversationId, now, more),
  };
}

export type World = ReturnType<typeof verifiedWorld>;

/** A verified debtor in a database of its own; the job is one transaction. */
export async function inWorld<T>(now: number, job: (tx: Tx, world: World) => Promise<T>, timeZone?: string) {
  const db = testDatabase();
  try {
    return await db.write(async (tx) => job(tx, verifiedWorld(tx, now, timeZone ? { timeZone } : {})));
  } finally {
    await db.close();
  }
}
