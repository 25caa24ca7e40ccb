import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { App } from '../../../src/app.ts';
import { contentPaths } from '../../../src/content-paths.ts';
import type { LiveEvent } from '../../../src/http/contract/console.ts';
import { openDatabase } from '../../../src/storage/database.ts';
import { testApp } from '../../support/app.ts';
import type { TestClock } from '../../support/clock.ts';
import { makeCollector, type Page, signIn } from '../../support/collectors.ts';
import { all } from '../../support/debtor.ts';
import { LivePage } from '../../support/live-page.ts';
import { Visitor } from '../../support/visitor.ts';

let app: App;
let port: number;
let page: Page;

beforeAll(async () => {
  app = await testApp();
  port = await app.listen();
  page = await signIn(app, await makeCollector(app.database, { firstName: 'Rini' }));
});
afterAll(async () => {
  await app.stop();
});

/** A debtor who asked for a person; with the ids the console knows. */
async function handedOver(): Promise<{ visitor: Visitor; conversationId: number; handoffId: number }> {
  const visitor = new Visitor(app);
  await visitor.open();
  await visitor.say('saya mau bicara dengan petugas');
  const [row] = await app.database.write(async (tx) =>
    all<{ conversationId: number; handoffId: number }>(
      tx,
      `SELECT conversation_id AS conversationId, id AS handoffId FROM handoffs ORDER BY id DESC LIMIT 1`,
    ),
  );
  return { visitor, ...row! };
}

const ofType =
  <T extends LiveEvent['type']>(
    type: T,
    more: (event: Extract<LiveEvent, { type: T }>) => boolean = () => true,
  ) =>
  (event: LiveEvent): boolean =>
    event.type === type && more(event as Extract<LiveEvent, { type: T }>);

/** Resolves with what is on the screen from now on. */
async function watch(live: LivePage, conversationId: number): Promise<number | null> {
  live.say({ type: 'watching', conversationId });
  return (await live.next<'watching'>(ofType('watching'))).conversationId;
}

