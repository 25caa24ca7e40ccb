import { z } from 'zod';
import {
  LONGEST_NOTE,
  listDisputes,
  noteOnDispute,
  readDispute,
  resolveDispute,
} from '../../../disputes/index.ts';
import { LONGEST_OWN_WORDS } from '../../../payments/index.ts';
import type { DisputesPage, DisputeView } from '../../contract/console.ts';
import { listOf, refused } from './decisions.ts';
import type { ConsoleRoutes } from './deps.ts';
import { disputeItem, disputeView } from './dispute-view.ts';
import { checked, cursorOf, idOf, notFound } from './input.ts';

const cursor = z.tuple([z.int(), z.int(), z.int()]);
const note = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(LONGEST_NOTE, `must have at most ${LONGEST_NOTE} characters`),
});
const resolution = z.strictObject({
  outcome: z.enum(['upheld', 'partly', 'rejected']),
  creditMinor: z.int().min(1, 'must be at least 1').max(Number.MAX_SAFE_INTEGER).optional(),
  note: z.string().max(LONGEST_OWN_WORDS, `must have at most ${LONGEST_OWN_WORDS} characters`).optional(),
});

/** Disputes: what waits, one with its lines and notes, and the decision. */
export const disputesRoutes: ConsoleRoutes = (app, deps) => {
  const { database, clock, identity, decisionLimits: limits } = deps;

  app.get('/disputes', { config: { permission: 'read' } }, async (request): Promise<DisputesPage> => {
    const query = listOf(request.query, cursor);
    const { collector } = request;
    const page = await database.read((tx) => listDisputes(tx, collector, query));
    const items = page.items.map((one) => disputeItem(one, collector.locale));
    return page.next ? { items, next: cursorOf(page.next) } : { items };
  });

  app.get('/disputes/:id', { config: { permission: 'read' } }, async (request): Promise<DisputeView> => {
    const id = idOf(request.params);
    const { collector } = request;
    const file = await database.write((tx) => readDispute(tx, collector, clock.now(), id, limits));
    if (!file) throw notFound();
    return disputeView(file, collector.locale);
  });

  app.post(
    '/disputes/:id/notes',
    { config: { permission: 'work' } },
    async (request): Promise<DisputeView> => {
      const id = idOf(request.params);
      const { text } = checked(note, request.body);
      const { collector } = request;
      const file = await database.write((tx) => noteOnDispute(tx, collector, clock.now(), id, text, limits));
      if (!file) throw notFound();
      return disputeView(file, collector.locale);
    },
  );

  app.post(
    '/disputes/:id/resolve',
    { config: { permission: 'decide' } },
    async (request): Promise<DisputeView> => {
      const id = idOf(request.params);
      const { outcome, creditMinor, note } = checked(resolution, request.body);
      const { collector } = request;
      const resolved = await database.write((tx) =>
        resolveDispute(tx, { collector, now: clock.now(), limits, identity }, id, {
          outcome,
          ...(creditMinor !== undefined && { creditMinor }),
          ...(note !== undefined && { note }),
        }),
      );
      if (!resolved.ok) throw refused(resolved);
      deps.nudge();
      return disputeView(resolved.file, collector.locale);
    },
  );
};
