import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import type { DebtorFile, DebtorsPage } from '../../../src/http/contract/console.ts';
import { DEMO_NOW, testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { run } from '../../support/debtor.ts';
import { idsOf, newestConversation, type Reader, reader, rows, verifiedVisitor } from './casefile-world.ts';

const clock = new TestClock(DEMO_NOW);
let app: App;
let own: Reader;
let debtorId: number;
let creditorId: number;

beforeAll(async () => {
  app = await testApp({ clock });
  ({ creditorId, debtorId } = await idsOf(app, 'D-2001'));
  own = await reader(app, { creditorIds: [creditorId], locale: 'en' });
});
afterAll(() => app.stop());

const list = async (query: string, who = own) => (await who.get(`/debtors${query}`)).json() as DebtorsPage;
const file = async (id = debtorId, who = own) => (await who.get(`/debtors/${id}`)).json() as DebtorFile;

describe('GET /debtors', () => {
  it('finds by number, with what is open in the collector’s language', async () => {
    const { items } = await list('?q=d-2001');
    expect(items[0]).toMatchObject({
      id: debtorId,
      number: 'D-2001',
      creditor: { id: creditorId },
      match: { by: 'number', text: 'D-2001' },
    });
    expect(items[0]!.outstanding[0]).toMatchObject({ currency: 'USD', text: expect.stringMatching(/^US\$/) });
  });

  it('pages through everybody whom the collector may see, and nobody else', async () => {
    await app.database.write(async (tx) => {
      for (let n = 0; n < 30; n++) {
        run(
          tx,
          `INSERT INTO debtors (creditor_id, external_id, external_key, name, created_at)
           VALUES (@creditorId, @number, @number, 'Many ' || @number, 0)`,
          { creditorId, number: `X${100 + n}` },
        );
      }
    });
    const first = await list('');
    expect(first.items).toHaveLength(20);
    const second = await list(`?cursor=${first.next}`);
    const all = [...first.items, ...second.items];
    expect(new Set(all.map((item) => item.id)).size).toBe(all.length);
    expect(all.every((item) => item.creditor.id === creditorId)).toBe(true);
    expect((await list('?q=C-1001')).items).toEqual([]);
  });

  it('takes a creditor to look at, but only one’s own', async () => {
    expect((await list(`?q=D-2001&creditor=${creditorId}`)).items).toHaveLength(1);
    expect((await list('?q=D-2001&creditor=')).items).toHaveLength(1);
    const [foreign] = await rows<{ id: number }>(app, 'SELECT id FROM creditors WHERE id <> ?', creditorId);
    expect((await own.get(`/debtors?creditor=${foreign!.id}`)).statusCode).toBe(404);
    for (const query of ['?creditor=x', `?q=${'a'.repeat(201)}`, '?cursor=nonsense', '?q=a&q=b']) {
      expect((await own.get(`/debtors${query}`)).statusCode, query).toBe(422);
    }
  });
});

describe('GET /debtors/:id', () => {
  it('holds the ledger, cases, conversations and the contact clock; contacts are masked', async () => {
    const visitor = await verifiedVisitor(app);
    await visitor.say('send proof of payment');
    const conversationId = await newestConversation(app);
    const [contact] = await rows<{ address: string }>(
      app,
      `SELECT c.address FROM contacts c JOIN debtor_contacts l ON l.contact_id = c.id WHERE l.debtor_id = ?`,
      debtorId,
    );
    const answer = await own.get(`/debtors/${debtorId}`);
    expect(answer.body).not.toContain(contact!.address);
    const found = answer.json() as DebtorFile;
    expect(found).toMatchObject({
      number: 'D-2001',
      creditor: { id: creditorId },
      promises: [],
      moreInvoices: 0,
    });
    expect(found.contacts[0]).toMatchObject({ address: expect.stringContaining('•••'), flagged: false });
    const [balance] = found.balance;
    const buckets = balance!.ageing.map((one) => one.bucket);
    expect(buckets).toEqual(['current', 'd1_30', 'd31_60', 'd61_90', 'over_90']);
    const sum = balance!.ageing.reduce((total, one) => total + one.amount.minor, 0);
    expect(sum).toBe(balance!.outstanding.minor);
    const open = found.invoices.filter((one) => one.outstanding.minor > 0);
    expect(open.reduce((total, one) => total + one.outstanding.minor, 0)).toBe(sum);
    expect(open).toHaveLength(balance!.count);
    const dues = open.map((one) => one.dueDate);
    expect(dues).toEqual([...dues].sort());
    // Settled ones come after every open one.
    expect(found.invoices.slice(0, open.length)).toEqual(open);
    expect(found.conversations).toEqual([
      { id: conversationId, channel: 'webchat', owner: 'bot', lastAt: clock.now() },
    ]);
    expect(found.contactClock).toMatchObject({
      today: 0,
      optedOut: false,
      caps: { day: 1, week: 3, month: 10 },
    });
  });

  it('tells credit notes from money, and what is in dispute', async () => {
    const [invoice] = await rows<{ id: number; currency: string }>(
      app,
      `SELECT id, currency FROM invoices WHERE debtor_id = ? AND allocated_minor = 0 ORDER BY due_date`,
      debtorId,
    );
    await app.database.write(async (tx) => {
      run(
        tx,
        `INSERT INTO payments (creditor_id, debtor_id, external_id, received_on, currency, amount_minor, kind, created_at)
         VALUES (@creditorId, @debtorId, 'CN-1', '2026-03-10', @currency, 700, 'credit_note', 0)`,
        { creditorId, debtorId, currency: invoice!.currency },
      );
      run(
        tx,
        `INSERT INTO disputes (case_number, creditor_id, debtor_id, invoice_id, reason, currency, disputed_minor, created_at)
         VALUES ('D-9001', @creditorId, @debtorId, @id, 'other', @currency, 300, 1)`,
        { creditorId, debtorId, id: invoice!.id, currency: invoice!.currency },
      );
    });
    const found = await file();
    expect(found.payments).toContainEqual({
      receivedOn: '2026-03-10',
      amount: expect.objectContaining({ minor: 700 }),
      kind: 'credit_note',
      invoices: [],
    });
    const balance = found.balance.find((one) => one.credit.currency === invoice!.currency)!;
    expect(balance.credit.minor).toBeGreaterThanOrEqual(700);
    expect(balance.disputed.minor).toBeGreaterThanOrEqual(300);
    expect(found.disputes).toContainEqual(
      expect.objectContaining({ caseNumber: 'D-9001', state: 'open', reason: 'other' }),
    );
    expect(found.invoices.find((one) => one.id === invoice!.id)).toMatchObject({ status: 'disputed' });
  });

  it('knows when we spoke first, and when they asked us not to', async () => {
    const conversationId = await newestConversation(app);
    const quiet = clock.now();
    // Two days later, a reminder; Wednesday 11 March 2026 becomes Friday, in office hours.
    clock.advance(2 * 86_400_000);
    const later = await reader(app, { creditorIds: [creditorId] });
    const clockNow = async () => (await file(debtorId, later)).contactClock;
    await app.database.write(async (tx) => {
      run(
        tx,
        `INSERT INTO messages (conversation_id, seq, direction, author, body, at)
         VALUES (@conversationId, 5000, 'out', 'bot', '{"text":"Just a reminder"}', @at)`,
        { conversationId, at: clock.now() },
      );
    });
    expect(await clockNow()).toMatchObject({
      today: 1,
      last7Days: 1,
      last30Days: 1,
      allowedNow: false,
      reason: 'cap_reached',
    });
    await app.database.write(async (tx) => {
      run(tx, 'UPDATE messages SET withheld_at = 1 WHERE seq = 5000');
    });
    expect(await clockNow()).toMatchObject({ today: 0, allowedNow: true, reason: null });
    await app.database.write(async (tx) => {
      run(tx, 'UPDATE conversations SET opted_out_at = 1 WHERE id = @conversationId', { conversationId });
    });
    expect(await clockNow()).toMatchObject({
      optedOut: true,
      allowedNow: false,
      reason: 'opted_out',
    });
    clock.advance(quiet - clock.now());
  });

  it('does not exist for a collector of another creditor, and shows itself to an auditor', async () => {
    const [foreign] = await rows<{ id: number }>(app, 'SELECT id FROM creditors WHERE id <> ?', creditorId);
    const stranger = await reader(app, { creditorIds: [foreign!.id] });
    for (const url of [`/debtors/${debtorId}`, '/debtors/999999', '/debtors/-1']) {
      expect((await stranger.get(url)).statusCode, url).toBe(404);
    }
    const theirs = `SELECT what FROM collector_audit WHERE collector_id = ?`;
    expect(await rows(app, theirs, stranger.account.id)).toEqual([]);
    const auditor = await reader(app, { role: 'auditor' });
    expect((await auditor.get(`/debtors/${debtorId}`)).statusCode).toBe(200);
  });

  it('leaves one audit row in ten minutes, for each person and debtor', async () => {
    const fresh = await reader(app, { creditorIds: [creditorId] });
    const opened = () =>
      rows(
        app,
        `SELECT what, creditor_id, debtor_id, detail FROM collector_audit WHERE collector_id = ? ORDER BY id`,
        fresh.account.id,
      );
    const row = { what: 'file_opened', creditor_id: creditorId, debtor_id: debtorId, detail: null };
    await Promise.all([file(debtorId, fresh), file(debtorId, fresh), file(debtorId, fresh)]);
    expect(await opened()).toEqual([row]);
    const other = await idsOf(app, 'X100');
    await file(other.debtorId, fresh);
    expect(await opened()).toHaveLength(2);
    clock.advance(10 * 60_000 + 1);
    await file(debtorId, fresh);
    expect(await opened()).toEqual([row, { ...row, debtor_id: other.debtorId }, row]);
  });
});
