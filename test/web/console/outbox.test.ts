import { expect, it } from 'vitest';
import type { NewMessage } from '../../../src/http/contract/console.ts';
import { Outbox, type Outgoing } from '../../../src/web/console/pages/conversation/composer/outbox.ts';
import { eventually } from '../../support/eventually.ts';

const file = { token: 't1', url: '/f/t1', name: 'a.pdf', mediaType: 'application/pdf', size: 1 };

/** A server that answers as told, in order; `undefined` accepts. */
function world(answers: unknown[] = [], patienceMs = 60_000) {
  const sent: NewMessage[] = [];
  const keptLast: { waiting: Outgoing[] } = { waiting: [] };
  let refreshed = 0;
  const ways = {
    post: async (message: NewMessage) => {
      sent.push(message);
      const answer = answers.shift();
      if (answer !== undefined) throw answer;
    },
    refresh: async () => {
      refreshed++;
    },
    keep: (waiting: Outgoing[]) => {
      keptLast.waiting = waiting;
    },
    patienceMs,
  };
  return { ways, sent, keptLast, refreshed: () => refreshed };
}

it('shows a message until the live feed brings it', async () => {
  const { ways, sent, keptLast } = world();
  const box = new Outbox(ways);
  box.send('halo', [file]);
  expect(box.items()).toMatchObject([{ text: 'halo', state: 'sending', files: [file] }]);
  expect(keptLast.waiting).toHaveLength(1);
  await eventually(() => box.items()[0]?.state === 'accepted', 'it is accepted');
  expect(sent).toEqual([{ key: box.items()[0]?.key, text: 'halo', files: ['t1'] }]);
  expect(keptLast.waiting).toEqual([]);
  box.remove(box.items()[0]?.key ?? '');
  expect(box.items()).toEqual([]);
});

it('keeps a failed one and tries again under the same key', async () => {
  const { ways, sent, keptLast } = world([new Error('no line')]);
  const box = new Outbox(ways);
  box.send('halo', []);
  await eventually(() => box.items()[0]?.state === 'failed', 'it has failed');
  const key = box.items()[0]?.key ?? '';
  expect(keptLast.waiting).toMatchObject([{ key, text: 'halo' }]);
  box.retry(key);
  await eventually(() => box.items()[0]?.state === 'accepted', 'it is accepted');
  expect(sent.map((one) => one.key)).toEqual([key, key]);
  expect(key).toMatch(/^[\w-]{8,64}$/);
});

it('asks for the timeline when the feed stays silent', async () => {
  const { ways, refreshed } = world([], 1);
  const box = new Outbox(ways);
  box.send('halo', []);
  await eventually(() => box.items().length === 0, 'it is gone');
  expect(refreshed()).toBe(1);
});

it('offers after a reload what may not have been sent, under its old key', async () => {
  const { ways, sent } = world();
  const box = new Outbox(ways, [{ key: 'before-reload', text: 'halo', files: [], state: 'sending' }]);
  expect(box.items()).toMatchObject([{ key: 'before-reload', state: 'failed' }]);
  box.retry('before-reload');
  await eventually(() => sent.length === 1, 'it is sent');
  expect(sent).toMatchObject([{ key: 'before-reload' }]);
});

it('forgets what is given up', async () => {
  const { ways, keptLast } = world([new Error('no line')]);
  const box = new Outbox(ways);
  box.send('halo', []);
  await eventually(() => box.items()[0]?.state === 'failed', 'it has failed');
  box.remove(box.items()[0]?.key ?? '');
  expect(box.items()).toEqual([]);
  expect(keptLast.waiting).toEqual([]);
});
