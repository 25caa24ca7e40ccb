import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { conversationCase, recordSeen, timelinePage } from '../../../casefile/index.ts';
import type { ConversationView, MessagesPage } from '../../contract/console.ts';
import { fileRef, shownItem, worded } from './case-view.ts';
import type { ConsoleDeps, ConsoleRoutes } from './deps.ts';
import { checked, cursorOf, fromCursor, idOf, notFound } from './input.ts';

const PAGE = 50;
const whole = z.int().min(0);
const cursor = z.tuple([whole, whole, whole, whole]);
const query = z.object({ before: z.string().max(400).optional() });

/** `GET /conversations/:id` and its timeline. Both leave an audit row, one in ten minutes. */
export const conversationsReadRoutes: ConsoleRoutes = (app, deps) => {
  const config = { permission: 'read' } as const;

  app.get('/conversations/:id', { config }, async (request): Promise<ConversationView> => {
    const id = idOf(request.params);
    const { collector } = request;
    const now = deps.clock.now();
    const { standing } = deps.identity;
    const found = await deps.database.read((tx) => conversationCase(tx, collector, id, { now, standing }));
    if (!found) throw notFound();
    await seen(deps, request, now, id, found.creditor.id);
    const { handoff, ...view } = worded(found, collector.locale);
    return { ...view, handoff: handoff && { ...handoff, attachments: handoff.attachments.map(fileRef) } };
  });

  app.get('/conversations/:id/messages', { config }, async (request): Promise<MessagesPage> => {
    const id = idOf(request.params);
    const { collector } = request;
    const before = fromCursor(cursor, checked(query, request.query).before);
    const page = await deps.database.read((tx) => timelinePage(tx, collector, id, { before, limit: PAGE }));
    if (!page) throw notFound();
    await seen(deps, request, deps.clock.now(), id, page.creditorId);
    return {
      items: page.items.map(shownItem),
      ...(page.next && { next: cursorOf(page.next) }),
    };
  });
};

function seen(
  { database }: ConsoleDeps,
  { collector }: FastifyRequest,
  now: number,
  conversationId: number,
  creditorId: number,
): Promise<void> {
  return recordSeen(database, collector, now, { what: 'conversation_opened', creditorId, conversationId });
}
