import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../src/app.ts';
import type { ConsoleMessage, ConversationView, MessagesPage } from '../../../src/http/contract/console.ts';
import type { Tx } from '../../../src/storage/database.ts';
import { enqueueOutbox } from '../../../src/storage/outbox-rows.ts';
import { DEMO_NOW, testApp } from '../../support/app.ts';
import { TestClock } from '../../support/clock.ts';
import { signIn } from '../../support/collectors.ts';
import { run } from '../../support/debtor.ts';
import { LivePage } from '../../support/live-page.ts';
import { type Reader, reader } from './casefile-world.ts';

/** What stands beside a message: how it fared, what the debtor did with it, who wrote it where. */
const clock = new TestClock(DEMO_NOW);
let app: App;
let own: Reader;
let id: number;
let port: number;

/** One message as stored; `row` is that of the outbox, where it has one. */
type Stored = { body: object; author?: string; row?: [state: string, error?: string]; columns?: object };
const STORED: Stored[] = [
  { body: { text: 'hapus', corrects: 1 }, author: 'debtor', columns: { withdrawn_at: 5 } },
  { body: { text: '[pesan suara]', unreadable: 'voice', quoted: 'kata kami' }, author: 'debtor' },
  { body: { text: 'di ponsel', onPhone: true }, author: 'collector' },
  { body: { text: 'menunggu' }, row: ['pending', 'waiting_for_answer'] },
  { body: { text: 'dicoba lagi' }, row: ['pending', 'connect ECONNREFUSED 1.2.3.4'] },
  { body: { text: 'terkirim' }, row: ['sent'] },
  { body: { text: 'sampai' }, row: ['sent'], columns: { delivered_at: 5 } },
  { body: { text: 'dibaca' }, row: ['sent'], columns: { delivered_at: 5, read_at: 6 } },
  { body: { text: 'gagal' }, row: ['dead'], columns: { failed_reason: 'outside_window' } },
  {
    body: { text: 'sebagian' },
    row: ['dead'],
    columns: { delivered_at: 5, read_at: 6, failed_reason: 'incomplete', given_up_at: 5 },
  },
  { body: { text: 'ditahan' }, row: ['dead', 'taken_over'], columns: { withheld_at: 5 } },
  { body: { text: 'dahulu' } },
];

async function store(tx: Tx, seq: number, { body, author = 'bot', row, columns = {} }: Stored) {
  const names = Object.keys(columns);
  const direction = author === 'debtor' ? 'in' : 'out';
  run(
    tx,
    `INSERT INTO messages (conversation_id, seq, direction, author, body, at${names.map((name) => `, ${name}`).join('')})
     VALUES (@id, @seq, @direction, @author, @body, @at${names.map((name) => `, @${name}`).join('')})`,
    {
      id,
      seq,
      direction,
      author,
      body: JSON.stringify({ locale: 'id', ...body }),
      at: 1_000 + seq,
      ...columns,
    },
  );
  if (!row) return;
  await enqueueOutbox(tx, {
    channel: 'nowhere',
    now: clock.now() + 3_600_000,
    dedupeKey: `message:${id}:${seq}`,
    payload: { creditorId: 1, locale: 'id', to: { address: 'wa-77' }, author: 'bot', lines: [] },
  });
  const [state, error = null] = row;
  run(tx, 'UPDATE outbox SET state = @state, last_error = @error WHERE dedupe_key = @key', {
    state,
    error,
    key: `message:${id}:${seq}`,
  });
}

beforeAll(async () => {
  app = await testApp({ clock });
  port = await app.listen();
  id = await app.database.write(async (tx) => {
    const account = run(
      tx,
      `INSERT INTO whatsapp_accounts (creditor_id, phone, transport, created_at) VALUES (1, '+6281110001', 'baileys', 0)`,
    );
    const sender = run(
      tx,
      `INSERT INTO whatsapp_senders (account_id, phone, created_at) VALUES (@account, '+6281200007777', 0)`,
      { account },
    );
    return run(
      tx,
      `INSERT INTO conversations (channel, account, external_id, creditor_id, sender_id, locale, last_seq, created_at,
         updated_at) VALUES ('whatsapp', '+6281110001', @name, 1, @name, 'id', @last, 0, 0)`,
      { name: `wa-${sender}`, last: STORED.length },
    );
  });
  await app.database.write(async (tx) => {
    for (const [index, one] of STORED.entries()) await store(tx, index + 1, one);
  });
  own = await reader(app, { creditorIds: [1], locale: 'en' });
});
afterAll(() => app.stop());

describe('a conversation on WhatsApp', () => {
  it('says who writes by the number’s last digits alone', async () => {
    const answer = await own.get(`/conversations/${id}`);
    expect((answer.json() as ConversationView).address).toMatch(/^•+\d{3}$/);
    expect(answer.body).not.toContain('81200007777');
  });

  it('shows how each message fared, and what cannot be read', async () => {
    const page = (await own.get(`/conversations/${id}/messages`)).json() as MessagesPage;
    const items = page.items as ConsoleMessage[];
    const facts = items.map(
      ({ text, delivery, withdrawn, edited, unreadable, quoted, onPhone, withheld }) => ({
        text,
        ...(delivery && { delivery }),
        ...(withdrawn && { withdrawn }),
        ...(edited && { edited }),
        ...(unreadable && { unreadable, quoted }),
        ...(onPhone && { onPhone }),
        ...(withheld && { withheld }),
      }),
    );
    expect(facts).toEqual([
      { text: 'hapus', withdrawn: true, edited: true },
      { text: '[pesan suara]', unreadable: 'voice', quoted: 'kata kami' },
      { text: 'di ponsel', onPhone: true },
      { text: 'menunggu', delivery: { state: 'waiting', reason: 'waiting_for_answer' } },
      { text: 'dicoba lagi', delivery: { state: 'waiting' } },
      { text: 'terkirim', delivery: { state: 'sent' } },
      { text: 'sampai', delivery: { state: 'delivered' } },
      { text: 'dibaca', delivery: { state: 'read' } },
      { text: 'gagal', delivery: { state: 'failed', reason: 'outside_window' } },
      { text: 'sebagian', delivery: { state: 'failed', reason: 'incomplete' } },
      { text: 'ditahan', withheld: true },
      { text: 'dahulu' },
    ]);
  });

  it('tells the page that has it open, and no other, what became of a message', async () => {
    const live = await LivePage.open(port, await signIn(app, own.account));
    live.say({ type: 'watching', conversationId: id });
    await live.next((event) => event.type === 'watching');
    await app.database.write(async (tx) =>
      tx.announce({ kind: 'delivery', conversationId: id + 1, creditorId: 1, seq: 9, state: 'read' }),
    );
    await app.database.write(async (tx) =>
      tx.announce({
        kind: 'delivery',
        conversationId: id,
        creditorId: 1,
        seq: 6,
        state: 'failed',
        reason: 'refused',
      }),
    );
    expect(await live.next((event) => event.type === 'delivery')).toEqual({
      type: 'delivery',
      conversationId: id,
      id: `${id}:6`,
      delivery: { state: 'failed', reason: 'refused' },
    });
    live.socket.close();
  });
});
