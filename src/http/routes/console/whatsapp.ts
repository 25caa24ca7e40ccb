import { z } from 'zod';
import { allows, mayCreditor, recordAudit, type SignedInCollector } from '../../../collectors/index.ts';
import type { WhatsAppAlert, WhatsAppNumber } from '../../contract/console.ts';
import { HttpProblem } from '../../problem.ts';
import type { ConsoleRoutes } from './deps.ts';
import { checked, idOf, notFound } from './input.ts';
import type { Asked, DeskNumber } from './whatsapp-desk.ts';
import { needsPerson, whatsappAlert, whatsappNumber } from './whatsapp-view.ts';

const change = z.strictObject({ reminders: z.boolean() });
const wish = z.strictObject({ method: z.enum(['qr', 'code']) });

/** The firm's own numbers on WhatsApp: how they fare, linking them, reminders over them. */
export const whatsappRoutes: ConsoleRoutes = (app, { database, clock, whatsapp }) => {
  const read = { config: { permission: 'read_whatsapp' } } as const;
  const manage = { config: { permission: 'manage_whatsapp' } } as const;

  const seen = async (viewer: SignedInCollector): Promise<DeskNumber[]> =>
    ((await whatsapp?.numbers()) ?? []).filter(({ creditorId }) => mayCreditor(viewer, creditorId));
  const find = async (viewer: SignedInCollector, id: number): Promise<DeskNumber> => {
    const found = (await seen(viewer)).find((one) => one.id === id);
    if (!found) throw notFound();
    return found;
  };
  // What is shown to be scanned or typed opens the firm's WhatsApp to whoever has it.
  const shown = (viewer: SignedInCollector, one: DeskNumber): Promise<WhatsAppNumber> =>
    whatsappNumber(one, clock.now(), allows(viewer.role, 'manage_whatsapp'));

  /** Does it for a number the collector may see, leaves the row in the audit, and answers how it stands. */
  async function doing(
    viewer: SignedInCollector,
    id: number,
    what: string,
    act: () => Promise<Asked | undefined>,
    detail?: string,
  ): Promise<WhatsAppNumber> {
    const { creditorId } = await find(viewer, id);
    const asked = await act();
    if (!asked?.ok) throw refused(asked?.reason ?? 'unknown');
    const words = detail === undefined ? `#${id}` : `#${id} ${detail}`;
    await database.write((tx) =>
      recordAudit(tx, { at: clock.now(), collector: viewer, what, creditorId, detail: words }),
    );
    return shown(viewer, await find(viewer, id));
  }

  app.get('/whatsapp', read, async ({ collector }) =>
    Promise.all((await seen(collector)).map((one) => shown(collector, one))),
  );

  app.get('/whatsapp/alerts', read, async ({ collector }): Promise<WhatsAppAlert[]> => {
    const now = clock.now();
    return (await seen(collector)).filter((one) => needsPerson(one, now)).map(whatsappAlert);
  });

  app.patch('/whatsapp/:id', manage, async ({ collector, params, body }) => {
    const id = idOf(params);
    await find(collector, id);
    const { reminders } = checked(change, body);
    const act = async () => whatsapp?.setReminders(id, reminders);
    return doing(collector, id, 'whatsapp_reminders_set', act, reminders ? 'on' : 'off');
  });

  app.post('/whatsapp/:id/link', manage, async ({ collector, params, body }) => {
    const id = idOf(params);
    await find(collector, id);
    const { method } = checked(wish, body);
    return doing(collector, id, 'whatsapp_link_asked', async () => whatsapp?.link(id, method), method);
  });

  app.post('/whatsapp/:id/unlink', manage, ({ collector, params }) => {
    const id = idOf(params);
    return doing(collector, id, 'whatsapp_unlink_asked', async () => whatsapp?.unlink(id));
  });
};

function refused(reason: Exclude<Asked, { ok: true }>['reason']): HttpProblem {
  switch (reason) {
    case 'unknown':
      return notFound();
    case 'not_linkable':
      return new HttpProblem(409, 'not_linkable', 'A number of the Cloud API is configured, not linked.');
    case 'elsewhere':
      return new HttpProblem(409, 'elsewhere', 'Another process has this number.');
  }
}
