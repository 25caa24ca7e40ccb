import { join } from 'node:path';
import { fdatasyncMs } from './lib/disk.mjs';
import { freePort, memoryMb } from './lib/process.mjs';
import { ledgerDir } from './seed/ledger.mjs';
import { resetSessions, storedRows } from './seed/sessions.mjs';
import { DATABASE_FILE, sapa, takeTokens } from './variants/sapa.mjs';

/** A debtor's ways of asking for the balance; each must be understood as just that. */
export const TEXTS = [
  'tagihan saya berapa ya',
  'berapa total tagihan saya?',
  'mau tanya saldo tagihan saya',
  'total utang saya berapa',
];
/** Until the compiler has settled, however busy the machine; shorter when only the connections change. */
const FIRST_WARM_UP = { warmUpMs: 2_500, warmUpTurns: 4_000 };
const WARM_UP = { warmUpMs: 700 };

/**
 * Loads each variant in turn, `options.rounds` times, the order reversed in every other round.
 * @returns one record for each measurement, with what the disk and the memory did meanwhile
 */
export async function measureTurns({ options, variants, tokens, load, say }) {
  const turns = [];
  const memory = [];
  const disk = [];
  for (let round = 0; round < options.rounds; round++) {
    const inOrder = (list) => (round % 2 === 0 ? list : [...list].reverse());
    const blocks = [
      ...options.debtors.flatMap((debtors) =>
        inOrder(variants.filter((one) => one.ledger)).map((variant) => ({ variant, debtors })),
      ),
      ...inOrder(variants.filter((one) => !one.ledger)).map((variant) => ({ variant })),
    ];
    for (const { variant, debtors } of blocks) {
      disk.push(fdatasyncMs(options.dir));
      const at = `round ${round + 1}/${options.rounds} ${variant.name}${debtors ? ` ${debtors.toLocaleString('en')}` : ''}`;
      const block = await measureBlock({ options, variant, debtors, tokens, load, round });
      for (const one of block.turns) {
        turns.push(one);
        say(
          `${at}, ${one.connections} conn.: ${Math.round(one.turnsPerSecond)} turns/s, p99 ${one.p99.toFixed(1)} ms`,
        );
      }
      memory.push(block.memory);
    }
  }
  return { turns, memory, disk };
}

async function measureBlock({ options, variant, debtors, tokens, load, round }) {
  const dataDir = variant.ledger ? await ledgerDir(options.dir, debtors, DATABASE_FILE, () => {}) : undefined;
  const file = dataDir && join(dataDir, DATABASE_FILE);
  const all = dataDir && resetSessions(file, debtors, tokens);
  // Another set of debtors each round, each set spread over the whole range of ids.
  const sessions = all ? all.filter((_, j) => j % options.rounds === round) : options.sessions;
  const port = await freePort();
  const server = await variant.start({ dataDir, port, logFile: join(options.dir, `${variant.name}.log`) });
  const measured = [];
  let made = 0;
  let memory;
  try {
    const rest = memoryMb(server.pid);
    await load.open({
      protocol: variant.protocol,
      port,
      sessions,
      texts: TEXTS,
      connections: Math.max(...options.connections),
      ...variant.load,
    });
    for (const [i, connections] of options.connections.entries()) {
      const { turns, ...figures } = await load.drive({
        connections,
        ...(i === 0 ? FIRST_WARM_UP : WARM_UP),
        seconds: options.seconds,
        pid: server.pid,
      });
      made += turns;
      measured.push({ variant: variant.name, debtors, connections, round, ...figures });
    }
    memory = { variant: variant.name, debtors, round, rest: rest.rss, ...loaded(memoryMb(server.pid)) };
    await load.close();
  } finally {
    await server.stop();
  }
  if (file) checkStored(variant, storedRows(file), made);
  return { turns: measured, memory };
}

const loaded = ({ rss, peak, file }) => ({ loaded: rss, peak, mappedFiles: file });

/** An answer that was not stored, or shown without its disclosure row, is not a turn. */
function checkStored(variant, rows, turns) {
  const low = Math.min(rows.inbound, rows.outbound, rows.disclosures);
  if (low < turns) {
    throw new Error(`${variant.name}: ${turns} turns were answered but stored are ${JSON.stringify(rows)}`);
  }
  if (rows.handoffs > 0) throw new Error(`${variant.name}: ${rows.handoffs} turns ended at a human`);
}

/** Tokens for all rounds from a running Sapa, made once: they hold on every ledger. */
export async function tokensFromSapa(options) {
  const dataDir = await ledgerDir(options.dir, options.debtors[0], DATABASE_FILE, () => {});
  const port = await freePort();
  const server = await sapa.start({ dataDir, port, logFile: join(options.dir, 'sapa.log') });
  try {
    return await takeTokens(port, options.sessions * options.rounds);
  } finally {
    await server.stop();
  }
}
