import { beforeAll, describe, expect, it } from 'vitest';
import { consoleGuard } from '../../../src/http/plugins/console-guard.ts';
import { TestClock } from '../../support/clock.ts';
import { makeCollector } from '../../support/collectors.ts';
import { consoleServer } from '../../support/console-server.ts';
import { testDatabase } from '../../support/debtor.ts';
import { httpServer } from '../../support/http-server.ts';

let world: Awaited<ReturnType<typeof consoleServer>>;
let headers: Awaited<ReturnType<typeof world.signIn>>['headers'];

beforeAll(async () => {
  world = await consoleServer(testDatabase(), new TestClock('2026-11-20T09:00:00+07:00'));
  ({ headers } = await world.signIn(await makeCollector(world.database, { role: 'admin' })));
});

const patch = (sent: Record<string, string | undefined>) =>
  world.server.inject({
    method: 'PATCH',
    url: '/console/api/profile',
    headers: Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== undefined)),
    payload: {},
  });

describe('the guard', () => {
  it('refuses to start with a route that does not say who may use it', async () => {
    const { sessions } = world;
    const start = httpServer({
      routes: [
        async (app) => {
          consoleGuard(app, { sessions, publicUrl: 'http://sapa.test' });
          app.get('/open-by-mistake', async () => 'x');
        },
      ],
    }).then((server) => server.ready());
    await expect(start).rejects.toThrow('/open-by-mistake does not declare its permission');
  });

  it('asks for a session', async () => {
    const answer = await world.server.inject({ url: '/console/api/team' });
    expect(answer.statusCode).toBe(401);
    expect(answer.json()).toMatchObject({ code: 'signed_out' });
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('lets changes pass only from our own page: its Origin and the session’s csrf', async () => {
    const other = (await world.signIn(await makeCollector(world.database))).csrf;
    expect((await patch(headers)).statusCode).toBe(200);
    expect((await patch({ ...headers, origin: undefined })).statusCode).toBe(200);
    for (const [what, wrong] of Object.entries({
      'no csrf': { 'x-sapa-csrf': undefined },
      'an empty one': { 'x-sapa-csrf': '' },
      'that of another session': { 'x-sapa-csrf': other },
      'another site': { origin: 'https://evil.example' },
      'a sandboxed frame': { origin: 'null' },
      'another port': { origin: 'http://sapa.test:8080' },
      'another scheme': { origin: 'https://sapa.test' },
    })) {
      const answer = await patch({ ...headers, ...wrong });
      expect([answer.statusCode, answer.json().code], what).toEqual([403, 'forbidden']);
    }
  });

  it('lets no other site sign anybody in, nor any form', async () => {
    const send = (sent: Record<string, string>, payload: string) =>
      world.server.inject({ method: 'POST', url: '/console/api/session', headers: sent, payload });
    const json = JSON.stringify({ email: 'a@b.example', password: 'x' });
    const type = 'application/json';
    expect((await send({ 'content-type': type, origin: 'https://evil.example' }, json)).statusCode).toBe(403);
    for (const other of ['text/plain', 'application/x-www-form-urlencoded', 'application/jsonx'])
      expect((await send({ 'content-type': other }, json)).statusCode, other).toBe(415);
    expect((await send({ 'content-type': `${type}; charset=utf-8` }, json)).statusCode).toBe(401);
  });

  it('lets nothing be kept by caches, and takes a HEAD for a GET', async () => {
    for (const method of ['GET', 'HEAD'] as const) {
      const answer = await world.server.inject({ method, url: '/console/api/session', headers });
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
      expect((await world.server.inject({ method, url: '/console/api/session' })).statusCode).toBe(401);
    }
  });

  it('answers 404 for what does not exist, signed in or not', async () => {
    expect((await world.server.inject({ url: '/console/api/nothing' })).statusCode).toBe(404);
    expect((await world.server.inject({ url: '/console/api/nothing', headers })).statusCode).toBe(404);
  });
});
