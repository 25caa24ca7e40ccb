import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { closeHandoff, listHandoffs, replyToHandoff } from '../../src/handoff/index.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { testApp } from '../support/app.ts';
import { everythingStored } from '../support/stored.ts';
import { type Activity, Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

/*
 * What people complain of in assistants of this kind, where it can be shown only with the application in
 * hand. The rest are transcripts: digressions, handoffs, corrections.
 */

let app: App;
afterEach(() => app.stop());

async function arrive(site = 'demo-en'): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.open(site, 'en');
  return visitor;
}

async function verified(number = 'D-2001', site = 'demo-en'): Promise<Visitor> {
  const visitor = await arrive(site);
  for (const text of ['what do I owe', number]) await visitor.say(text);
  await visitor.say(visitor.code()!);
  return visitor;
}

const said = async (visitor: Visitor, text: string) => shown(await visitor.say(text));

const rename = sqlStatement<[string, string]>('UPDATE debtors SET name = ? WHERE external_id = ?');

async function everything(visitor: Visitor): Promise<Activity[]> {
  const answer = await app.server.inject({
    url: `/v3/directline/conversations/${visitor.conversationId}/activities?watermark=0`,
    headers: { authorization: `Bearer ${visitor.token}` },
  });
  return (answer.json() as { activities: Activity[] }).activities;
}

describe('handing over', () => {
  it('says the closing words once, however often it is closed', async () => {
    app = await testApp();
    const visitor = await arrive();
    await visitor.say('talk to a person');
    const [handoff] = await listHandoffs(app.database);
    await replyToHandoff(app.database, app.clock, handoff!.id, { text: 'Hello' });
    await closeHandoff(app.database, app.clock, handoff!.id);
    await expect(closeHandoff(app.database, app.clock, handoff!.id)).rejects.toThrow('closed');
    await visitor.news();
    const words = (await everything(visitor)).filter((one) => one.text?.includes('has finished here'));
    expect(words).toHaveLength(1);
  });

  it('never has Sapa talk over the colleague, even where both write at the same time', async () => {
    app = await testApp();
    const visitor = await arrive();
    await visitor.say('talk to a person');
    const [handoff] = await listHandoffs(app.database);
    await Promise.all([
      visitor.say('what can you do'),
      replyToHandoff(app.database, app.clock, handoff!.id, { text: 'Hello, this is Rini.', name: 'Rini' }),
      visitor.say('hello'),
      visitor.say('how can I pay'),
    ]);
    for (const text of ['what do I owe', 'hello', 'agent', 'cancel', 'qwertz', 'logout']) {
      expect(await visitor.say(text), text).toEqual([]);
    }
    expect((await listHandoffs(app.database)).map((one) => one.state)).toEqual(['answered']);
  });
});

describe('signing out', () => {
  it('works while a colleague answers too, and opens nothing afterwards', async () => {
    app = await testApp();
    const visitor = await verified();
    await visitor.say('talk to a person');
    const [handoff] = await listHandoffs(app.database);
    await replyToHandoff(app.database, app.clock, handoff!.id, { text: 'Hello' });
    await visitor.news();
    expect(await said(visitor, 'log out')).toContain('You are signed out');
    expect(await visitor.say('log out')).toEqual([]);
    await closeHandoff(app.database, app.clock, handoff!.id);
    expect(await said(visitor, 'what do I owe')).not.toContain('US$');
  });
});

describe('a company with a name like a command', () => {
  it('is picked by its name', async () => {
    app = await testApp();
    await app.database.write(async (tx) => void rename(tx).run('Help The Children', 'C-1004'));
    const visitor = await arrive('demo');
    for (const text of ['what do I owe', 'C-1003']) await visitor.say(text);
    expect(await said(visitor, visitor.code()!)).toContain('Help The Children (C-1004)');
    const heard = await said(visitor, 'Help The Children');
    expect(heard).toContain('Rp480,000');
    expect(heard).not.toContain('I can show');
  });

  it('stands as it is, whatever signs it has', async () => {
    app = await testApp();
    const name = 'Cancel {{code}} $t(otp.not_you) <b>& Sons</b>';
    await app.database.write(async (tx) => void rename(tx).run(name, 'D-2001'));
    const visitor = await arrive();
    for (const text of ['what do I owe', 'D-2001']) await visitor.say(text);
    expect(await said(visitor, visitor.code()!)).toContain(`the code matches for ${name} (D-2001)`);
  });

  it('and a twin is asked for by its number', async () => {
    app = await testApp();
    await app.database.write(async (tx) => void rename(tx).run('Toko Andai', 'C-1004'));
    const visitor = await arrive('demo');
    for (const text of ['what do I owe', 'C-1003']) await visitor.say(text);
    await visitor.say(visitor.code()!);
    expect(await said(visitor, 'Toko Andai')).not.toContain('Rp');
    expect(await said(visitor, 'C-1004')).toContain('Rp480,000');
  });
});

describe('what a message says', () => {
  it('fills the question it answers and no later one', async () => {
    app = await testApp();
    const visitor = await verified();
    await visitor.say('send proof of payment');
    expect(await said(visitor, 'INV-2026-0502')).toContain('photo or PDF');
    expect(await said(visitor, 'TRF20260310')).toContain('How much');
    expect(await said(visitor, '10 March')).not.toMatch(/receipt number|On which day/);
    expect(await said(visitor, '1,200 dollars')).toContain('On which day');
    expect(await said(visitor, 'yesterday')).toContain('receipt number');
  });

  it('is stored as an amount and a date, not as words', async () => {
    app = await testApp();
    const visitor = await verified();
    for (const text of ['send proof of payment', 'INV-2026-0502', 'TRF20260310', '1.2k usd', 'yesterday'])
      await visitor.say(text);
    const stored = everythingStored(app.config.DATA_DIR).filter((line) => line.startsWith('payment_proofs.'));
    expect(stored).toContain('payment_proofs.amount_minor: 120000');
    expect(stored).toContain('payment_proofs.currency: USD');
    expect(stored).toContain('payment_proofs.paid_on: 2026-03-10');
  });
});

describe('one person, one conversation', () => {
  it('over two tabs of one browser', async () => {
    app = await testApp();
    const visitor = await verified();
    const tab = new Visitor(app);
    tab.token = visitor.token;
    await tab.open('demo-en', 'en');
    expect(tab.conversationId).toBe(visitor.conversationId);
    expect(await said(tab, 'what do I owe')).toContain('US$2,700.00');
    expect(shown(await visitor.news())).toContain('US$2,700.00');
  });

  it('and two people never one: nothing said by one is read by the other', async () => {
    app = await testApp();
    const [one, two] = [await verified('D-2001'), await verified('D-2002')];
    expect(await said(one, 'list my invoices')).not.toContain('INV-2026-0511');
    expect(await said(two, 'list my invoices')).not.toContain('INV-2026-0502');
    await one.say('send proof of payment');
    expect(await said(two, 'cancel')).toContain('Nothing is under way');
  });
});
