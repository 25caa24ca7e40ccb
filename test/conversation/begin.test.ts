import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { changeOwner } from '../../src/handoff/index.ts';
import { enqueueOutbox, type OutboxPayload } from '../../src/storage/outbox-rows.ts';
import { testApp } from '../support/app.ts';
import type { TestClock } from '../support/clock.ts';
import { all } from '../support/debtor.ts';
import { Visitor } from '../support/visitor.ts';

let app: App;
let visitor: Visitor;
let to: { conversationId: number };
beforeEach(async () => {
  app = await testApp();
  visitor = new Visitor(app);
  await visitor.open();
  await visitor.say('petugas');
  const [made] = await rows<{ id: number }>('SELECT max(id) AS id FROM conversations');
  to = { conversationId: made!.id };
});
afterEach(async () => void (await app.stop()));

async function queue(more: Partial<OutboxPayload>): Promise<void> {
  const payload: OutboxPayload = { creditorId: 1, locale: 'id', to, author: 'bot', lines: [], ...more };
  await app.database.write((tx) => enqueueOutbox(tx, { channel: 'webchat', now: app.clock.now(), payload }));
}
function rows<T = unknown>(sql: string): Promise<T[]> {
  return app.database.write(async (tx) => all<T>(tx, sql));
}
const newest = () => rows('SELECT state, last_error FROM outbox ORDER BY id DESC LIMIT 1');

describe('a flow that the outbox begins', () => {
  it('is said as the bot after the words of its row, and its question is open', async () => {
    await queue({ lines: [{ key: 'handoff.nobody_now' }], begin: { flow: 'offer_call_back' } });
    const news = await visitor.news();
    expect(news.map((one) => one.text)).toEqual([
      'Saat ini belum ada petugas yang bisa menjawab.',
      'Kalau lebih nyaman, petugas kami bisa menghubungi Anda. Kapan sebaiknya?',
    ]);
    expect(visitor.choices).toHaveLength(5);
    expect((await visitor.say('tidak usah'))[0]?.text).toContain('tetap di antrean');
  });

  it('does not keep alive the proof of a debtor who is silent', async () => {
    const clock = app.clock as TestClock;
    await visitor.say('cek tagihan');
    await visitor.say('C-1001');
    await visitor.say(visitor.code()!);
    clock.advance(20 * 60_000);
    await queue({ begin: { flow: 'offer_call_back' } });
    expect(await visitor.news()).not.toEqual([]);
    clock.advance(15 * 60_000);
    expect((await visitor.say('cek tagihan'))[0]?.text).toContain('nomor pelanggan');
  });

  it('is withheld while a person has the conversation', async () => {
    await app.database.write(async (tx) =>
      changeOwner(tx, {
        ...to,
        owner: 'collector',
        actor: 'operator',
        reason: 'wrote',
        now: app.clock.now(),
      }),
    );
    await queue({ begin: { flow: 'offer_call_back' } });
    expect(await visitor.news()).toEqual([]);
    expect(await newest()).toEqual([{ state: 'dead', last_error: 'taken_over' }]);
  });

  it('says nothing where it has nothing to say any more', async () => {
    await app.database.write(
      async (tx) => void tx.connection.sqlite.exec("UPDATE handoffs SET state = 'answered'"),
    );
    await queue({ begin: { flow: 'offer_call_back' } });
    await queue({ begin: { flow: 'rate_handoff' } });
    expect(await visitor.news()).toEqual([]);
    expect(await newest()).toEqual([{ state: 'sent', last_error: null }]);
  });

  it('that a deployment took away ends as dead, not in circles', async () => {
    await queue({ begin: { flow: 'long_gone' } });
    expect(await visitor.news()).toEqual([]);
    expect(await newest()).toEqual([{ state: 'dead', last_error: 'no such flow' }]);
  });
});
