import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { createLogger } from '../../src/http/index.ts';
import { httpServer } from '../support/http-server.ts';

const withRoutes = (log: string[] = []) =>
  httpServer({
    log: createLogger({ level: 'info', destination: { write: (line: string) => void log.push(line) } }),
    routes: [
      async (app: FastifyInstance) => {
        app.post('/echo', async (request) => request.body);
        app.get('/bug', async () => {
          throw new Error('invoice 123456 of sari@example.com could not be read');
        });
        app.get('/busy', async () => {
          throw Object.assign(new Error('the queue of table conversations is full'), { statusCode: 503 });
        });
        app.get('/refused', async () => {
          throw Object.assign(new Error('The date is not a day.'), { statusCode: 422, code: 'bad_date' });
        });
      },
    ],
  });

describe('errors', () => {
  it('are problem details, with a word for programs', async () => {
    const app = await withRoutes();
    const answer = await app.inject('/nothing');
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      code: 'not_found',
      detail: 'There is nothing at this address.',
    });
    expect((await app.inject('/refused')).json()).toMatchObject({
      status: 422,
      code: 'bad_date',
      detail: 'The date is not a day.',
    });
  });

  it('of the reader say what was wrong with the request', async () => {
    const app = await withRoutes();
    const send = (payload: string, type = 'application/json') =>
      app.inject({ method: 'POST', url: '/echo', payload, headers: { 'content-type': type } });
    expect((await send('{"a":')).json()).toMatchObject({ status: 400, code: 'invalid_request' });
    expect((await send('{"__proto__":{"a":1}}')).json()).toMatchObject({ status: 400 });
    expect((await send(`"${'x'.repeat(70_000)}"`)).json()).toMatchObject({
      status: 413,
      code: 'body_too_large',
    });
    expect((await send('<a/>', 'text/xml')).json()).toMatchObject({
      status: 415,
      code: 'unsupported_media_type',
    });
  });

  it('of ours keep their text inside and tell the id they are logged under', async () => {
    const log: string[] = [];
    const app = await withRoutes(log);
    for (const [url, status] of [
      ['/bug', 500],
      ['/busy', 503],
    ] as const) {
      const answer = await app.inject(url);
      expect(answer.statusCode).toBe(status);
      expect(answer.body).not.toMatch(/invoice|conversations|sari/);
      const { errorId } = answer.json() as { errorId: string };
      expect(log.find((line) => line.includes(errorId))).toBeDefined();
    }
    const line = log.find((one) => one.includes('could not be read'))!;
    expect(line).toContain('[number]');
    expect(line).not.toMatch(/123456|sari@/);
  });
});
