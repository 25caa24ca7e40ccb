import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageBody } from '../../src/channels/channel.ts';
import { claimHandoff } from '../../src/handoff/index.ts';
import { DEMO_NOW } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { signedIn } from '../support/collectors.ts';
import { all } from '../support/debtor.ts';
import { Phone } from '../support/phone.ts';
import { type PhoneApp, phoneApp } from '../support/phone-app.ts';
import { shown } from '../transcripts/run.ts';

const ON_FILE = '+6281200001002';

let app: PhoneApp;
let clock: TestClock;
beforeEach(async () => {
  clock = new TestClock(DEMO_NOW);
  app = await phoneApp({ clock });
});
afterEach(() => app.stop());

const phoneOf = async (address: string | undefined = ON_FILE, senderId?: string) =>
  new Phone(app, { creditorId: await app.creditorOf('demo'), address, ...(senderId && { senderId }) });
const rows = <T = Record<string, unknown>>(sql: string) => app.database.write(async (tx) => all<T>(tx, sql));
const said = async () =>
  (await rows<{ body: string }>("SELECT body FROM messages WHERE author = 'debtor' ORDER BY seq")).map(
    (row) => JSON.parse(row.body) as MessageBody,
  );

describe('a number that changed hands without a word', () => {
  it('makes a new sender, who is a stranger: the code goes where the old owner reads it, unseen', async () => {
    const owner = await phoneOf();
    await owner.say('tagihan saya berapa ya');
    expect(shown(await owner.say(owner.code()!))).toContain('Rp7.800.000');
    clock.advance(2 * 60_000);
    const heir = await phoneOf(ON_FILE, 'wa-2');
    const heard = shown(await heir.say('tagihan saya berapa ya'));
    expect(heard).toContain('kontak lain yang tercatat');
    expect(heard).not.toMatch(/Rp|Sumber|a•••/);
    expect(shown(await heir.say('ulangi'))).not.toMatch(/Rp|Sumber/);
  });
});

describe('the transcript of a phone', () => {
  it('keeps the kind of what could not be read, with words for whoever reads on', async () => {
    const phone = await phoneOf();
    await phone.say('', { unreadable: 'voice' });
    await phone.say('ini lokasinya', { unreadable: 'location' });
    expect(await said()).toEqual([
      { text: '[pesan suara]', locale: 'id', unreadable: 'voice' },
      { text: 'ini lokasinya', locale: 'id', unreadable: 'location' },
    ]);
  });

  it('keeps what was quoted without codes and card numbers, and which message was corrected', async () => {
    const phone = await phoneOf();
    await phone.say('tagihan saya brapa', { id: 'first' });
    const code = phone.code()!;
    await phone.say('ini', { quoted: `Kode Anda: ${code}. Kartu 4111 1111 1111 1111` });
    await phone.say('halo', { corrects: 'first' });
    await phone.say('halo', { corrects: 'never-seen' });
    const [, quoting, correcting, unknown] = await said();
    expect(quoting?.quoted).toMatch(/^Kode Anda: •+\. Kartu [^1]+$/);
    expect(correcting).toMatchObject({ text: 'halo', corrects: 1 });
    expect(unknown).not.toHaveProperty('corrects');
    expect(JSON.stringify(await rows('SELECT body, state FROM messages, conversations'))).not.toContain(code);
  });

  it('has a voice note for the collector who answers, and no word of the bot', async () => {
    const phone = await phoneOf();
    await phone.say('petugas');
    await takeConversation();
    await phone.news();
    expect(await phone.say('', { unreadable: 'voice' })).toEqual([]);
    expect((await said()).at(-1)).toMatchObject({ text: '[pesan suara]', unreadable: 'voice' });
  });
});

describe('a person answers, and', () => {
  it('a stop of another language counts all the same', async () => {
    const phone = await phoneOf();
    await phone.say('petugas');
    await takeConversation();
    expect(shown(await phone.say('退订'))).toContain('tidak lagi menghubungi Anda lebih dulu');
    const [row] = await rows<{ owner: string; optedOut: number }>(
      'SELECT owner, opted_out_at AS optedOut FROM conversations ORDER BY id DESC LIMIT 1',
    );
    expect(row).toEqual({ owner: 'collector', optedOut: clock.now() });
  });
});

describe('an answer that could not leave', () => {
  it('is not sent half a day later: its figures are of yesterday', async () => {
    const phone = await phoneOf();
    await phone.say('halo');
    const waits = await rows<{ ms: number }>(
      "SELECT expires_at - created_at AS ms FROM outbox WHERE channel = 'whatsapp'",
    );
    expect(waits).not.toEqual([]);
    for (const { ms } of waits) expect(ms).toBe(12 * 60 * 60_000);
  });
});

describe('an album', () => {
  it('is one proof with all of its files, and each of them is known again', async () => {
    const phone = await phoneOf();
    await phone.upload(['slip.png', 'second.png', 'slip.pdf'], 'bukti transfer 0034');
    await phone.say(phone.code()!);
    await phone.say('lewati');
    expect(shown(await phone.say('lewati'))).toContain('P-0002');
    expect(
      await rows(`SELECT p.receipt_number AS receipt, a.file_name AS first,
        (SELECT group_concat(f.file_name, ' ') FROM payment_proof_files n
         JOIN attachments f ON f.id = n.attachment_id WHERE n.proof_id = p.id) AS further
        FROM payment_proofs p JOIN attachments a ON a.id = p.attachment_id WHERE p.receipt_number = 'P-0002'`),
    ).toEqual([{ receipt: 'P-0002', first: 'slip.png', further: 'second.png slip.pdf' }]);
    expect(shown(await phone.upload(['slip.pdf'], 'bukti transfer 0031'))).toContain('P-0002');
  });
});

/** A collector of the console takes the one conversation there is. */
async function takeConversation(): Promise<void> {
  const collector = await signedIn(app.database, { now: clock.now() });
  const [row] = await rows<{ id: number }>('SELECT id FROM handoffs');
  const taken = await app.database.write((tx) => claimHandoff(tx, clock.now(), collector, row!.id));
  expect(taken).toMatchObject({ ok: true });
}
