import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { closeGracefully, createLogger } from '../../src/http/index.ts';
import { DirectLineDebtor } from '../support/direct-line-debtor.ts';
import { eventually } from '../support/eventually.ts';
import { startWebchat } from '../support/webchat-server.ts';

const log = createLogger({ level: 'silent' });

describe('going down', () => {
  it('takes its steps in order, each after the one before', async () => {
    const done: string[] = [];
    const step = (name: string, ms: number) => ({
      name,
      run: async () => {
        await new Promise((resolve) => setTimeout(resolve, ms));
        done.push(name);
      },
    });
    const steps = [step('server', 5), step('turns', 1), step('outbox', 3), step('database', 0)];
    expect(await closeGracefully(steps, log)).toBe(true);
    expect(done).toEqual(['server', 'turns', 'outbox', 'database']);
  });

  it('closes the database whatever else went wrong, and says so', async () => {
    let closed = false;
    const clean = await closeGracefully(
      [
        { name: 'server', run: async () => Promise.reject(new Error('no')) },
        { name: 'turns', run: () => new Promise(() => {}), withinMs: 5 },
        {
          name: 'outbox',
          run: () => {
            throw new Error('no');
          },
        },
        {
          name: 'database',
          run: async () => {
            closed = true;
          },
        },
      ],
      log,
    );
    expect([clean, closed]).toEqual([false, true]);
  });

  it('answers what it has begun, and no more', async () => {
    const server = await startWebchat();
    const debtor = await new DirectLineDebtor(server).open();
    let release = () => {};
    let begun = false;
    server.host.beforeTurn = () => {
      begun = true;
      return new Promise((resolve) => {
        release = resolve;
      });
    };
    const under = debtor.say('sedang berjalan');
    await eventually(() => begun, 'the turn to begin');
    const closed = once(debtor.socket!, 'close');
    const closing = server.app.close();
    expect((await closed)[0]).toBe(1001);
    release();
    expect((await under).status).toBe(200);
    await closing;
    await expect(debtor.say('terlambat')).rejects.toThrow();
    expect(server.host.heard(debtor.conversationId)).toHaveLength(1);
    await server.webchat.stop();
  });

  it('does not wait for connections that were opened and never used', async () => {
    const server = await startWebchat();
    const idle = connect((server.app.server.address() as AddressInfo).port, '127.0.0.1');
    await once(idle, 'connect');
    idle.on('error', () => {});
    const gone = once(idle, 'close');
    await server.stop();
    await gone;
  });
});
