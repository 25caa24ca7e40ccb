import { z } from 'zod';
import { listCannedReplies, removeCannedReply, saveCannedReply } from '../../../collectors/index.ts';
import { LOCALES } from '../../../shared/locale.ts';
import type { CannedReply } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, idOf, notFound } from './input.ts';

const SLOTS = new Set(['name', 'collector', 'creditor']);
const wrongSlot = (body: string) =>
  [...body.matchAll(/\{\{(.*?)\}\}/gs)].find(([, slot]) => !SLOTS.has(slot!.trim()))?.[0];

const reply = z.strictObject({
  creditorId: z.int().min(1).nullable(),
  locale: z.enum(LOCALES),
  shortcut: z.string().regex(/^[a-z0-9_-]{1,32}$/, 'expected small letters, digits, - and _, at most 32'),
  title: z.string().trim().min(1).max(80),
  body: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .refine((body) => wrongSlot(body) === undefined, {
      error: ({ input }) =>
        `${wrongSlot(String(input)) ?? ''} is nothing we can fill in: expected {{name}}, {{collector}}, {{creditor}}`,
    }),
});
const query = z.object({
  creditor: z.coerce.number().int().min(1).optional(),
  locale: z.string().max(16).optional(),
});

/** Replies kept ready for everybody of a creditor. */
export const cannedRepliesRoutes: ConsoleRoutes = (app, { database, clock }) => {
  const edit = { config: { permission: 'edit_replies' } } as const;

  app.get('/canned-replies', { config: { permission: 'read' } }, async (request): Promise<CannedReply[]> => {
    const { creditor: creditorId, locale } = checked(query, request.query);
    return database.read(async (tx) => listCannedReplies(tx, request.collector, { creditorId, locale }));
  });

  app.post('/canned-replies', edit, async (request): Promise<CannedReply> => {
    const input = checked(reply, request.body);
    const done = await database.write((tx) =>
      saveCannedReply(tx, request.collector, undefined, input, clock.now()),
    );
    if (!done.ok) throw refused(done.reason);
    return done.reply;
  });

  app.patch('/canned-replies/:id', edit, async (request): Promise<CannedReply> => {
    const id = idOf(request.params);
    const change = checked(reply.partial(), request.body);
    const done = await database.write(async (tx) => {
      const before = listCannedReplies(tx, request.collector).find((one) => one.id === id);
      if (!before) throw notFound();
      const { id: _, ...input } = before;
      return saveCannedReply(tx, request.collector, id, { ...input, ...given(change) }, clock.now());
    });
    if (!done.ok) throw refused(done.reason);
    return done.reply;
  });

  app.delete('/canned-replies/:id', edit, async (request, answer) => {
    const id = idOf(request.params);
    const done = await database.write((tx) => removeCannedReply(tx, request.collector, id, clock.now()));
    if (!done.ok) throw refused(done.reason);
    return answer.code(204).send();
  });
};

function given<T extends object>(change: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as never;
}

function refused(reason: 'not_found' | 'shortcut_taken' | 'beyond_reach'): HttpProblem {
  switch (reason) {
    case 'not_found':
      return notFound();
    case 'shortcut_taken':
      return new HttpProblem(422, 'invalid', 'There is a reply of this shortcut already.', {
        fields: { shortcut: 'taken' },
      });
    case 'beyond_reach':
      return new HttpProblem(
        403,
        'forbidden',
        'Only who sees every creditor changes what is for all of them.',
      );
  }
}
