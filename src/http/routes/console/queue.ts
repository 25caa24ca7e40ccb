import {
  callBackPage,
  endCallBack,
  queueChoices,
  queueCounts,
  queuePage,
  serviceLevelReport,
} from '../../../handoff/index.ts';
import type {
  CallBackItem,
  Page,
  QueueCounts,
  QueueFilters,
  QueuePage,
  ServiceLevelReport,
} from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, cursorOf, fromCursor, idOf, notFound } from './input.ts';
import {
  callBacksQuery,
  datedPosition,
  filterOf,
  openPosition,
  queueQuery,
  reportQuery,
  withoutEmpty,
} from './queue-input.ts';
import { queueItemOf } from './queue-item.ts';
import { createSeen } from './queue-seen.ts';

const DAY_MS = 86_400_000;
const READ = { config: { permission: 'read' } } as const;
const WORK = { config: { permission: 'work' } } as const;

/** What waits: the lists of handoffs, their counts, promised call-backs, and how promises are kept. */
export const queueRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock } = deps;
  const seen = createSeen(deps);

  app.get('/queue', READ, async ({ query, collector }): Promise<QueuePage> => {
    const wanted = checked(queueQuery, withoutEmpty(query));
    const { cursor } = wanted;
    const after =
      wanted.view === 'closed' ? fromCursor(datedPosition, cursor) : fromCursor(openPosition, cursor);
    await seen(collector, 'queue_seen');
    const now = clock.now();
    const { entries, next } = await database.read((tx) =>
      queuePage(tx, collector, wanted.view, filterOf(wanted, now), after),
    );
    const items = entries.map((entry) => queueItemOf(entry, collector.locale));
    return { items, now, ...(next && { next: cursorOf(next) }) };
  });

  app.get('/queue/counts', READ, ({ collector }): Promise<QueueCounts> => {
    return database.read((tx) => queueCounts(tx, collector));
  });

  app.get('/queue/filters', READ, ({ collector }): Promise<QueueFilters> => {
    return database.read((tx) => queueChoices(tx, collector));
  });

  app.get('/call-backs', READ, async ({ query, collector }): Promise<Page<CallBackItem>> => {
    const { state, cursor } = checked(callBacksQuery, withoutEmpty(query));
    const after = fromCursor(datedPosition, cursor);
    await seen(collector, 'call_backs_seen');
    const { entries, next } = await database.read((tx) => callBackPage(tx, collector, state, after));
    return { items: entries, ...(next && { next: cursorOf(next) }) };
  });

  for (const [path, state] of [
    ['done', 'done'],
    ['cancel', 'cancelled'],
  ] as const) {
    app.post(`/call-backs/:id/${path}`, WORK, async ({ params, collector }): Promise<CallBackItem> => {
      const id = idOf(params);
      const ended = await database.write((tx) => endCallBack(tx, collector, id, state, clock.now()));
      if (ended.ok) return ended.entry;
      if (ended.reason === 'not_found') throw notFound();
      throw new HttpProblem(409, 'closed', 'This call-back is settled already.');
    });
  }

  app.get('/service-levels', READ, async ({ query, collector }): Promise<ServiceLevelReport> => {
    const { days } = checked(reportQuery, withoutEmpty(query));
    return { rows: await serviceLevelReport(database, collector, clock.now() - days * DAY_MS) };
  });
};
