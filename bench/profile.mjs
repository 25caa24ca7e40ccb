import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './lib/process.mjs';
import { ROOT } from './lib/root.mjs';
import { startLoad } from './load/load.mjs';
import { TEXTS } from './measure-turns.mjs';
import { table } from './report.mjs';
import { ledgerDir } from './seed/ledger.mjs';
import { resetSessions } from './seed/sessions.mjs';
import { DATABASE_FILE, sapa } from './variants/sapa.mjs';

const SHOWN = 45;

/** Loads Sapa under `--cpu-prof` and prints where its time went, by function of the sources. */
export async function profileSapa({ options, tokens, say }) {
  const out = resolve(options.profile);
  mkdirSync(out, { recursive: true });
  const [debtors] = options.debtors;
  const dataDir = await ledgerDir(options.dir, debtors, DATABASE_FILE, say);
  const sessions = resetSessions(join(dataDir, DATABASE_FILE), debtors, tokens);
  const port = await freePort();
  const server = await sapa.start({
    dataDir,
    port,
    logFile: join(options.dir, 'sapa.log'),
    nodeArgs: ['--cpu-prof', `--cpu-prof-dir=${out}`],
  });
  const load = startLoad();
  let turns;
  const loaded = {};
  try {
    const connections = 10;
    await load.open({ protocol: sapa.protocol, port, sessions, texts: TEXTS, connections });
    const run = { connections, warmUpMs: 0, warmUpTurns: 0, pid: server.pid };
    await load.drive({ ...run, seconds: 3 });
    loaded.from = monotonicMicros();
    ({ turns } = await load.drive({ ...run, seconds: options.seconds }));
    loaded.to = monotonicMicros();
    await load.close();
  } finally {
    load.end();
    await server.stop();
  }
  const newest = readdirSync(out)
    .filter((name) => name.endsWith('.cpuprofile'))
    .sort()
    .at(-1);
  console.log(`${turns} turns after warm-up; ${join(out, newest)}\n`);
  printCosts(JSON.parse(readFileSync(join(out, newest), 'utf8')), turns, loaded);
}

/** The clock of V8's profiles. */
const monotonicMicros = () => Number(process.hrtime.bigint() / 1000n);

/** Self time and time with callees between two moments, in microseconds per turn. */
function printCosts({ nodes, samples, timeDeltas, startTime }, turns, { from, to }) {
  const byId = new Map(nodes.map((node) => [node.id, { ...node, self: 0 }]));
  let now = startTime;
  samples.forEach((id, i) => {
    now += timeDeltas[i];
    if (now >= from && now <= to) byId.get(id).self += timeDeltas[i];
  });
  const locate = createLocator();
  const functions = new Map();
  const visit = (node, callers) => {
    const name = locate(node.callFrame);
    const entry = functions.get(name) ?? { name, self: 0, total: 0 };
    functions.set(name, entry);
    entry.self += node.self;
    const inside = callers.has(name) ? callers : new Set(callers).add(name);
    let total = node.self;
    for (const id of node.children ?? []) total += visit(byId.get(id), inside);
    if (inside !== callers) entry.total += total;
    return total;
  };
  visit(byId.get(nodes[0].id), new Set());
  const all = [...functions.values()];
  const perTurn = (micros) => (micros / turns).toFixed(1);
  const show = (title, list) =>
    console.log(
      `${title}\n${table(
        ['self µs', 'total µs', 'function'],
        list.slice(0, SHOWN).map((one) => [perTurn(one.self), perTurn(one.total), one.name]),
        [2],
      )}\n`,
    );
  show(
    'By own time, per turn',
    [...all].sort((a, b) => b.self - a.self),
  );
  show(
    'Sapa’s own functions by time with all they call, per turn',
    all.filter((one) => one.name.includes(' src/')).sort((a, b) => b.total - a.total),
  );
}

/** Names a call frame `function file:line`, in terms of the sources where a source map tells. */
function createLocator() {
  const maps = new Map();
  const mapOf = (file) => {
    if (!maps.has(file)) {
      try {
        maps.set(file, new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8'))));
      } catch {
        maps.set(file, undefined);
      }
    }
    return maps.get(file);
  };
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const name = functionName || '(anonymous)';
    if (!url.startsWith('file:')) return url ? `${name} ${url}` : name;
    const file = fileURLToPath(url);
    const entry = mapOf(file)?.findEntry(lineNumber, columnNumber);
    if (!entry?.originalSource) return `${name} ${relative(ROOT, file)}:${lineNumber + 1}`;
    const source = relative(ROOT, resolve(file, '..', entry.originalSource));
    return `${name} ${source}:${entry.originalLine + 1}`;
  };
}
