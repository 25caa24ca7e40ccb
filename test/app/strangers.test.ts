import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { sqlStatement } from '../../src/storage/database.ts';
import { DEMO_NOW, testApp } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

const MINUTES = 60_000;
const disclosures = sqlStatement<[], { n: number }>('SELECT count(*) AS n FROM disclosures');
const contactsOfC1001 = /maju|keuangan@|k•••/i;

let app: App;
let clock: TestClock;
afterEach(() => app.stop());

async function begin(env: Record<string, string> = {}) {
  clock = new TestClock(DEMO_NOW);
  app = await testApp({ clock, env });
}

async function arrive(locale = 'id', site = 'demo'): Promise<Visitor> {
  const visitor = new Visitor(app);
  await visitor.open(site, locale);
  return visitor;
}

const said = async (visitor: Visitor, text: string) => shown(await visitor.say(text));

/** What one stranger hears who asks with this number and types a wrong code until the end. */
async function press(number: string): Promise<string[]> {
  await begin();
  const visitor = await arrive('en');
  const heard = [await said(visitor, 'how much do I owe'), await said(visitor, number)];
  for (const text of ['111111', 'resend', '222222', '333333', '444444', 'resend', '555555']) {
    heard.push(await said(visitor, text));
  }
  clock.advance(61_000);
  for (const text of ['resend', 'status of INV-2026-0012', 'agent']) heard.push(await said(visitor, text));
  await app.stop();
  return heard;
}

const wrong = (visitor: Visitor) => (visitor.code() === '111111' ? '222222' : '111111');

describe('a stranger', () => {
  it('hears the same whether a number exists, has no e-mail address, belongs to another company or to nobody', async () => {
    const real = await press('C-1001');
    expect(real[1]).toContain('If that number is registered');
    for (const number of ['INV-2026-0012', 'K-2025-014', 'C-1006', 'D-2001', 'C-9999', 'ABC/77/X', '12']) {
      expect(await press(number), number).toEqual(real);
    }
    expect(real.join('\n')).not.toMatch(contactsOfC1001);
    await begin();
  });

  it('with a list of invoice numbers learns nothing and soon gets no further codes', async () => {
    await begin();
    const visitor = await arrive();
    const heard: string[] = [await said(visitor, 'berapa tagihan saya')];
    for (let n = 1; n <= 40; n++) heard.push(await said(visitor, `INV-2026-${String(n).padStart(4, '0')}`));
    expect(heard.join('\n')).not.toMatch(/Rp|jatuh tempo|PT Maju|lunas/i);
    expect(app.demoInbox!.list().length).toBeLessThanOrEqual(3);
    expect(await app.database.read(async (tx) => disclosures(tx).get()!.n)).toBe(0);
  });

  it('who opens many conversations from one address gets ten codes in a quarter of an hour', async () => {
    await begin();
    for (let n = 0; n < 25; n++) {
      const visitor = await arrive();
      await visitor.say('tagihan saya');
      await visitor.say(`INV-2026-${String(1000 + n)}`);
      await visitor.say('C-1003');
    }
    expect(app.demoInbox!.list().length).toBeLessThanOrEqual(10);
  });

  it('cannot guess a code over several conversations: the number is locked in all of them', async () => {
    await begin();
    let heard = '';
    let guesses = 0;
    for (let n = 0; n < 8; n++) {
      const visitor = await arrive('en');
      await visitor.say('how much do I owe');
      heard = await said(visitor, 'C-1001');
      for (let guess = 0; guess < 5 && /6-digit|tries|try/.test(heard); guess++) {
        heard = await said(visitor, wrong(visitor));
        guesses++;
      }
      clock.advance(61_000);
    }
    expect(guesses).toBeLessThanOrEqual(5);
    expect(heard).toMatch(/pausing codes|limit for sending/);
  });

  it('cannot use a code in another conversation, and not for another debtor', async () => {
    await begin();
    const owner = await arrive('en');
    await owner.say('how much do I owe');
    await owner.say('C-1003');
    const code = owner.code()!;

    const thief = await arrive('en');
    await thief.say('how much do I owe');
    expect(await said(thief, code)).not.toMatch(/Rp/);
    expect(await said(thief, 'C-1001')).toContain('If that number');
    expect(await said(thief, code)).toContain('does not match');

    // The owner of C-1003 asks on for C-1001: the code of the first opens nothing of the second.
    clock.advance(61_000);
    await owner.say('C-1001');
    const heard = await said(owner, code);
    expect(heard).not.toMatch(/Rp|Andai|Maju/);
  });

  it('cannot use a code again after it was used, replaced or timed out', async () => {
    await begin();
    const visitor = await arrive('en');
    await visitor.say('how much do I owe');
    await visitor.say('C-1010');
    const first = visitor.code()!;
    clock.advance(61_000);
    await visitor.say('resend');
    const second = visitor.code()!;
    expect(second).not.toBe(first);
    expect(await said(visitor, first)).toContain('does not match');
    expect(await said(visitor, second)).toContain('Rp1,150,000');
    expect(await said(visitor, 'logout')).toContain('signed out');
    await visitor.say('how much do I owe');
    expect(await said(visitor, second)).not.toContain('Rp');
    clock.advance(10 * MINUTES);
    await visitor.say('C-1010');
    const third = visitor.code()!;
    clock.advance(5 * MINUTES + 1000);
    expect(await said(visitor, third)).not.toContain('Rp');
  });
});

