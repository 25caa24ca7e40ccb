import { z } from 'zod';
import {
  debtorCase,
  debtorFor,
  recordSeen,
  type SearchCursor,
  searchDebtors,
} from '../../../casefile/index.ts';
import { mayCreditor } from '../../../collectors/index.ts';
import { policyOf } from '../../../service-levels/index.ts';
import type { DebtorFile, DebtorsPage } from '../../contract/console.ts';
import { worded } from './case-view.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, cursorOf, fromCursor, idOf, notFound } from './input.ts';

const PAGE = 20;
const whole = z.int().min(0);
const text = z.string().max(1000);
const cursor: z.ZodType<SearchCursor> = z.union([
  z.tuple([z.literal('exact'), whole]),
  z.tuple([z.literal('number'), text, whole]),
  z.tuple([z.literal('name'), text, whole]),
  z.tuple([z.literal('words'), whole]),
]);
const query = z.object({
  q: z.string().max(200, 'has at most 200 characters').default(''),
  creditor: z.union([z.literal('').transform(() => undefined), z.coerce.number().int().min(1)]).optional(),
  cursor: z.string().max(4000).optional(),
});

/** `GET /debtors`, `GET /debtors/:id`. */
export const debtorsRoutes: ConsoleRoutes = (app, { database, clock }) => {
  const config = { permission: 'read' } as const;

  app.get('/debtors', { config }, async (request): Promise<DebtorsPage> => {
    const { collector } = request;
    const { q, creditor: creditorId, cursor: given } = checked(query, request.query);
    if (creditorId !== undefined && !mayCreditor(collector, creditorId)) throw notFound();
    const after = fromCursor(cursor, given);
    const page = await database.read((tx) =>
      searchDebtors(tx, collector, { q, creditorId, after, limit: PAGE }),
    );
    return {
      items: worded(page.items, collector.locale),
      ...(page.next && { next: cursorOf(page.next) }),
    };
  });

  app.get('/debtors/:id', { config }, async (request): Promise<DebtorFile> => {
    const id = idOf(request.params);
    const { collector } = request;
    const now = clock.now();
    const debtor = await database.read((tx) => debtorFor(tx, collector, id));
    if (!debtor) throw notFound();
    // Before anything is shown: whoever reads the figures has left a row.
    await recordSeen(database, collector, now, { what: 'file_opened', ...debtor });
    const found = await database.read((tx) =>
      debtorCase(tx, collector, id, {
        now,
        // The country's days, not a creditor's own: working on a holiday makes it no other day for a debtor.
        holidays: (reading, { timeZone, country }) =>
          policyOf(reading).hoursOf({ slug: '', timeZone, country }).isHoliday,
      }),
    );
    if (!found) throw notFound();
    return { ...worded(found, collector.locale), promises: [] };
  });
};
