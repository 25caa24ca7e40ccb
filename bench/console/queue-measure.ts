import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../../src/shared/clock.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { makeCollector } from '../../test/support/collectors.ts';
import { consoleServer } from '../../test/support/console-server.ts';
import { CREDITORS, queueDatabase } from './queue-data.ts';

/* What queue.mjs runs: measures, and writes one line of JSON per database to standard output. */
const { values } = parseArgs({
  options: {
    open: { type: 'string', default: '2000,100000' },
    requests: { type: 'string', default: '100' },
    only: { type: 'string', default: '' },
    dir: { type: 'string', default: 'data/bench' },
  },
});
const requests = Number(values.requests);

/** One kind of request: how long each took, and what one took of the process, in milliseconds. */
interface Measured {
  name: string;
  who: string;
  items: number;
  times: number[];
  cpuMs: number;
}

type Ask = (path: string) => Promise<{ items?: { conversationId: number }[]; next?: string }>;
interface Kind {
  name: string;
  who: 'all creditors' | 'two small' | 'one without any';
  path: (ask: Ask) => Promise<string>;
}

const VIEWS = ['mine', 'unassigned', 'all', 'closed'];
const FILTERS: [string, string][] = [
  ['', ''],
  ['a common reason', '&reason=asked'],
  ['a rare reason', '&reason=abusive'],
  ['a reason nobody has', '&reason=privacy_request'],
  ['language', '&locale=en'],
  ['a month old', '&minAge=43000'],
  ['amount', '&minAmount=890000000&currency=IDR'],
  ['creditor', `&creditor=${CREDITORS.smaller}`],
  ['all filters', `&reason=abusive&locale=en&minAge=10000&minAmount=500000000&currency=USD&creditor=1`],
];
const plain = (path: string) => async () => path;
const kinds: Kind[] = [
  ...VIEWS.flatMap((view) =>
    FILTERS.map(([name, query]): Kind => {
      const path = `/queue?view=${view}${query}`;
      return { name: `${view}${name && `, ${name}`}`, who: 'all creditors', path: plain(path) };
    }),
  ),
  ...VIEWS.map((view): Kind => ({ name: view, who: 'two small', path: plain(`/queue?view=${view}`) })),
  ...VIEWS.map((view): Kind => ({ name: view, who: 'one without any', path: plain(`/queue?view=${view}`) })),
  ...['all', 'closed'].map((view): Kind => {
    return { name: `${view}, page 41`, who: 'all creditors', path: (ask) => deep(ask, view) };
  }),
  { name: 'counts', who: 'all creditors', path: plain('/queue/counts') },
  { name: 'counts', who: 'one without any', path: plain('/queue/counts') },
  { name: 'filters', who: 'all creditors', path: plain('/queue/filters') },
  { name: 'call-backs', who: 'all creditors', path: plain('/call-backs') },
  { name: 'messages, newest', who: 'all creditors', path: async (ask) => messages(ask) },
  {
    name: 'messages, further back',
    who: 'all creditors',
    path: async (ask) => {
      const first = await messages(ask);
      const { next } = await ask(first);
      return next ? `${first}?before=${next}` : first;
    },
  },
  { name: 'report of 30 days', who: 'all creditors', path: plain('/service-levels?days=30') },
];

async function deep(ask: Ask, view: string): Promise<string> {
  let path = `/queue?view=${view}`;
  for (let page = 1; page <= 40; page++) {
    const { next } = await ask(path);
    if (!next) break;
    path = `/queue?view=${view}&cursor=${next}`;
  }
  return path;
}

async function messages(ask: Ask): Promise<string> {
  const { items } = await ask('/queue?view=all');
  return `/conversations/${items![0]!.conversationId}/messages`;
}

for (const open of values.open.split(',').map(Number)) {
  const made = queueDatabase(values.dir, open, (words) => console.error(words));
  // Signing in writes: the kept database stays as it is.
  const dir = mkdtempSync(join(tmpdir(), 'sapa-queue-'));
  const file = join(dir, 'sapa.db');
  copyFileSync(made, file);
  const database = openDatabase(file, join('migrations', 'sqlite'));
  const { server, signIn } = await consoleServer(database, systemClock);
  try {
    const { large, small, smaller, empty } = CREDITORS;
    const scopes: Record<Kind['who'], number[]> = {
      'all creditors': [large, small, smaller, empty],
      'two small': [small, smaller],
      'one without any': [empty],
    };
    const askers = new Map<string, Ask>();
    for (const [who, creditorIds] of Object.entries(scopes)) {
      const account = await makeCollector(database, { creditorIds });
      const { headers } = await signIn(account);
      if (who === 'all creditors') await giveSome(account.id);
      askers.set(who, async (path) => {
        const answer = await server.inject({ url: `/console/api${path}`, headers });
        if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
        return answer.json();
      });
    }
    const measured: Measured[] = [];
    for (const kind of kinds.filter((one) => one.name.includes(values.only))) {
      const ask = askers.get(kind.who)!;
      const path = await kind.path(ask);
      const times: number[] = [];
      let items = 0;
      let cpu = process.cpuUsage();
      for (let n = -requests / 10; n < requests; n++) {
        if (n === 0) cpu = process.cpuUsage();
        const start = performance.now();
        const answer = await ask(path);
        if (n >= 0) times.push(performance.now() - start);
        items = answer.items?.length ?? 0;
      }
      const { user, system } = process.cpuUsage(cpu);
      const { name, who } = kind;
      measured.push({ name, who, items, times, cpuMs: (user + system) / 1000 / requests });
    }
    console.log(JSON.stringify({ open, measured }));
  } finally {
    await server.close();
    await database.close();
    rmSync(dir, { recursive: true, force: true });
  }

  /** The lists of one's own hold what one of fifty collectors has. */
  async function giveSome(collectorId: number): Promise<void> {
    await database.write(async (tx) => {
      const { sqlite } = tx.connection;
      sqlite.prepare('UPDATE handoffs SET collector_id = ? WHERE collector_id = 101').run(collectorId);
    });
  }
}
