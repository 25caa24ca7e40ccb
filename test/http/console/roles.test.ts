import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import { allows, PERMISSIONS, ROLES, type Role } from '../../../src/collectors/index.ts';
import { testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector, signIn, type TestCollector } from '../../support/collectors.ts';
import { type ConsoleRoute, consoleServer } from '../../support/console-server.ts';
import { testDatabase } from '../../support/debtor.ts';
import { type Belongings, bodies, someoneElses } from './foreign.ts';

/** Every route of the console, asked of the whole application by everybody there is. */
const READS = new Set(['GET', 'HEAD']);

let app: App;
let routes: ConsoleRoute[];
let people: Record<Role, TestCollector>;
let foreign: Belongings;

beforeAll(async () => {
  app = await testApp();
  const declared = await consoleServer(testDatabase(), new TestClock(0));
  routes = declared.routes;
  foreign = await someoneElses(app.database, 'lain', app.config.DATA_KEY);
  const made = ROLES.map(async (role) => [role, await makeCollector(app.database, { role })] as const);
  people = Object.fromEntries(await Promise.all(made)) as typeof people;
});
afterAll(() => app.stop());

function ask(
  route: ConsoleRoute,
  headers: Record<string, string>,
  id: number | string = 999_999,
  payload?: object,
) {
  const url = route.url.replace(/:\w+/, String(id));
  const method = route.method as 'GET';
  const body = payload ?? (READS.has(route.method) ? undefined : {});
  return app.server.inject({ method, url, headers, ...(body && { payload: body }) });
}

const name = (route: ConsoleRoute) => `${route.method} ${route.url.replace('/console/api', '')}`;
const guarded = () => routes.filter((route) => route.permission !== 'public');
const changing = () => guarded().filter((route) => !READS.has(route.method));
/** Fresh for every request: some of them sign out. */
const headersOf = async (role: Role) => ({ ...(await signIn(app, people[role])).headers });

describe('every route of the console', () => {
  it('is there, and declares a permission we know', () => {
    expect(routes.length).toBeGreaterThan(40);
    for (const route of routes) {
      expect(Object.keys({ ...PERMISSIONS, public: true }), name(route)).toContain(route.permission);
      expect(app.server.hasRoute({ method: route.method as 'GET', url: route.url }), name(route)).toBe(true);
    }
  });

  it('is public only for signing in', () => {
    const open = routes.filter((route) => route.permission === 'public' && route.method !== 'HEAD').map(name);
    expect(open.sort()).toEqual([
      'GET /session/enrolment',
      'POST /session',
      'POST /session/code',
      'POST /session/enrolment',
      'POST /session/password',
    ]);
  });

  it('answers 401 to who is not signed in, in whatever way', async () => {
    const half = await signIn(app, people.admin);
    await app.database.write(async (tx) =>
      tx.connection.sqlite.exec("UPDATE collector_sessions SET stage = 'password'"),
    );
    for (const route of guarded()) {
      const nobodies: Record<string, string>[] = [{}, { cookie: 'sapa_session=x' }, half.headers];
      for (const headers of nobodies) {
        const answer = await ask(route, headers);
        expect(answer.statusCode, name(route)).toBe(401);
        if (route.method !== 'HEAD') expect(answer.json().code, name(route)).toBe('signed_out');
      }
    }
  });

  it('changes nothing without the session’s csrf, or for another site', async () => {
    for (const route of changing()) {
      const { 'x-sapa-csrf': csrf, ...without } = await headersOf('admin');
      expect((await ask(route, without)).statusCode, name(route)).toBe(403);
      const elsewhere = { ...without, 'x-sapa-csrf': csrf, origin: 'https://evil.example' };
      expect((await ask(route, elsewhere)).statusCode, name(route)).toBe(403);
    }
  });

  it.each(ROLES)('lets a %s do what the role allows and nothing else', async (role) => {
    for (const route of guarded()) {
      const permitted = allows(role, route.permission as keyof typeof PERMISSIONS);
      const { statusCode, body } = await ask(route, await headersOf(role));
      if (!permitted) expect(statusCode, name(route)).toBe(403);
      else {
        expect([401, 403], `${name(route)} ${body}`).not.toContain(statusCode);
        expect(statusCode, `${name(route)} ${body}`).toBeLessThan(500);
      }
    }
  });

  it('lets an auditor change nothing but their own account', async () => {
    for (const route of changing().filter((one) => one.permission !== 'own_account')) {
      const group = /api\/((?:team\/)?[\w-]+)/.exec(route.url)![1]!;
      const answer = await ask(
        route,
        await headersOf('auditor'),
        foreign.ids[group],
        bodies(foreign)[name(route)],
      );
      expect([answer.statusCode, answer.json().code], name(route)).toEqual([403, 'forbidden']);
    }
  });
});

describe('what belongs to another creditor', () => {
  it('is not there: every route that names a thing answers 404', async () => {
    const own = await someoneElses(app.database, 'sendiri', app.config.DATA_KEY);
    const scope = { creditorIds: [own.creditorId] };
    const asked = new Set<string>();
    for (const role of ROLES) {
      const account = await makeCollector(app.database, { role, ...scope });
      for (const route of guarded().filter((one) => one.url.includes(':'))) {
        if (!allows(role, route.permission as keyof typeof PERMISSIONS)) continue;
        const group = /api\/((?:team\/)?[\w-]+)/.exec(route.url)![1]!;
        const id = foreign.ids[group];
        expect(id, `foreign.ts makes nothing for ${name(route)}`).toBeDefined();
        const { headers } = await signIn(app, account);
        const answer = await ask(route, headers, id, bodies(foreign)[name(route)]);
        expect(answer.statusCode, `${role} ${name(route)} ${answer.body}`).toBe(404);
        asked.add(name(route));
      }
    }
    expect(asked.size).toBe(guarded().filter((one) => one.url.includes(':')).length);
  });

  it('is in no list and no search, for which it is there for others', async () => {
    const stranger = await makeCollector(app.database, { creditorIds: [] });
    const seen = { stranger: [] as string[], admin: [] as string[] };
    for (const [who, account] of [
      ['stranger', stranger],
      ['admin', people.admin],
    ] as const) {
      const { headers } = await signIn(app, account);
      for (const route of guarded().filter((one) => one.method === 'GET' && !one.url.includes(':'))) {
        const url = `${route.url}${route.url.endsWith('/debtors') ? '?q=lain-1' : ''}`;
        const answer = await app.server.inject({ method: 'GET', url, headers });
        if (/lain-|P-lain|D-lain|PT lain|lain@/.test(answer.body)) seen[who].push(name(route));
      }
    }
    expect(seen.stranger).toEqual([]);
    expect(seen.admin).toEqual(
      expect.arrayContaining(['GET /team', 'GET /proofs', 'GET /disputes', 'GET /debtors']),
    );
  });
});