describe('a debtor who has proved who they are', () => {
  it('hears nothing of another debtor, whatever number is named', async () => {
    await begin();
    const visitor = await arrive('en');
    await visitor.say('how much do I owe');
    await visitor.say('C-1010');
    await visitor.say(visitor.code()!);
    const unknown = await said(visitor, 'status of INV-2026-8888');
    await visitor.say('cancel');
    for (const question of [
      'status of',
      'explain',
      'I dispute',
      'I have paid',
      'has my payment arrived for',
    ]) {
      const heard = await said(visitor, `${question} INV-2026-0012`);
      expect(heard, question).not.toMatch(/1[.,]500[.,]000|25 March|27 Feb|mesin kopi|Maju/i);
      expect(heard, question).not.toMatch(/INV-2026-0012 (is|of|·)/);
      await visitor.say('cancel');
    }
    const foreign = await said(visitor, 'status of INV-2026-0012');
    expect(foreign.replaceAll('0012', '8888')).toBe(unknown);
    await visitor.say('cancel');
    expect(await said(visitor, 'how much does C-1001 owe?')).not.toMatch(/7[.,]250/);
  });

  it('loses the key after half an hour without a word, after twelve hours, and when signing out', async () => {
    await begin();
    const visitor = await arrive('en');
    await visitor.say('how much do I owe');
    await visitor.say('C-1010');
    await visitor.say(visitor.code()!);
    for (let hours = 0; hours < 11.9; hours += 0.4) {
      clock.advance(0.4 * 60 * MINUTES);
      if (hours < 11.5) expect(await said(visitor, 'how much do I owe'), `${hours}`).toContain('Rp1,150,000');
    }
    expect(await said(visitor, 'how much do I owe')).not.toContain('Rp');
    for (const command of ['repeat', 'more', 'statement please', 'no, the second one']) {
      expect(await said(visitor, command), command).not.toMatch(/Rp|INV-2026-01/);
    }
  });

  it('reads figures only with own words: a second person at the same page starts from nothing', async () => {
    await begin();
    const visitor = await arrive('en');
    await visitor.say('how much do I owe');
    await visitor.say('C-1010');
    await visitor.say(visitor.code()!);
    const other = await arrive('en');
    expect(other.conversationId).not.toBe(visitor.conversationId);
    expect(await said(other, 'how much do I owe')).toContain('customer, contract or invoice number');
    // The other's token opens nothing of the first conversation.
    for (const path of ['activities?watermark=0', '']) {
      const answer = await app.server.inject({
        url: `/v3/directline/conversations/${visitor.conversationId}/${path}`,
        headers: { authorization: `Bearer ${other.token}` },
      });
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.body).not.toContain('Rp');
    }
  });
});

describe('the audit', () => {
  it('has one row for each answer with figures, naming whom, what, the evidence and where', async () => {
    await begin();
    const visitor = await arrive('en');
    await visitor.say('how much do I owe');
    await visitor.say('C-1001');
    await visitor.say(visitor.code()!);
    const rows = sqlStatement<[], Record<string, number | string | null>>(
      `SELECT d.what, d.detail, b.external_id AS debtor, v.contact_id AS contact, c.outcome, d.at,
         d.conversation_id AS conversation
       FROM disclosures d JOIN verifications v ON v.id = d.verification_id
         JOIN challenges c ON c.id = v.challenge_id JOIN debtors b ON b.id = d.debtor_id ORDER BY d.id`,
    );
    const all = () => app.database.read(async (tx) => rows(tx).all());
    expect(await all()).toEqual([
      expect.objectContaining({ what: 'balance', debtor: 'C-1001', outcome: 'verified', at: clock.now() }),
    ]);
    const asked: [text: string, what: string, detail: unknown][] = [
      ['status of INV-2026-0012', 'invoice_status', 'INV-2026-0012'],
      ['list my invoices', 'invoice_list', expect.anything()],
      ['when is it due', 'due_dates', null],
      ['explain invoice INV-2026-0015', 'invoice_lines', 'INV-2026-0015'],
      ['payment history', 'payment_history', expect.anything()],
      ['how can I pay', 'how_to_pay', null],
      ['statement as csv please', 'statement', expect.anything()],
    ];
    for (const [index, [text]] of asked.entries()) {
      await visitor.say(text);
      expect(await all(), text).toHaveLength(index + 2);
    }
    const found = await all();
    expect(found.slice(1).map((one) => one.what)).toEqual(asked.map(([, what]) => what));
    expect(new Set(found.map((one) => one.conversation)).size).toBe(1);
    // Figures, never kept in the row.
    expect(JSON.stringify(found)).not.toMatch(/7250000|1500000/);
    for (const text of ['hello', 'thanks', 'what can you do', 'qwertz']) await visitor.say(text);
    expect(await all()).toHaveLength(asked.length + 1);
  });
});