describe('who may listen', () => {
  async function refusal(headers: Record<string, string>): Promise<number> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/console/live`, { headers });
    const [, answer] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    return answer.statusCode;
  }

  it('is nobody without a session', async () => {
    expect(await refusal({ origin: page.headers.origin })).toBe(401);
    expect(await refusal({ origin: page.headers.origin, cookie: 'sapa_session=nobody' })).toBe(401);
  });

  it('is no page of another origin, whatever cookie the browser sends along', async () => {
    expect(await refusal({ cookie: page.cookie, origin: 'https://elsewhere.test' })).toBe(403);
    expect(await refusal({ cookie: page.cookie })).toBe(403);
  });

  it('ends with the session', async () => {
    const leaving = await signIn(app, await makeCollector(app.database));
    const live = await LivePage.open(port, leaving);
    const closed = live.closed();
    const { headers } = leaving;
    await app.server.inject({ method: 'DELETE', url: '/console/api/session', headers });
    expect(await closed).toBe(4401);
  });
});

describe('what is told', () => {
  it('a new handoff to everybody who may see it, once as new', async () => {
    const live = await LivePage.open(port, page);
    const { handoffId } = await handedOver();
    const event = await live.next<'handoff'>(ofType('handoff', (one) => one.handoffId === handoffId));
    expect(event).toMatchObject({ isNew: true, item: { handoffId, state: 'waiting', reason: 'asked' } });
    live.socket.terminate();
  });

  it('the words to who has the conversation open, the row to the others', async () => {
    const { visitor, conversationId, handoffId } = await handedOver();
    const watching = await LivePage.open(port, page);
    const elsewhere = await LivePage.open(port, await signIn(app, await makeCollector(app.database)));
    await watch(watching, conversationId);
    await visitor.say('apakah ada orang di sana?');
    const { message } = await watching.next<'message'>(
      ofType('message', (one) => one.message.author === 'debtor'),
    );
    expect(message).toMatchObject({ conversationId, author: 'debtor', text: 'apakah ada orang di sana?' });
    await elsewhere.next(ofType('handoff', (one) => one.handoffId === handoffId));
    expect(elsewhere.events.filter(ofType('message'))).toEqual([]);
    for (const one of [watching, elsewhere]) one.socket.terminate();
  });

  it('nothing of a creditor who is not theirs', async () => {
    const foreign = await makeCollector(app.database, { creditorIds: [] });
    const live = await LivePage.open(port, await signIn(app, foreign));
    const { conversationId, visitor } = await handedOver();
    expect(await watch(live, conversationId)).toBeNull();
    await visitor.say('halo');
    const mine = await LivePage.open(port, page);
    mine.say({ type: 'away', away: true });
    // Presence is everybody's; it comes after whatever the messages would have brought.
    await live.next(ofType('online', (one) => one.collectorIds.length > 0));
    expect(live.events.filter((one) => !['hello', 'online', 'watching'].includes(one.type))).toEqual([]);
    for (const one of [live, mine]) one.socket.terminate();
  });

  it('that another process has written', async () => {
    const live = await LivePage.open(port, page);
    const other = openDatabase(`${app.config.DATA_DIR}/sapa.db`, contentPaths().migrationsDir);
    await other.write(async (tx) => {
      tx.connection.sqlite.exec(`UPDATE creditors SET name = name || ' Tbk'`);
    });
    await other.close();
    await live.next(ofType('stale', (one) => one.what === 'queue'));
    live.socket.terminate();
  });

  it('nothing more of a creditor who was taken from them, and nothing to the debtor', async () => {
    const account = await makeCollector(app.database);
    const live = await LivePage.open(port, await signIn(app, account));
    const { conversationId } = await handedOver();
    expect(await watch(live, conversationId)).toBe(conversationId);
    const admin = await signIn(app, await makeCollector(app.database, { role: 'admin' }));
    const changed = await app.server.inject({
      method: 'PATCH',
      url: `/console/api/team/collectors/${account.id}`,
      headers: admin.headers,
      payload: { creditorIds: [] },
    });
    expect(changed.statusCode).toBe(200);
    expect((await live.next<'watching'>(ofType('watching'))).conversationId).toBeNull();
    const reader = await LivePage.open(port, page);
    await watch(reader, conversationId);
    live.say({ type: 'typing', conversationId });
    live.say({ type: 'away', away: true });
    await reader.next(ofType('online', (one) => !one.collectorIds.includes(account.id)));
    expect(reader.events.filter(ofType('typing'))).toEqual([]);
    for (const one of [live, reader]) one.socket.terminate();
  });

  it('whom another process has disabled is shown out without waiting for the next beat', async () => {
    const account = await makeCollector(app.database);
    const live = await LivePage.open(port, await signIn(app, account));
    const closed = live.closed();
    const other = openDatabase(`${app.config.DATA_DIR}/sapa.db`, contentPaths().migrationsDir);
    await other.write(async (tx) => {
      tx.connection.sqlite.exec(`UPDATE collectors SET disabled_at = 1 WHERE id = ${account.id}`);
    });
    await other.close();
    (app.clock as TestClock).advance(5_000);
    expect(await closed).toBe(4401);
  });
});

describe('what a page says', () => {
  it('that somebody writes, to the others who look and to nobody else', async () => {
    const { conversationId } = await handedOver();
    const [writer, reader] = await Promise.all(
      ['Sari', 'Budi'].map(async (firstName) =>
        LivePage.open(port, await signIn(app, await makeCollector(app.database, { firstName }))),
      ),
    );
    const auditor = await LivePage.open(
      port,
      await signIn(app, await makeCollector(app.database, { role: 'auditor' })),
    );
    for (const one of [writer!, reader!, auditor]) {
      await watch(one, conversationId);
    }
    auditor.say({ type: 'typing', conversationId });
    writer!.say({ type: 'typing', conversationId });
    const typing = await reader!.next<'typing'>(ofType('typing'));
    expect(typing.conversationId).toBe(conversationId);
    // The auditor's came first and was dropped: an auditor writes to nobody.
    expect(typing.who).toMatchObject({ name: expect.stringContaining('Petugas') });
    expect(reader!.events.filter(ofType('typing'))).toEqual([]);
    for (const one of [writer!, reader!, auditor]) one.socket.terminate();
  });

  it('is dropped when it is none of the three commands', async () => {
    const live = await LivePage.open(port, page);
    for (const noise of [
      '',
      '{',
      '[]',
      '{"type":"watching","conversationId":"1; DROP TABLE"}',
      '{"type":"x"}',
    ])
      live.socket.send(noise);
    live.say({ type: 'away', away: true });
    await live.next(ofType('online'));
    live.socket.terminate();
  });

  it('marks who is there, until they leave', async () => {
    const account = await makeCollector(app.database);
    const live = await LivePage.open(port, await signIn(app, account));
    live.say({ type: 'away', away: false });
    const witness = await LivePage.open(port, page);
    await live.next(ofType('online', (one) => one.collectorIds.includes(account.id)));
    live.socket.close();
    await witness.next(ofType('online', (one) => !one.collectorIds.includes(account.id)));
    const until = () =>
      app.database.write(async (tx) =>
        all<{ until: number }>(
          tx,
          'SELECT online_until AS until FROM collector_presence WHERE collector_id = @id',
          { id: account.id },
        ),
      );
    await app.database.write(async () => {});
    expect((await until())[0]!.until).toBeLessThanOrEqual(app.clock.now());
    witness.socket.terminate();
  });
});
