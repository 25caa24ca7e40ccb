import { createHash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { CREDITOR_ID, outstandingMinor, SITE } from './ledger.mjs';

const HOUR = 3_600_000;

/** The debtor a session belongs to: session j of m, spread evenly over the whole range of ids. */
export const debtorOf = (j, m, debtors) => 1 + Math.floor((j * debtors) / m);

/** What is kept of a floor session's token. */
export const tokenHash = (token) => createHash('sha256').update(token).digest('hex');

/**
 * Puts the database back to where every measurement starts: one verified conversation for each
 * `{conversationId, userId, token}` of `sessions`, nothing said yet. Returns the sessions with what
 * their debtor owes.
 */
export function resetSessions(file, debtors, sessions) {
  const sqlite = new Sqlite(file);
  try {
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = OFF');
    sqlite.pragma('foreign_keys = OFF');
    const now = Date.now();
    const ready = sqlite.transaction(() => {
      for (const table of [
        'messages',
        'disclosures',
        'verifications',
        'challenges',
        'known_senders',
        'outbox',
        'handoffs',
      ]) {
        sqlite.exec(`DELETE FROM ${table}`);
      }
      sqlite.exec('DELETE FROM conversations');
      // The floor knows its debtors by the hash of a token; Sapa's tokens carry a signature instead.
      sqlite.exec(`CREATE TABLE IF NOT EXISTS bench_sessions (
        token_hash TEXT PRIMARY KEY, conversation_id INTEGER NOT NULL, debtor_id INTEGER NOT NULL,
        verification_id INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`);
      sqlite.exec('DELETE FROM bench_sessions');
      const insert = statements(sqlite);
      return sessions.map((session, j) => {
        const debtor = debtorOf(j, sessions.length, debtors);
        const row = {
          id: j + 1,
          debtor,
          conversation: session.conversationId,
          user: session.userId,
          now,
          until: now + 12 * HOUR,
        };
        insert.conversation.run(row);
        insert.challenge.run(row);
        insert.verification.run(row);
        insert.known.run(row);
        insert.floor.run(tokenHash(session.token), row.id, debtor, row.id, row.until);
        return { ...session, outstandingMinor: outstandingMinor(debtor) };
      });
    })();
    sqlite.pragma('wal_checkpoint(TRUNCATE)');
    return ready;
  } finally {
    sqlite.close();
  }
}

function statements(sqlite) {
  return {
    conversation: sqlite.prepare(
      `INSERT INTO conversations (id, channel, account, external_id, creditor_id, sender_id, locale, created_at, updated_at)
       VALUES (@id, 'webchat', '${SITE}', @conversation, ${CREDITOR_ID}, @user, 'id', @now, @now)`,
    ),
    challenge: sqlite.prepare(
      `INSERT INTO challenges (id, conversation_id, debtor_id, contact_id, subject_hash, asker_hash, nonce, code_hash,
         created_at, expires_at, closed_at, outcome)
       VALUES (@id, @id, @debtor, @debtor, 'subject-' || @id, 'asker-' || @id, 'n', 'h', @now, @now, @now, 'verified')`,
    ),
    verification: sqlite.prepare(
      `INSERT INTO verifications (id, conversation_id, debtor_id, contact_id, challenge_id, verified_at, last_used_at, expires_at)
       VALUES (@id, @id, @debtor, @debtor, @id, @now, @now, @until)`,
    ),
    known: sqlite.prepare(
      `INSERT INTO known_senders (channel, account, sender_id, debtor_id, contact_id, first_verified_at)
       VALUES ('webchat', '${SITE}', @user, @debtor, @debtor, @now)`,
    ),
    floor: sqlite.prepare('INSERT INTO bench_sessions VALUES (?, ?, ?, ?, ?)'),
  };
}

/** Rows a measurement left: what was really stored. */
export function storedRows(file) {
  const sqlite = new Sqlite(file, { readonly: true });
  try {
    const count = (from) => sqlite.prepare(`SELECT COUNT(*) FROM ${from}`).pluck().get();
    return {
      inbound: count("messages WHERE direction = 'in'"),
      outbound: count("messages WHERE direction = 'out'"),
      disclosures: count('disclosures'),
      handoffs: count('handoffs'),
    };
  } finally {
    sqlite.close();
  }
}
