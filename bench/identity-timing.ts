/*
 * Does a stranger's clock tell known numbers from unknown ones? Asks for a code for both kinds in turns, in
 * random order, each in a transaction of its own on a real file, and prints the two distributions:
 *
 *   npx esbuild --bundle --platform=node --format=esm --packages=external bench/identity-timing.ts \
 *     | node --input-type=module - [rounds] [debtors]
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createIdentityService, parseOtpPolicy } from '../src/identity/index.ts';
import { openDatabase, type Tx } from '../src/storage/database.ts';

const [rounds = 4_000, debtors = 20_000] = process.argv.slice(2).map(Number);
const dir = mkdtempSync(join(tmpdir(), 'sapa-timing-'));
const database = openDatabase(join(dir, 'sapa.db'), join(process.cwd(), 'migrations', 'sqlite'));
const identity = createIdentityService({
  otpSecret: Buffer.alloc(32, 1),
  policy: parseOtpPolicy(parse(readFileSync('dialogs/policies/otp.yml', 'utf8'))),
});

await database.write(async (tx) => {
  const { sqlite } = tx.connection;
  sqlite.exec(`INSERT INTO creditors (slug, name, created_at) VALUES ('contoh', 'PT Contoh', 0)`);
  sqlite.exec(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${debtors})
    INSERT INTO debtors (id, creditor_id, external_id, external_key, name, created_at)
    SELECT i, 1, printf('C-%07d', i), printf('C%07d', i), 'Toko ' || i, 0 FROM n`);
  sqlite.exec(`INSERT INTO contacts (id, creditor_id, channel, address, created_at)
    SELECT id, 1, 'email', 'toko' || id || '@contoh.example', 0 FROM debtors`);
  sqlite.exec('INSERT INTO debtor_contacts (debtor_id, contact_id) SELECT id, id FROM debtors');
  sqlite.exec(`INSERT INTO conversations (id, channel, account, external_id, creditor_id, sender_id, locale,
      created_at, updated_at)
    SELECT id, 'webchat', 'demo', 'c' || id, 1, 's' || id, 'id', 0, 0 FROM debtors`);
});

const number = (id: number) => `C-${String(id).padStart(7, '0')}`;
const times = { known: [] as number[], unknown: [] as number[] };
const inside = { known: [] as number[], unknown: [] as number[] };

/** One question of one new stranger; `inside` leaves out the commit, which a disk makes noisy. */
async function ask(kind: 'known' | 'unknown', id: number, count: boolean): Promise<void> {
  const conversation = { id, channel: 'webchat', account: 'demo', senderId: `s${id}`, creditorId: 1 };
  const reference = number(kind === 'known' ? id : id + debtors);
  const started = performance.now();
  const work = await database.write(async (tx: Tx) => {
    const from = performance.now();
    await identity.startChallenge(tx, { conversation, reference, locale: 'id', now: 1_000_000 });
    return performance.now() - from;
  });
  if (!count) return;
  times[kind].push(performance.now() - started);
  inside[kind].push(work);
}

const warmUp = 500;
for (let i = 1; i <= rounds + warmUp; i++) {
  // Which kind comes first, and which it is, by chance: neither follows the other's caches.
  await ask(Math.random() < 0.5 ? 'known' : 'unknown', 1 + ((i * 7919) % debtors), i > warmUp);
}

function row(name: string, all: number[]): string {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) =>
    `${(1000 * (sorted[Math.floor(sorted.length * share)] ?? 0)).toFixed(0)}`.padStart(7);
  return `${name.padEnd(22)} ${String(all.length).padStart(6)} ${[0.05, 0.25, 0.5, 0.75, 0.95, 0.99].map(at).join('')}`;
}

/** How often a stranger who guesses "the longer one is known" is right: 50 % is chance. */
function guessed(known: number[], unknown: number[]): string {
  const sorted = [...unknown].sort((a, b) => a - b);
  let wins = 0;
  for (const time of known) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle]! < time) low = middle + 1;
      else high = middle;
    }
    wins += low / sorted.length;
  }
  return `${((100 * wins) / known.length).toFixed(1)} %`;
}

console.log('microseconds               n     p5    p25    p50    p75    p95    p99');
console.log(row('known, whole', times.known));
console.log(row('unknown, whole', times.unknown));
console.log(row('known, without commit', inside.known));
console.log(row('unknown, without commit', inside.unknown));
console.log(
  `guessing by the clock: whole ${guessed(times.known, times.unknown)}, without commit ${guessed(inside.known, inside.unknown)}`,
);
await database.close();
rmSync(dir, { recursive: true });
