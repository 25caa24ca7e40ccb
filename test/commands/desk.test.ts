import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { enqueueOutbox } from '../../src/storage/outbox-rows.ts';
import { testApp } from '../support/app.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { sapa } from '../support/sapa.ts';
import { ServerProcess } from '../support/server-process.ts';
import { everythingStored } from '../support/stored.ts';
import { Visitor } from '../support/visitor.ts';

describe('sapa handoffs, beside the running application', () => {
  const dir = temporaryDir();
  let app: App;
  beforeAll(async () => {
    app = await testApp({ dataDir: dir, clock: systemClock });
  });
  afterAll(() => app.stop());

  it('shows who waits, answers them, and gives the conversation back', async () => {
    const visitor = new Visitor(app);
    await visitor.open('demo-en', 'en');
    const states = async (said: ReturnType<Visitor['news']>) =>
      (await said).map((one) => [one.text, (one.channelData as { handoff?: unknown } | undefined)?.handoff]);
    // Out of hours an offer to be called follows.
    const asked = await states(visitor.say('I want to talk to a person'));
    expect(asked.map(([, handoff]) => handoff)).toContainEqual({ state: 'queued' });

    const [list, show, none] = await Promise.all([
      sapa(dir, 'handoffs', 'list'),
      sapa(dir, 'handoffs', 'show', '1'),
      sapa(dir, 'handoffs', 'list', '--creditor', 'siapa'),
    ]);
    expect(list.out).toMatch(/^#1 {2}waiting .* webchat {2}unverified\n/);
    expect(show.out).toContain('debtor: I want to talk to a person');
    expect(none).toMatchObject({ code: 1, out: '' });
    expect(none.err).toContain('no creditor "siapa"');

    const reply = await sapa(dir, 'handoffs', 'reply', '1', 'Good', 'morning.', '--name', 'Agent');
    expect(reply).toMatchObject({ code: 0, err: '' });
    expect(await states(visitor.news())).toEqual([['Good morning.', { state: 'assigned', name: 'Agent' }]]);
    expect(await visitor.say('what do I owe')).toEqual([]);

    expect(await sapa(dir, 'handoffs', 'close', '1')).toMatchObject({ code: 0, err: '' });
    const [closed] = await states(visitor.news());
    expect(closed?.[1]).toEqual({ state: 'closed' });
    expect((await visitor.say('hello')).length).toBeGreaterThan(0);

    const [again, unknown, words] = await Promise.all([
      sapa(dir, 'handoffs', 'close', '1'),
      sapa(dir, 'handoffs', 'reply', '9', 'halo'),
      sapa(dir, 'handoffs', 'show', 'first'),
    ]);
    expect(again.err).toContain('closed since');
    expect(unknown.err).toContain('no handoff #9');
    expect(words.err).toContain('a whole number such as 12');
    expect([again.code, unknown.code, words.code]).toEqual([1, 1, 1]);
    expect((await sapa(dir, 'handoffs', 'list')).out).toContain('Nobody is waiting');
  });
});

describe('sapa outbox', () => {
  it('lists without words or whole addresses, and tries again what was given up', async () => {
    const dir = temporaryDir();
    const database = testDatabase(join(dir, 'sapa.db'));
    await database.write(async (tx) => {
      const payload = {
        creditorId: 1,
        locale: 'id',
        to: { address: 'andi@ptabc.example' },
        author: 'system' as const,
        lines: [{ key: 'otp.code' }, { verbatim: 'rahasia' }],
      };
      for (let i = 0; i < 2; i++)
        await enqueueOutbox(tx, { channel: 'email', payload, now: systemClock.now() });
      tx.connection.sqlite.exec("UPDATE outbox SET state = 'dead', last_error = 'smtp 550' WHERE id = 1");
    });
    await database.close();
    const [all, dead, one] = await Promise.all([
      sapa(dir, 'outbox', 'list'),
      sapa(dir, 'outbox', 'list', '--dead'),
      sapa(dir, 'outbox', 'show', '2'),
    ]);
    expect(all.out.match(/^#\d/gm)).toEqual(['#2', '#1']);
    expect(dead.out).toContain('smtp 550');
    expect(dead.out).not.toContain('#2');
    expect(one.out).toMatch(/^#2 {2}pending {2}email {2}to a•••@ptabc\.example {2}otp\.code, \(words\)/);
    expect(all.out + dead.out + one.out).not.toMatch(/rahasia|andi@/);

    expect((await sapa(dir, 'outbox', 'requeue', '1')).out).toBe('Message 1 will be tried again.\n');
    const refused = await Promise.all(['1', '7', 'first'].map((id) => sapa(dir, 'outbox', 'requeue', id)));
    expect(refused.map((one) => one.code)).toEqual([1, 1, 1]);
    expect(refused[0]?.err).toContain('not dead');
    expect(refused[1]?.err).toContain('no such message');
    expect(refused[2]?.err).toContain('a whole number such as 12');
    expect((await sapa(dir, 'outbox', 'requeue', 'all-dead')).out).toBe('0 messages will be tried again.\n');
  });
});

describe('sapa backup', () => {
  let server: ServerProcess | undefined;
  afterEach(() => server?.kill());

  it('copies everything while the server runs, for this user alone, over nothing', async () => {
    const [dir, safe] = [temporaryDir(), join(temporaryDir(), 'safe')];
    mkdirSync(safe);
    const target = join(safe, 'sapa.db');
    server = await ServerProcess.start(dir);
    const done = await sapa(dir, 'backup', target);
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('DATA_KEY');
    expect(statSync(target).mode & 0o777).toBe(0o600);
    const stored = everythingStored(dir);
    expect(stored.length).toBeGreaterThan(1_000);
    expect(everythingStored(safe)).toEqual(stored);
    const [again, nowhere] = await Promise.all([
      sapa(dir, 'backup', target),
      sapa(dir, 'backup', join(safe, 'no', 'such.db')),
    ]);
    expect([again.code, again.err]).toEqual([
      1,
      `${target} cannot be written: there is a file of that name already.\n`,
    ]);
    expect([nowhere.code, nowhere.err]).toEqual([
      1,
      `${join(safe, 'no', 'such.db')} cannot be written: there is no such file or folder.\n`,
    ]);
  });
});
