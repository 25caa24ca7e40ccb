import type { App } from '../../../src/app.ts';
import { makeCollector, signIn } from '../../support/collectors.ts';
import { all } from '../../support/debtor.ts';
import { Visitor } from '../../support/visitor.ts';

/** Somebody at the demonstration's English page who has proved to be D-2001. */
export async function verifiedVisitor(app: App, number = 'D-2001'): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.open('demo-en', 'en');
  await visitor.say('what do I owe');
  await visitor.say(number);
  await visitor.say(visitor.code()!);
  return visitor;
}

/** Reads the console's API as a signed-in person: `get('/debtors')`. */
export async function reader(app: App, options: Parameters<typeof makeCollector>[1] = {}) {
  const account = await makeCollector(app.database, options);
  const { headers } = await signIn(app, account);
  return {
    account,
    headers,
    get: (url: string) => app.server.inject({ method: 'GET', url: `/console/api${url}`, headers }),
  };
}

export type Reader = Awaited<ReturnType<typeof reader>>;

/** Rows of the application's database, by plain SQL. */
export const rows = <T = Record<string, unknown>>(app: App, sql: string, ...values: unknown[]) =>
  app.database.write(async (tx) => all<T>(tx, sql, ...values));

/** The id of a creditor, and of the debtor of this number. */
export async function idsOf(app: App, number: string): Promise<{ creditorId: number; debtorId: number }> {
  const [row] = await rows<{ creditorId: number; debtorId: number }>(
    app,
    'SELECT id AS debtorId, creditor_id AS creditorId FROM debtors WHERE external_id = ?',
    number,
  );
  return row!;
}

/** The newest conversation's id. */
export async function newestConversation(app: App): Promise<number> {
  const [row] = await rows<{ id: number }>(app, 'SELECT MAX(id) AS id FROM conversations');
  return row!.id;
}
