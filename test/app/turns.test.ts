import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { testApp } from '../support/app.ts';
import { temporaryDir } from '../support/database.ts';
import { type Activity, Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

let app: App;
afterEach(() => app.stop());

async function arrive(): Promise<Visitor> {
  app ??= await testApp();
  const visitor = new Visitor(app);
  await visitor.open('demo-en', 'en');
  return visitor;
}

async function verified(): Promise<Visitor> {
  app = await testApp();
  const visitor = await arrive();
  await visitor.say('what do I owe');
  await visitor.say('D-2001');
  await visitor.say(visitor.code()!);
  return visitor;
}

const post = (visitor: Visitor, text: string, id: string = randomUUID()) =>
  app.server.inject({
    method: 'POST',
    url: `/v3/directline/conversations/${visitor.conversationId}/activities`,
    headers: { authorization: `Bearer ${visitor.token}` },
    payload: { type: 'message', text, from: { id: 'me' }, channelData: { clientActivityID: id } },
  });

/** The whole conversation as the page sees it. */
async function everything(visitor: Visitor): Promise<(Activity & { replyToId?: string })[]> {
  const answer = await app.server.inject({
    url: `/v3/directline/conversations/${visitor.conversationId}/activities?watermark=0`,
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  return (answer.json() as { activities: (Activity & { replyToId?: string })[] }).activities;
}

const setState = sqlStatement<[string, string]>('UPDATE conversations SET state = ? WHERE external_id = ?');

describe('messages sent at once', () => {
  it('are answered one after another, each once, in the order they arrived', async () => {
    const visitor = await verified();
    const before = (await everything(visitor)).length;
    await Promise.all([post(visitor, 'send proof of payment'), post(visitor, 'INV-2026-0502')]);
    const after = (await everything(visitor)).slice(before);
    expect(after.map((one) => one.from.role)).toEqual(['user', 'bot', 'user', 'bot']);
    expect(after[1]?.text).toContain('Which invoice is this payment for?');
    // One flow: the second message answered the question of the first.
    expect(after[3]?.text).toContain('photo or PDF of the transfer slip');
    expect(after[1]?.replyToId).toBe(after[0]?.id);
    expect(after[3]?.replyToId).toBe(after[2]?.id);
  });

  it('start one task, not two, when the same is asked twice in haste', async () => {
    const visitor = await verified();
    const before = (await everything(visitor)).length;
    await Promise.all([
      post(visitor, 'I want to dispute an invoice'),
      post(visitor, 'dispute an invoice please'),
    ]);
    expect((await everything(visitor)).slice(before).filter((one) => one.from.role === 'bot')).toHaveLength(
      2,
    );
    expect(shown(await visitor.say('cancel'))).toContain('we stop there: dispute');
    // Nothing of a second one is left to go back to.
    expect(shown(await visitor.say('cancel'))).toContain('nothing to cancel');
  });

  it('from many conversations do not mix', async () => {
    app = await testApp();
    const visitors = await Promise.all(Array.from({ length: 12 }, () => arrive()));
    await Promise.all(
      visitors.flatMap((visitor, n) => Array.from({ length: 5 }, (_, k) => post(visitor, `note ${n}-${k}`))),
    );
    for (const [n, visitor] of visitors.entries()) {
      const all = (await everything(visitor)).filter((one) => one.from.role === 'user');
      expect(all.map((one) => one.text)).toEqual([0, 1, 2, 3, 4].map((k) => `note ${n}-${k}`));
      const answers = (await everything(visitor)).filter((one) => one.replyToId !== undefined);
      const own = all.map((one) => one.id);
      // The fourth calls a person: nobody is there, and what can be done instead is a message of its own.
      expect(own.map((id) => answers.filter((reply) => reply.replyToId === id).length)).toEqual([
        1, 1, 1, 2, 1,
      ]);
    }
  });
});

describe('a message delivered again', () => {
  it('is answered once, whether later or at the same time', async () => {
    const visitor = await verified();
    const before = (await everything(visitor)).length;
    const id = randomUUID();
    const [one, two] = await Promise.all([
      post(visitor, 'how can I pay', id),
      post(visitor, 'how can I pay', id),
    ]);
    const third = await post(visitor, 'how can I pay', id);
    const ids = [one, two, third].map((answer) => (answer.json() as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
    expect((await everything(visitor)).slice(before)).toHaveLength(2);
  });

  it('records one proof and one dispute however often its last message comes', async () => {
    const visitor = await verified();
    for (const text of ['send proof of payment', 'INV-2026-0502', 'TRF-20260310-77', 'skip'])
      await visitor.say(text);
    const id = randomUUID();
    await Promise.all([1, 2, 3].map(() => post(visitor, 'yesterday', id)));
    for (const text of ['dispute INV-2026-0503', 'the amount is wrong', 'all']) await visitor.say(text);
    const last = randomUUID();
    await Promise.all([1, 2, 3].map(() => post(visitor, 'skip', last)));
    const texts = (await everything(visitor)).map((one) => one.text ?? '');
    expect(texts.filter((text) => text.includes('receipt number'))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('case number'))).toHaveLength(1);
  });

  it('with an id that another conversation used is a message of its own', async () => {
    app = await testApp();
    const [one, two] = [await arrive(), await arrive()];
    await post(one, 'hello', 'same-id');
    await post(two, 'hello', 'same-id');
    for (const visitor of [one, two]) expect((await everything(visitor)).at(-1)?.from.role).toBe('bot');
  });
});

describe('a conversation stored by another version', () => {
  const frame = (flow: string, step: string, more = {}) => ({
    flow,
    step,
    values: {},
    say: {},
    tries: 0,
    ...more,
  });
  const base = { offered: [], last: [], misunderstood: 0, locale: 'en' };
  const states: [name: string, state: string][] = [
    ['a step that is gone', JSON.stringify({ ...base, stack: [frame('submit_proof', 'old_step')] })],
    ['a flow that is gone', JSON.stringify({ ...base, stack: [frame('old_flow', 'which')] })],
    [
      'a flow that is gone under another',
      JSON.stringify({ ...base, stack: [frame('old_flow', 'x'), frame('dispute_invoice', 'which')] }),
    ],
    [
      'a caller that is gone',
      JSON.stringify({
        ...base,
        stack: [frame('old_flow', 'x'), frame('verify_identity', 'code', { called: true })],
      }),
    ],
    [
      'a topic that is gone',
      JSON.stringify({ ...base, stack: [], topic: { flow: 'old_flow', values: {}, listed: [] } }),
    ],
    [
      'choices that lead nowhere',
      JSON.stringify({ ...base, stack: [], offered: [{ label: 'hello', value: 'flow:old_flow {"x":' }] }),
    ],
    ['words that are gone', JSON.stringify({ ...base, stack: [], last: [{ lines: [{ key: 'old.text' }] }] })],
    ['a language that is gone', JSON.stringify({ ...base, stack: [], locale: 'xx' })],
    ['an empty object', '{}'],
    ['half a state', '{"stack":[{"flow":"submit'],
    ['something else', '[1, 2]'],
    ['nothing', 'null'],
  ];
  for (const [name, state] of states) {
    it(`goes on after ${name}`, async () => {
      const visitor = await verified();
      for (const text of ['hello', 'repeat', 'more', 'no, the second one', 'what do I owe']) {
        await app.database.write(async (tx) => void setState(tx).run(state, visitor.conversationId));
        const heard = shown(await visitor.say(text));
        expect(heard, text).not.toBe('');
        expect(heard, text).not.toContain('something went wrong');
      }
      expect(shown(await visitor.say('what do I owe'))).toContain('US$2,700.00');
    });
  }
});

describe('a copy made while people write', () => {
  it('is whole: every message in it has its answer', async () => {
    const visitor = await verified();
    const file = join(temporaryDir(), 'copy.db');
    const talking = Promise.all(
      Array.from({ length: 40 }, (_, n) => post(visitor, `what do I owe ${'!'.repeat(n)}`)),
    );
    await app.database.backup(file);
    await talking;
    const copy = new Sqlite(file, { readonly: true });
    try {
      expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
      expect(copy.pragma('foreign_key_check')).toEqual([]);
      const unanswered = copy
        .prepare(
          `SELECT count(*) FROM messages m WHERE m.direction = 'in' AND NOT EXISTS
             (SELECT 1 FROM messages r WHERE r.conversation_id = m.conversation_id AND r.in_reply_to = m.seq)`,
        )
        .pluck();
      expect(unanswered.get()).toBe(0);
      const { last, top } = copy
        .prepare(
          'SELECT max(c.last_seq) AS last, max(m.seq) AS top FROM conversations c JOIN messages m ON m.conversation_id = c.id WHERE c.external_id = ?',
        )
        .get(visitor.conversationId) as { last: number; top: number };
      expect(last).toBe(top);
    } finally {
      copy.close();
    }
  });
});
