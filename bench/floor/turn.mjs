import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { ROOT } from '../lib/root.mjs';
import { tokenHash } from '../seed/sessions.mjs';
import { createGroupCommit } from './group-commit.mjs';

/** Opens the database with the pragmas that Sapa's own connection has, whatever they are today. */
function open(file) {
  const sqlite = new Sqlite(file);
  const source = readFileSync(join(ROOT, 'src', 'storage', 'connection.ts'), 'utf8');
  const pragmas = [...source.matchAll(/\.pragma\('(\w+ = [^']+)'\)/g)].map((match) => match[1]);
  if (!pragmas.includes('synchronous = FULL')) throw new Error('floor: no pragmas found in connection.ts');
  for (const pragma of pragmas) sqlite.pragma(pragma);
  return sqlite;
}

/**
 * The reads and writes of one balance question and nothing else: session by hashed token, the debtor's
 * open invoices, two transcript rows, the state row, the disclosure row, in one transaction.
 * Returns `turn({token, externalId, text})`, which resolves after the commit.
 */
export function createTurn(file) {
  const sqlite = open(file);
  const inTransaction = createGroupCommit(sqlite);
  const session = sqlite.prepare(
    `SELECT s.conversation_id, s.debtor_id, s.verification_id, s.expires_at, c.external_id, c.last_seq
     FROM bench_sessions s JOIN conversations c ON c.id = s.conversation_id WHERE s.token_hash = ?`,
  );
  const openInvoices = sqlite
    .prepare(
      `SELECT external_id, due_date, currency, amount_minor - allocated_minor FROM invoices
       WHERE debtor_id = ? AND voided_at IS NULL AND allocated_minor < amount_minor ORDER BY due_date`,
    )
    .raw();
  const message = sqlite.prepare(
    `INSERT INTO messages (conversation_id, seq, direction, author, external_id, in_reply_to, body, at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const state = sqlite.prepare(
    'UPDATE conversations SET state = ?, last_seq = ?, version = version + 1, updated_at = ? WHERE id = ?',
  );
  const disclosure = sqlite.prepare(
    `INSERT INTO disclosures (at, debtor_id, conversation_id, verification_id, what) VALUES (?, ?, ?, ?, 'balance')`,
  );

  function work({ token, externalId, text }) {
    const now = Date.now();
    const known = session.get(tokenHash(token));
    if (!known || known.expires_at <= now) return undefined;
    const rows = openInvoices.all(known.debtor_id);
    let owed = 0;
    for (const row of rows) owed += row[3];
    const said = `Total tagihan Anda Rp${digits(owed / 100)} untuk ${rows.length} faktur; jatuh tempo pertama ${rows[0]?.[1]}.`;
    const seq = known.last_seq + 1;
    const id = known.conversation_id;
    message.run(id, seq, 'in', 'debtor', externalId, null, JSON.stringify({ text, locale: 'id' }), now);
    message.run(id, seq + 1, 'out', 'bot', null, seq, JSON.stringify({ text: said, locale: 'id' }), now);
    state.run(JSON.stringify({ ...STATE, topic: { flow: 'check_balance', owed } }), seq + 1, now, id);
    disclosure.run(now, known.debtor_id, id, known.verification_id);
    return { conversationId: known.external_id, seq, said };
  }
  return { turn: (message) => inTransaction(() => work(message)), close: () => sqlite.close() };
}

/** About the size of what a dialog remembers between two turns. */
const STATE = {
  stack: [],
  offered: [],
  last: [{ key: 'check_balance.total', slots: {} }],
  misunderstood: 0,
  locale: 'id',
};

function digits(amount) {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.');
}
