import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { writeToDebtor } from '../../src/handoff/index.ts';
import { testApp } from '../support/app.ts';
import { signedIn } from '../support/collectors.ts';
import { all } from '../support/debtor.ts';
import { Visitor } from '../support/visitor.ts';

describe('a debtor who wants to be left alone while a person answers', () => {
  let app: App;
  beforeAll(async () => {
    app = await testApp();
  });
  afterAll(() => app.stop());

  it('is heard at once, told so by the house, and not written to until they write again', async () => {
    const collector = await signedIn(app.database, { now: app.clock.now() });
    const visitor = new Visitor(app);
    await visitor.open();
    await visitor.say('saya mau bicara dengan petugas');
    const [row] = await app.database.write(async (tx) =>
      all<{ id: number }>(tx, 'SELECT conversation_id AS id FROM handoffs ORDER BY id DESC LIMIT 1'),
    );
    const write = (key: string) =>
      app.database.write((tx) =>
        writeToDebtor(tx, app.clock.now(), collector, row!.id, { key, text: 'Selamat pagi.' }),
      );
    expect(await write('first-words')).toMatchObject({ ok: true });
    await app.outbox.drain();

    const answers = await visitor.say('jangan hubungi saya lagi');
    expect(answers.map((one) => one.text).join(' ')).toContain('tidak lagi menghubungi Anda lebih dulu');
    const [after] = await app.database.write(async (tx) =>
      all<{ owner: string; optedOut: number; bot: number }>(
        tx,
        `SELECT owner, opted_out_at AS optedOut,
           (SELECT COUNT(*) FROM messages m JOIN ownership_changes o ON o.conversation_id = m.conversation_id
            WHERE m.conversation_id = @id AND m.author = 'bot' AND o.owner = 'collector' AND m.at > o.at) AS bot
         FROM conversations WHERE id = @id`,
        { id: row!.id },
      ),
    );
    expect(after).toEqual({ owner: 'collector', optedOut: app.clock.now(), bot: 0 });
    expect(await write('second-words')).toMatchObject({ ok: false });
  });
});
