import { describe, expect, it } from 'vitest';
import { httpServer } from '../support/http-server.ts';

describe('health', () => {
  it('is alive as soon as it answers', async () => {
    const app = await httpServer({ checks: { database: async () => 'broken' } });
    expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' });
  });

  it('is ready when every check is content', async () => {
    const app = await httpServer({
      checks: { database: async () => undefined, outbox: async () => undefined },
    });
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ready', checks: { database: 'ok', outbox: 'ok' } });
  });

  it('names what it cannot do, but not how it failed', async () => {
    const app = await httpServer({
      checks: {
        database: async () => {
          throw new Error('SQLITE_IOERR at somewhere/private');
        },
        outbox: async () => '3 messages wait for more than 10 minutes',
      },
    });
    const answer = await app.inject('/readyz');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({
      status: 'not_ready',
      checks: { database: 'failed', outbox: '3 messages wait for more than 10 minutes' },
    });
  });

  it('does not wait for a check that hangs', async () => {
    const app = await httpServer({ checks: { database: () => new Promise(() => {}) } });
    expect((await app.inject('/readyz')).json()).toMatchObject({ checks: { database: 'no answer in time' } });
  });
});
