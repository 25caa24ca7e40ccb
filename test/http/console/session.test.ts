import { beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, PASSWORD, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { addCreditor, all, testDatabase } from '../../support/debtor.ts';
import { SignInPage } from '../../support/sign-in-page.ts';

const NOW = '2026-11-20T09:00:00+07:00';
const MINUTE = 60_000;

let clock: TestClock;
let world: Awaited<ReturnType<typeof consoleServer>>;
let account: TestCollector;
let page: SignInPage;

beforeEach(async () => {
  clock = new TestClock(NOW);
  world = await consoleServer(testDatabase(), clock);
  await world.database.write(async (tx) => addCreditor(tx));
  account = await makeCollector(world.database, { role: 'collector', email: 'ayu@pt.example' });
  page = new SignInPage(world.server);
});

const rows = <T>(sql: string) => world.database.write(async (tx) => all<T>(tx, sql));

async function enrolled(): Promise<SignInPage> {
  await page.password(account.email, PASSWORD);
  await page.enrol(clock.now());
  return page;
}

describe('signing in for the first time', () => {
  it('goes over password, second factor and a new password, with a new token at every step', async () => {
    await world.database.write(async (tx) => {
      tx.connection.sqlite.exec('UPDATE collectors SET must_change_password = 1');
    });
    const first = await page.password(' AYU@pt.example ', PASSWORD);
    expect(first).toMatchObject({ status: 200, body: { step: 'enrol' } });
    const tokens = [page.cookie];
    expect((await page.send('GET', '/session')).body).toMatchObject({ code: 'signed_out' });

    const done = await page.enrol(clock.now());
    expect(done).toMatchObject({ status: 200, body: { next: { step: 'change_password' } } });
    expect(new Set(page.recoveryCodes).size).toBe(10);
    tokens.push(page.cookie);
    for (const path of ['/session', '/team', '/queue'])
      expect((await page.send('GET', path)).status, path).toBe(401);

    const unfit = await page.send('POST', '/session/password', { password: 'password1234' });
    expect(unfit).toMatchObject({
      status: 422,
      body: { code: 'invalid', fields: { password: 'too_common' } },
    });
    const same = await page.send('POST', '/session/password', { password: PASSWORD });
    expect(same.body).toMatchObject({ fields: { password: 'same_as_before' } });

    const changed = await page.send('POST', '/session/password', { password: 'sungai kecil jernih' });
    expect(changed.body).toMatchObject({
      step: 'done',
      session: { collector: { email: 'ayu@pt.example', role: 'collector' }, creditors: [{ slug: 'contoh' }] },
    });
    tokens.push(page.cookie);
    expect(new Set(tokens).size).toBe(3);
    for (const old of tokens.slice(0, 2)) {
      const thief = new SignInPage(world.server);
      thief.cookie = old;
      expect((await thief.send('GET', '/session')).status).toBe(401);
      expect((await thief.send('GET', '/session/enrolment')).status).toBe(401);
    }
    expect((await page.send('GET', '/session')).status).toBe(200);
    expect((await new SignInPage(world.server).password(account.email, PASSWORD)).status).toBe(401);
  });

  it('keeps no secret in the open: password, token, second factor, recovery codes', async () => {
    await enrolled();
    const stored = JSON.stringify(
      await rows(
        `SELECT password_hash, hex(totp_sealed), token_hash, code_hash FROM collectors c
         JOIN collector_sessions s ON s.collector_id = c.id JOIN collector_recovery_codes r ON r.collector_id = c.id`,
      ),
    );
    const secrets = [
      PASSWORD,
      page.cookie.split('=')[1]!,
      page.secret,
      Buffer.from(page.secret).toString('hex'),
    ];
    for (const secret of [
      ...secrets,
      ...page.recoveryCodes,
      ...page.recoveryCodes.map((c) => c.replaceAll('-', '')),
    ])
      expect(stored.toLowerCase()).not.toContain(secret.toLowerCase());
  });

  it('gives cookies that no script, no other site and no other path gets', async () => {
    await enrolled();
    expect(page.setCookie).toMatch(
      /^sapa_session=[\w-]{43}; Max-Age=43200; Path=\/console; HttpOnly; SameSite=Strict$/,
    );
    const https = await consoleServer(world.database, clock, { publicUrl: 'https://sapa.example' });
    const there = new SignInPage(https.server, 'https://sapa.example');
    await there.password(account.email, PASSWORD);
    expect(there.setCookie).toMatch(
      /^__Host-sapa_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
  });
});

describe('signing in again', () => {
  it('asks for the code of the app, which works once', async () => {
    await enrolled();
    const used = await page.appCode(clock.now());
    const again = new SignInPage(world.server);
    expect((await again.password(account.email, PASSWORD)).body).toEqual({ step: 'code' });
    expect(await again.code(used)).toMatchObject({ status: 401, body: { code: 'wrong_code' } });
    clock.advance(30_000);
    const fresh = await page.appCode(clock.now());
    expect((await again.code(fresh)).body).toMatchObject({ step: 'done' });

    const third = new SignInPage(world.server);
    await third.password(account.email, PASSWORD);
    expect((await third.code(fresh)).status).toBe(401);
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { recoveryCodes } = await enrolled();
    const typed = recoveryCodes[0]!.toUpperCase().replaceAll('-', ' ');
    for (const [code, status] of [
      [typed, 200],
      [recoveryCodes[0]!, 401],
      [recoveryCodes[1]!, 200],
      ['aaaa-bbbb-cccc', 401],
    ] as const) {
      const one = new SignInPage(world.server);
      await one.password(account.email, PASSWORD);
      expect((await one.send('POST', '/session/code', { recoveryCode: code })).status, code).toBe(status);
    }
  });

  it('does not let the code be skipped, or enrolment be repeated', async () => {
    await enrolled();
    const thief = new SignInPage(world.server);
    await thief.password(account.email, PASSWORD);
    expect((await thief.send('GET', '/session/enrolment')).status).toBe(401);
    expect((await thief.send('POST', '/session/enrolment', { code: '123456' })).status).toBe(401);
    expect((await thief.send('POST', '/session/password', { password: 'sungai kecil jernih' })).status).toBe(
      401,
    );
    expect((await thief.send('GET', '/session')).status).toBe(401);
  });

  it('gives the code ten minutes', async () => {
    await enrolled();
    const late = new SignInPage(world.server);
    await late.password(account.email, PASSWORD);
    clock.advance(10 * MINUTE);
    expect((await late.code(await page.appCode(clock.now()))).body).toMatchObject({ code: 'signed_out' });
  });
});

describe('wrong tries', () => {
  it('look the same for an e-mail that is not on file, and lock both the same', async () => {
    const tries = async (email: string, address: string) => {
      const stranger = new SignInPage(world.server);
      stranger.address = address;
      const answers = [];
      for (let i = 0; i < 7; i++) answers.push(await stranger.password(email, 'not the password'));
      return answers.map(({ status, body, headers }) => ({ status, body, wait: headers['retry-after'] }));
    };
    const known = await tries(account.email, '10.1.0.1');
    const unknown = await tries('nobody@pt.example', '10.2.0.1');
    expect(known).toEqual(unknown);
    expect(known.map((one) => one.status)).toEqual([401, 401, 401, 401, 401, 423, 423]);
    expect(known.at(-1)!.body).toMatchObject({ code: 'locked', retryAfter: 30 });
    expect(known.at(-1)!.wait).toBe('30');
  });

  it('lock the right password out too, for longer each time, and over a restart', async () => {
    for (let i = 0; i < 5; i++) await page.password(account.email, 'not the password');
    const restarted = await consoleServer(world.database, clock);
    const there = new SignInPage(restarted.server);
    expect((await there.password(account.email, PASSWORD)).body).toMatchObject({ retryAfter: 30 });
    clock.advance(30_000);
    expect((await there.password(account.email, 'not the password')).status).toBe(401);
    expect((await there.password(account.email, PASSWORD)).body).toMatchObject({ retryAfter: 60 });
    clock.advance(60_000);
    expect((await there.password(account.email, PASSWORD)).status).toBe(200);
    expect((await there.password(account.email, 'not the password')).status).toBe(401);
  });

  it('sent all at once count as many as they are', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () =>
        new SignInPage(world.server).password(account.email, 'not the password'),
      ),
    );
    expect(answers.filter((one) => one.status === 401)).toHaveLength(5);
    expect(answers.filter((one) => one.status === 423)).toHaveLength(25);
  });

  it('from one address on many e-mails lock the address, and no other', async () => {
    for (let i = 0; i < 20; i++) expect((await page.password(`n${i}@pt.example`, 'x')).status).toBe(401);
    expect((await page.password(account.email, PASSWORD)).status).toBe(423);
    page.address = '10.0.0.2';
    expect((await page.password(account.email, PASSWORD)).status).toBe(200);
  });

  it('at the second factor lock the account whatever the session, recovery codes included', async () => {
    await enrolled();
    const thief = new SignInPage(world.server);
    const statuses = [];
    for (let i = 0; i < 6; i++) {
      await thief.password(account.email, PASSWORD);
      const given = i % 2 ? { code: '000000' } : { recoveryCode: 'aaaa-bbbb-cccc' };
      statuses.push((await thief.send('POST', '/session/code', given)).status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 423]);
    clock.advance(30_000);
    expect((await thief.code(await page.appCode(clock.now()))).status).toBe(200);
    expect(await rows('SELECT failures, locked_until FROM collectors')).toEqual([
      { failures: 0, locked_until: null },
    ]);
  });

  it('leave their rows, without the e-mail that was tried', async () => {
    await page.password(account.email, 'not the password');
    await page.password('secret.person@pt.example', 'not the password');
    expect(await rows('SELECT collector_id, what, detail FROM collector_audit')).toEqual([
      { collector_id: null, what: 'sign_in_failed', detail: String(account.id) },
      { collector_id: null, what: 'sign_in_failed', detail: null },
    ]);
    expect(JSON.stringify(await rows('SELECT * FROM sign_in_failures'))).not.toContain('pt.example');
  });

  it('a disabled account is told nothing that a wrong password is not', async () => {
    await world.database.write(async (tx) =>
      tx.connection.sqlite.exec('UPDATE collectors SET disabled_at = 1'),
    );
    expect((await page.password(account.email, PASSWORD)).body).toMatchObject({ code: 'wrong_credentials' });
  });
});
