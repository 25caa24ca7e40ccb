import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSessions, signInContext, signInWithPassword } from '../../src/collectors/index.ts';
import { systemClock } from '../../src/shared/clock.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { addCreditor, all } from '../support/debtor.ts';
import { sapa } from '../support/sapa.ts';

const PASSWORD = /shown this once: (([a-z2-9]{4}-){4}[a-z2-9]{4})\n/;

describe('sapa users', () => {
  it('makes the first administrator with a password printed once, and looks after accounts', async () => {
    const dir = temporaryDir();
    const add = (...more: string[]) => sapa(dir, 'users', 'add', ...more);
    const admin = ['--email', 'Admin@pt.example', '--name', 'Kepala Kantor', '--role', 'admin'];
    const added = await add(...admin);
    expect(added).toMatchObject({ code: 0, err: '' });
    const password = PASSWORD.exec(added.out)![1]!;

    const again = await add(...admin);
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('sapa users reset');
    const last = await sapa(dir, 'users', 'disable', 'admin@pt.example');
    expect(last).toMatchObject({ code: 1, out: '' });
    expect(last.err).toContain('last administrator');

    const reset = await sapa(dir, 'users', 'reset', 'ADMIN@pt.example');
    const fresh = PASSWORD.exec(reset.out)![1]!;
    expect(fresh).not.toBe(password);

    const database = testDatabase(join(dir, 'sapa.db'));
    const options = { database, clock: systemClock, key: 'k'.repeat(40) };
    const attempt = (given: string) =>
      signInWithPassword(signInContext(options), {
        email: 'admin@pt.example',
        password: given,
        address: 'x',
      });
    expect(await attempt(password)).toEqual({ ok: false, reason: 'wrong_credentials' });
    const done = await attempt(fresh);
    expect(done).toMatchObject({ ok: true, step: 'enrol' });
    expect(await createSessions(options).current((done as { token: string }).token)).toBeUndefined();
    await database.write(async (tx) => {
      addCreditor(tx, 'toko');
      const stored = JSON.stringify(all(tx, 'SELECT * FROM collectors'));
      for (const secret of [password, fresh]) expect(stored).not.toContain(secret);
      expect(all<{ what: string }>(tx, 'SELECT what FROM collector_audit').map((row) => row.what)).toEqual([
        'collector_added',
        'collector_reset',
        'sign_in_failed',
      ]);
    });
    await database.close();

    const collector = await add(
      ...['--email', 'ayu@pt.example', '--name', 'Petugas Satu', '--role', 'collector', '--creditor', 'toko'],
    );
    expect(collector.out).toMatch(PASSWORD);
    expect((await sapa(dir, 'users', 'disable', 'ayu@pt.example')).out).toContain('may not sign in');
    expect((await sapa(dir, 'users', 'list')).out).toBe(
      'admin@pt.example  admin  Kepala Kantor  all creditors  has not signed in\n' +
        'ayu@pt.example  collector  Petugas Satu  toko  disabled\n',
    );
    expect((await sapa(dir, 'users', 'enable', 'ayu@pt.example')).out).toContain('may sign in again');
  });

  it('says at once everything that is wrong', async () => {
    const dir = temporaryDir();
    const [wrong, creditor, team, nobody] = await Promise.all([
      sapa(dir, 'users', 'add', '--email', 'no', '--name', ' ', '--role', 'root', '--locale', 'xx'),
      sapa(
        ...([dir, 'users', 'add', '--email', 'a@b.example', '--name', 'X', '--role', 'collector'] as const),
        ...['--creditor', 'siapa'],
      ),
      sapa(
        ...([dir, 'users', 'add', '--email', 'a@b.example', '--name', 'X', '--role', 'auditor'] as const),
        ...['--team', 'Siapa'],
      ),
      sapa(dir, 'users', 'add', '--email', 'a@b.example', '--name', 'X', '--role', 'collector'),
    ]);
    for (const option of ['--email', '--name', '--first-name', '--role', '--locale'])
      expect(wrong.err).toContain(`  ${option}: `);
    expect(creditor.err).toContain('no creditor "siapa"');
    expect(team.err).toContain('no team "Siapa"');
    expect(nobody.err).toContain('--creditor: a collector needs at least one');
    expect([wrong, creditor, team, nobody].map((one) => one.code)).toEqual([1, 1, 1, 1]);
    expect((await sapa(dir, 'users', 'reset', 'x@b.example')).err).toContain('no account "x@b.example"');
  });
});
