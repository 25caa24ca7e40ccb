import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import type { ConversationView, MessagesPage } from '../../../src/http/contract/console.ts';
import { DEMO_NOW, testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { run } from '../../support/debtor.ts';
import { Visitor } from '../../support/visitor.ts';
import { idsOf, newestConversation, type Reader, reader, rows, verifiedVisitor } from './casefile-world.ts';

const clock = new TestClock(DEMO_NOW);
let app: App;
let own: Reader;
let conversationId: number;
let creditorId: number;

beforeAll(async () => {
  app = await testApp({ clock });
  ({ creditorId } = await idsOf(app, 'D-2001'));
  own = await reader(app, { creditorIds: [creditorId], locale: 'en' });
  const visitor = await verifiedVisitor(app);
  conversationId = await newestConversation(app);
  await visitor.upload('slip.png', 'here is a file');
  await visitor.say('cancel');
  await visitor.say('I want to talk to a person');
});
afterAll(() => app.stop());

const view = async (who: Reader, id = conversationId) =>
  (await who.get(`/conversations/${id}`)).json() as ConversationView;
const messages = async (who: Reader, id = conversationId, query = '') =>
  (await who.get(`/conversations/${id}/messages${query}`)).json() as MessagesPage;

describe('GET /conversations/:id', () => {
  it('brings everything known, the contact masked', async () => {
    const found = await view(own);
    expect(found).toMatchObject({
      id: conversationId,
      channel: 'webchat',
      creditor: { id: creditorId, timeZone: expect.any(String) },
      owner: { kind: 'queue', collector: null, version: expect.any(Number) },
      debtor: { number: 'D-2001' },
      identity: { level: 'verified', verifiedAt: clock.now(), contact: expect.stringMatching(/^.?•••@/) },
      mayWrite: true,
    });
    expect(found.identity.expiresAt).toBeGreaterThan(clock.now());
    expect(found.ownership[0]).toMatchObject({ owner: 'queue', by: null, at: clock.now() });
    expect(found.handoff).toMatchObject({
      state: 'waiting',
      reason: 'asked',
      collector: null,
      requests: [{ reason: 'asked', at: clock.now() }],
      rating: null,
      service: { breached: [] },
    });
    expect(found.handoff!.summary).not.toBe('');
    expect(found.handoff!.nextStep).not.toBeNull();
    const [balance] = found.handoff!.balance;
    expect(balance!.outstanding).toEqual({
      currency: 'USD',
      minor: expect.any(Number),
      exponent: 2,
      text: expect.stringMatching(/^US\$/),
    });
    expect(found.handoff!.invoices[0]).toMatchObject({
      number: expect.any(String),
      outstanding: { exponent: 2 },
    });
    const [file] = found.handoff!.attachments;
    expect(file).toMatchObject({ name: 'slip.png', url: `/console/api/files/${file!.token}` });
  });

  it('says how far the identity reaches: it runs out, the sender stays known', async () => {
    clock.advance(31 * 60_000);
    const found = await view(own);
    expect(found.identity).toMatchObject({ level: 'known_contact', verifiedAt: Date.parse(DEMO_NOW) });
    expect(found.debtor).toMatchObject({ number: 'D-2001' });
    clock.advance(-31 * 60_000);
  });

  it('knows nobody where nobody proved anything', async () => {
    const stranger = new Visitor(app);
    await stranger.open('demo-en', 'en');
    await stranger.say('I am D-2001, what do I owe');
    const id = await newestConversation(app);
    expect(await view(own, id)).toMatchObject({
      debtor: null,
      handoff: null,
      identity: { level: 'none', verifiedAt: null, contact: null },
    });
    expect((await messages(own, id)).items.every((item) => item.id.startsWith(`${id}:`))).toBe(true);
  });

  it('shows whom a collector is, the call-back, the rating and what was missed', async () => {
    const collectorId = own.account.id;
    const [handoff] = await rows<{ id: number }>(app, 'SELECT id FROM handoffs');
    await app.database.write(async (tx) => {
      run(tx, `UPDATE handoffs SET collector_id = @collectorId, claimed_at = 5`, { collectorId });
      run(
        tx,
        `UPDATE conversations SET owner = 'collector', collector_id = @collectorId WHERE id = @conversationId`,
        {
          collectorId,
          conversationId,
        },
      );
      run(
        tx,
        `INSERT INTO service_level_breaches (handoff_id, what, due_at, noticed_at)
         VALUES (@id, 'next_answer', 1, 1), (@id, 'next_answer', 2, 2), (@id, 'first_answer', 1, 1)`,
        { id: handoff!.id },
      );
      run(tx, `INSERT INTO handoff_ratings VALUES (@id, 4, 9)`, { id: handoff!.id });
      run(
        tx,
        `INSERT INTO call_backs (handoff_id, creditor_id, conversation_id, how, from_at, to_at, created_at)
         VALUES (@id, @creditorId, @conversationId, 'call', 10, 20, 0)`,
        { id: handoff!.id, creditorId, conversationId },
      );
    });
    const found = await view(own);
    expect(found.owner).toMatchObject({ kind: 'collector', collector: { id: collectorId } });
    expect(found.handoff).toMatchObject({
      state: 'claimed',
      collector: { id: collectorId },
      rating: 4,
      service: { breached: ['first_answer', 'next_answer'] },
      callBack: { how: 'call', fromAt: 10, toAt: 20, state: 'open' },
    });
  });
});

describe('GET /conversations/:id/messages', () => {
  it('is oldest first, with files and buttons, and goes on to older pages', async () => {
    const page = await messages(own);
    const said = page.items.map((item) => item.text);
    expect(said.indexOf('what do I owe')).toBeLessThan(said.indexOf('here is a file'));
    expect(page.items.map((item) => item.at)).toEqual(page.items.map((item) => item.at).sort());
    const file = page.items.flatMap((item) => (item.kind === 'message' ? (item.files ?? []) : []))[0];
    expect(file).toMatchObject({ name: 'slip.png', mediaType: 'image/png' });
    expect(JSON.stringify(page)).not.toContain('code_hash');

    await app.database.write(async (tx) => {
      for (let n = 1; n <= 120; n++) {
        run(
          tx,
          `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
           VALUES (@conversationId, @seq, 'in', 'debtor', '{"text":"more"}', @at)`,
          { conversationId, seq: 1000 + n, at: clock.now() + n },
        );
      }
    });
    const newest = await messages(own);
    expect(newest.items).toHaveLength(50);
    const older = await messages(own, conversationId, `?before=${newest.next}`);
    expect(older.items.at(-1)!.at).toBe(newest.items[0]!.at - 1);
    const oldest = await messages(own, conversationId, `?before=${older.next}`);
    expect(oldest.next).toBeUndefined();
    expect(oldest.items.at(-1)!.at).toBeLessThan(older.items[0]!.at);
  });

  it('hides codes, as everything else does', async () => {
    const page = await messages(own);
    for (const item of page.items) expect(item.text).not.toMatch(/(?<!\d)\d{6}(?!\d)/);
  });

  it('refuses a page marker of somebody else’s making', async () => {
    for (const before of ['x', 'W10', 'WzEsMiwzXQ', Buffer.from('[1,2,3,-1]').toString('base64url')]) {
      const answer = await own.get(`/conversations/${conversationId}/messages?before=${before}`);
      expect(answer.statusCode, before).toBe(422);
      expect(answer.json()).toMatchObject({ code: 'invalid' });
    }
  });
});

describe('who may see a conversation', () => {
  const places = () => [`/conversations/${conversationId}`, `/conversations/${conversationId}/messages`];

  it('is nobody of another creditor, nor what does not exist', async () => {
    const [foreign] = await rows<{ id: number }>(app, 'SELECT id FROM creditors WHERE id <> ?', creditorId);
    const stranger = await reader(app, { creditorIds: [foreign!.id] });
    const missing = [
      '/conversations/999999',
      '/conversations/0',
      '/conversations/x',
      '/conversations/999999/messages',
    ];
    for (const url of [...places(), ...missing]) {
      const answer = await stranger.get(url);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.json(), url).toMatchObject({ code: 'not_found' });
    }
  });

  it('is an auditor, who may not write', async () => {
    const auditor = await reader(app, { role: 'auditor' });
    expect((await view(auditor)).mayWrite).toBe(false);
    expect((await messages(auditor)).items.length).toBeGreaterThan(0);
  });

  it('is nobody without a session', async () => {
    for (const url of places()) {
      expect((await app.server.inject({ url: `/console/api${url}` })).statusCode).toBe(401);
    }
  });

  it('is written down, once in ten minutes', async () => {
    const fresh = await reader(app, { creditorIds: [creditorId] });
    const audit = () =>
      rows(
        app,
        `SELECT what, creditor_id, conversation_id FROM collector_audit WHERE collector_id = ? ORDER BY id`,
        fresh.account.id,
      );
    await view(fresh);
    await messages(fresh);
    const row = { what: 'conversation_opened', creditor_id: creditorId, conversation_id: conversationId };
    expect(await audit()).toEqual([row]);
    clock.advance(10 * 60_000 + 1);
    await messages(fresh);
    expect(await audit()).toEqual([row, row]);
  });
});
