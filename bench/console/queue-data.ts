import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { migrate } from '../../src/storage/migrate.ts';

const MIGRATIONS = join('migrations', 'sqlite');
const SOURCE = join('bench', 'console', 'queue-data.ts');

export const HANDOFFS = 100_000;
export const MESSAGES_EACH = 10;
export const COLLECTORS = 50;
const DEBTORS = 20_000;
const DAY = 86_400_000;

/**
 * Creditors: one with nearly everything, two small ones, and one without a single handoff, for which every
 * list has to be searched to its end.
 */
export const CREDITORS = { large: 1, small: 2, smaller: 3, empty: 4 };

/** Makes the database, or finds the one of an earlier run with this schema; the file. */
export function queueDatabase(base: string, open: number, say: (words: string) => void): string {
  mkdirSync(base, { recursive: true });
  const hash = seedHash();
  for (const entry of readdirSync(base)) {
    if (entry.startsWith('queue-') && !entry.startsWith(`queue-${hash}-`)) {
      rmSync(join(base, entry), { recursive: true, force: true });
    }
  }
  const dir = join(base, `queue-${hash}-${open}`);
  const file = join(dir, 'sapa.db');
  if (existsSync(dir)) return file;
  const unfinished = `${dir}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished);
  const started = performance.now();
  fill(join(unfinished, 'sapa.db'), open);
  renameSync(unfinished, dir);
  say(
    `made ${HANDOFFS.toLocaleString('en')} handoffs, ${open.toLocaleString('en')} of them open, in ${((performance.now() - started) / 1000).toFixed(0)} s`,
  );
  return file;
}

function seedHash(): string {
  const hash = createHash('sha256').update(readFileSync(SOURCE));
  for (const name of readdirSync(MIGRATIONS).sort())
    hash.update(name).update(readFileSync(join(MIGRATIONS, name)));
  return hash.digest('hex').slice(0, 16);
}

function fill(file: string, open: number): void {
  const sqlite = new Sqlite(file);
  try {
    migrate(sqlite, MIGRATIONS);
    for (const pragma of ['journal_mode = OFF', 'synchronous = OFF', 'foreign_keys = OFF'])
      sqlite.pragma(pragma);
    const values = { now: Date.now(), open, handoffs: HANDOFFS, debtors: DEBTORS, day: DAY };
    const run = (sql: string) => sqlite.prepare(sql).run(values);
    const counting = (to: string) =>
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`;
    // An even, repeatable scatter of 0…m-1 over the rows.
    const scatter = (salt: number, m: number) =>
      `((((i * ${2654435761 + salt * 1299709 * 2}) % 4294967291) >> 5) % ${m})`;
    const creditorOf = `CASE WHEN ${scatter(1, 100)} < 96 THEN 1 WHEN ${scatter(1, 100)} < 98 THEN 2 ELSE 3 END`;
    sqlite.exec('BEGIN');
    for (const [name, id] of Object.entries(CREDITORS)) {
      sqlite
        .prepare('INSERT INTO creditors (id, slug, name, created_at) VALUES (?, ?, ?, 0)')
        .run(id, name, `PT ${name}`);
    }
    run(`${counting(String(COLLECTORS))} INSERT INTO collectors (id, email, name, first_name, role, password_hash, must_change_password, created_at)
      SELECT i + 100, 'seeded-' || i || '@bench.example', 'Seeded ' || i, 'Seeded', 'collector', '', 0, 0 FROM n`);
    run(`${counting('@debtors')} INSERT INTO debtors (id, creditor_id, external_id, external_key, name, created_at)
      SELECT i, ${creditorOf}, printf('D-%07d', i), printf('D%07d', i), 'Toko Beban ' || i, 0 FROM n`);
    run(`${counting('@handoffs')} INSERT INTO conversations (id, channel, account, external_id, creditor_id, sender_id,
        locale, owner, last_seq, created_at, updated_at)
      SELECT i, 'webchat', 'bench', 'c' || i, ${creditorOf}, 'v' || i, 'id', 'queue', ${MESSAGES_EACH}, @now, @now FROM n`);
    run(`${counting('@handoffs')} INSERT INTO handoffs (id, creditor_id, conversation_id, debtor_id, reason, summary, context, state,
        created_at, answered_at, closed_at, collector_id, locale, currency, amount_minor, priority, priority_next_at,
        first_due_at, due_at, breached, first_answer_minutes, resolution_minutes)
      SELECT i, ${creditorOf}, i, CASE WHEN ${scatter(2, 5)} > 0 THEN 1 + ${scatter(3, DEBTORS)} END,
        CASE WHEN ${scatter(4, 1000)} = 0 THEN 'abusive' WHEN ${scatter(4, 10)} < 6 THEN 'asked' ELSE 'not_understood' END,
        'Toko Beban (D-0000001): minta berbicara dengan petugas; belum dibayar IDR 7.250.000 dari 4 faktur. Sudah ditanyakan: balance.',
        '{}', CASE WHEN i > @open THEN 'closed' WHEN ${scatter(5, 10)} < 6 THEN 'waiting' ELSE 'answered' END,
        @now - ${scatter(6, 30)} * @day - ${scatter(7, 86_000_000)} - (CASE WHEN i > @open THEN 335 * @day * (i - @open) / @handoffs ELSE 0 END),
        CASE WHEN i > @open OR ${scatter(5, 10)} >= 6 THEN @now - ${scatter(6, 30)} * @day END,
        CASE WHEN i > @open THEN @now - 300 * @day * (i - @open) / @handoffs - ${scatter(7, 3_600_000)} END,
        CASE WHEN i > @open OR ${scatter(5, 10)} >= 6 THEN 101 + ${scatter(8, COLLECTORS)} END,
        CASE WHEN ${scatter(9, 10)} = 0 THEN 'en' ELSE 'id' END,
        CASE ${scatter(10, 20)} WHEN 0 THEN NULL WHEN 1 THEN 'USD' ELSE 'IDR' END,
        CASE ${scatter(10, 20)} WHEN 0 THEN 0 ELSE ${scatter(11, 900_000)} * 1000 END,
        ${scatter(11, 900_000)} / 1000.0, @now + @day,
        @now - ${scatter(6, 30)} * @day, CASE WHEN i <= @open THEN @now + @day END,
        CASE WHEN ${scatter(12, 20)} = 0 THEN 1 ELSE 0 END,
        CASE WHEN i > @open THEN ${scatter(13, 90)} END, CASE WHEN i > @open THEN ${scatter(14, 900)} END FROM n`);
    run(`${counting('@handoffs')} INSERT INTO service_level_breaches (handoff_id, what, due_at, noticed_at)
      SELECT i, 'first_answer', @now, @now FROM n WHERE ${scatter(12, 20)} = 0`);
    const body = `json_object('locale', 'id', 'text', printf('Pesan nomor %d tentang tagihan yang sudah saya bayar minggu lalu, mohon dicek ya.', i))`;
    run(`${counting(`@handoffs * ${MESSAGES_EACH}`)} INSERT INTO messages (conversation_id, seq, direction, author, body, at)
      SELECT 1 + (i - 1) / ${MESSAGES_EACH}, 1 + (i - 1) % ${MESSAGES_EACH}, CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END,
        CASE i % 2 WHEN 0 THEN 'debtor' ELSE 'bot' END, ${body}, @now - @handoffs * ${MESSAGES_EACH} + i FROM n`);
    run(`INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, from_at, to_at, typed_address, state, created_at)
      SELECT id, creditor_id, conversation_id, 'call', @now + id, @now + id + 1, '+62811000', CASE WHEN id % 20 = 0 THEN 'open' ELSE 'done' END, @now
      FROM handoffs WHERE id % 10 = 0`);
    sqlite.exec('COMMIT');
    sqlite.pragma('journal_mode = WAL');
  } finally {
    sqlite.close();
  }
}
