import { beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, PASSWORD, type TestCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { all, testDatabase } from '../../support/debtor.ts';
import { SignInPage } from '../../support/sign-in-page.ts';

const MINUTE = 60_000;
let clock: TestClock;
let world: Awaited<ReturnType<typeof consoleServer>>;
let account: TestCollector;

beforeEach(async () => {
  clock = new TestClock('2026-11-20T09:00:00+07:00');
  world = await consoleServer(testDatabase(), clock);
  account = await makeCollector(world.database, { role: 'admin' });
});

/** A page with a session; its second factor is not what these tests are about. */
async function page(of: TestCollector = account): Promise<SignInPage> {
  const { cookie, csrf } = await world.signIn(of);
  return Object.assign(new SignInPage(world.server), { cookie, csrf });
}
const status = async (one: SignInPage) => (await one.send('GET', '/session')).status;

describe('a session', () => {
  it('ends after an hour without a request', async () => {
    const one = await page();
    for (let i = 0; i < 3; i++) {
      clock.advance(59 * MINUTE);
      expect(await status(one)).toBe(200);
    }
    clock.advance(60 * MINUTE);
    expect(await status(one)).toBe(401);
  });

  it('ends after twelve hours however busy', async () => {
    const one = await page();
    for (let i = 0; i < 23; i++) {
      clock.advance(30 * MINUTE);
      expect(await status(one)).toBe(200);
    }
    clock.advance(30 * MINUTE);
    expect(await status(one)).toBe(401);
  });

  it('is not kept alive by a page that is merely open', async () => {
    const one = await world.signIn(account);
    for (let i = 0; i < 5; i++) {
      clock.advance(10 * MINUTE);
      expect(await world.sessions.peek(one.token)).toBeDefined();
    }
    clock.advance(10 * MINUTE);
    expect(await world.sessions.peek(one.token)).toBeUndefined();
  });

  it('is marked as used once a minute at most', async () => {
    const one = await page();
    const used = () =>
      world.database.write(async (tx) =>
        all<{ at: number }>(tx, 'SELECT last_used_at AS at FROM collector_sessions'),
      );
    const began = clock.now();
    clock.advance(59_000);
    await status(one);
    expect(await used()).toEqual([{ at: began }]);
    clock.advance(1_000);
    await status(one);
    expect(await used()).toEqual([{ at: began + MINUTE }]);
  });

  it('ends at once on signing out, and the cookie with it', async () => {
    const [one, other] = [await page(), await page()];
    expect(await status(one)).toBe(200);
    const stolen = one.cookie;
    expect((await one.send('DELETE', '/session')).status).toBe(204);
    expect(one.setCookie).toMatch(/^sapa_session=; Max-Age=0;/);
    one.cookie = stolen;
    expect(await status(one)).toBe(401);
    expect(await status(other)).toBe(200);
  });

  it('is listed with the others, and all end together', async () => {
    const [one, other, somebody] = [
      await page(),
      await page(),
      await page(await makeCollector(world.database)),
    ];
    const list = (await one.send('GET', '/profile/sessions')).body as unknown as { current: boolean }[];
    expect(list.map((item) => item.current).sort()).toEqual([false, true]);
    await status(other);
    expect((await one.send('POST', '/session/sign-out-everywhere')).status).toBe(204);
    expect([await status(one), await status(other), await status(somebody)]).toEqual([401, 401, 200]);
  });

  it('ends everywhere else when the password changes', async () => {
    const [one, other] = [await page(), await page()];
    const wrong = await one.send('POST', '/session/password', {
      current: 'x',
      password: 'sungai kecil jernih',
    });
    expect(wrong).toMatchObject({ status: 422, body: { fields: { current: 'wrong' } } });
    const missing = await one.send('POST', '/session/password', { password: 'sungai kecil jernih' });
    expect(missing.status).toBe(422);
    const change = { current: PASSWORD, password: 'sungai kecil jernih' };
    expect((await one.send('POST', '/session/password', change)).body).toMatchObject({ step: 'done' });
    expect([await status(one), await status(other)]).toEqual([200, 401]);
    expect((await one.send('PATCH', '/profile', { firstName: 'Ayu' })).status).toBe(200);
  });

  it('shows what another process did to its account within seconds', async () => {
    const one = await page();
    expect(await status(one)).toBe(200);
    await world.database.write(async (tx) =>
      tx.connection.sqlite.exec('UPDATE collectors SET disabled_at = 1'),
    );
    clock.advance(3_000);
    expect(await status(one)).toBe(401);
  });

  it('is opened by no token of another shape', async () => {
    const one = await page();
    for (const token of [
      '',
      'x',
      'x'.repeat(43),
      `${one.cookie.slice(13, -1)}`,
      '../../etc',
      "' OR 1=1 --",
      'x'.repeat(9000),
    ]) {
      const thief = new SignInPage(world.server);
      thief.cookie = `sapa_session=${token}`;
      expect(await status(thief), token.slice(0, 50)).toBe(401);
    }
  });
});

describe('one’s own profile', () => {
  it('changes name, language and preferences, and nothing else', async () => {
    const one = await page();
    const change = { firstName: 'Ayu', locale: 'en', preferences: { theme: 'dark' } };
    expect((await one.send('PATCH', '/profile', change)).body).toMatchObject({
      collector: { firstName: 'Ayu', locale: 'en' },
      preferences: { sound: true, desktop: false, theme: 'dark' },
    });
    expect((await one.send('PATCH', '/profile', { preferences: { sound: false } })).body).toMatchObject({
      preferences: { sound: false, theme: 'dark' },
    });
    for (const wrong of [
      { role: 'admin' },
      { firstName: '' },
      { name: 'a\u202Eb' },
      { name: '<b>x' },
      { email: 'a@b.c' },
    ])
      expect((await one.send('PATCH', '/profile', wrong)).status, JSON.stringify(wrong)).toBe(422);
  });

  it('renews recovery codes for who knows the password; wrong ones are counted', async () => {
    const one = await page();
    const fresh = await one.send('POST', '/profile/recovery-codes', { password: PASSWORD });
    expect((fresh.body.recoveryCodes as string[]).length).toBe(10);
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await one.send('POST', '/profile/recovery-codes', { password: 'no' })).status);
    expect(statuses).toEqual([422, 422, 422, 422, 422, 423]);
  });
});
