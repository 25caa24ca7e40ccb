import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OwnWords, StoredFile } from '../../src/channels/channel.ts';
import type { Announcement } from '../../src/shared/announcement.ts';
import { run } from '../support/debtor.ts';
import { png } from '../support/files.ts';
import { type TurnWorld, turnWorld, words } from './turn-world.ts';

let world: TurnWorld;
let told: Announcement[];
beforeEach(async () => {
  world = await turnWorld();
  told = [];
  world.database.watch((one) => told.push(one));
});
afterEach(() => world.database.close());

const address = (name: string) => ({ channel: 'outbox', account: '+62811', externalId: name });
const say = (name: string, text: string, more: object = {}) =>
  world.say(name, text, { address: address(name), ...more });
const own = (name: string, text: string, more: Partial<OwnWords> = {}): OwnWords => ({
  address: address(name),
  sender: { id: name },
  creditorId: 1,
  externalId: 'OWN-1',
  text,
  at: world.clock.now(),
  ...more,
});
const deliveries = () => told.filter((one) => one.kind === 'delivery');

describe('words from the firm’s own phone', () => {
  it('stand in the transcript once, as a person’s without a name, and silence the bot', async () => {
    await say('wa-1', 'halo');
    await world.host.takeOver(own('wa-1', 'Selamat pagi, kartu 4111 1111 1111 1111 jangan dikirim ya'));
    await world.host.takeOver(own('wa-1', 'Selamat pagi, sekali lagi'));
    await say('wa-1', 'baik pak');
    const rows = await world.transcript('wa-1');
    const phone = rows.filter((row) => row.author === 'collector');
    expect(phone).toHaveLength(1);
    expect(JSON.parse(phone[0]!.body)).toMatchObject({ onPhone: true });
    expect(phone[0]!.body).not.toContain('4111');
    expect(JSON.parse(phone[0]!.body).name).toBeUndefined();
    expect(words(rows).at(-1)).toBe('debtor: baik pak');
    expect(await world.conversation('wa-1')).toMatchObject({ owner: 'collector', collector_id: null });
    const owners = told.filter((one) => one.kind === 'handoff').map((one) => one.change);
    expect(owners).toEqual(['opened', 'answered']);
  });

  it('open the conversation where the firm wrote first', async () => {
    await world.host.takeOver(own('wa-2', 'Halo, ini dari kantor'));
    expect(words(await world.transcript('wa-2'))).toEqual(['collector: Halo, ini dari kantor']);
  });

  it('of long ago are kept and take nothing over', async () => {
    await say('wa-1', 'halo');
    await world.host.takeOver(own('wa-1', 'kemarin', { at: world.clock.now() - 5 * 3_600_000 }));
    expect(words(await world.transcript('wa-1'))).toContain('collector: kemarin');
    expect(await world.conversation('wa-1')).toMatchObject({ owner: 'bot' });
  });

  it('meet running turns: whoever comes first, every message is kept once and none is answered afterwards', async () => {
    await say('wa-1', 'halo');
    const rounds = Array.from({ length: 10 }, (_, i) => i);
    await Promise.all(
      rounds.flatMap((i) => [
        say('wa-1', `pertanyaan ${i}`),
        world.host.takeOver(own('wa-1', 'saya jawab', { externalId: `OWN-${i % 3}` })),
      ]),
    );
    const rows = await world.transcript('wa-1');
    expect(rows.map((row) => row.seq)).toEqual(rows.map((_, i) => i + 1));
    expect(rows.filter((row) => row.author === 'collector')).toHaveLength(3);
    expect(rows.filter((row) => /pertanyaan \d/.test(row.body) && row.author === 'debtor')).toHaveLength(10);
    const first = rows.findIndex((row) => row.author === 'collector');
    expect(rows.slice(first).filter((row) => row.author === 'bot')).toEqual([]);
  });
});

describe('a message the debtor deleted', () => {
  const send = async (name: string, id: string, text: string, more: object = {}) =>
    say(name, text, { externalId: id, ...more });
  const body = async (name: string, seq: number) =>
    JSON.parse((await world.transcript(name)).find((row) => row.seq === seq)!.body);

  it('loses its words, those of its corrections, and quotations of it', async () => {
    await send('wa-1', 'A', 'rahasia saya');
    await send('wa-1', 'B', 'rahasia saya yang benar', { corrects: 'A' });
    await send('wa-1', 'C', 'itu maksud saya', { quoted: 'rahasia saya' });
    expect(await world.host.withdraw(address('wa-1'), 'A')).toBe(true);
    expect(await world.host.withdraw(address('wa-1'), 'A')).toBe(true);
    expect(JSON.stringify(await world.transcript('wa-1'))).not.toContain('rahasia saya');
    expect(await body('wa-1', 1)).toEqual({ text: '', locale: 'id' });
    const again = told.filter((one) => one.kind === 'messages' && one.messages[0]!.withdrawn);
    expect(again).toHaveLength(2);
  });

  it('that nobody knows is not there', async () => {
    expect(await world.host.withdraw(address('wa-9'), 'A')).toBe(false);
    await send('wa-1', 'A', 'halo');
    expect(await world.host.withdraw(address('wa-1'), 'B')).toBe(false);
  });

  describe('that is a piece of an album', () => {
    const at = { address: address('wa-1'), sender: { id: 'wa-1' }, creditorId: 1 };
    let files: StoredFile[];
    /** An album of pictures named 0.png, 1.png ...; `picture`: which of them a piece shows. */
    async function album(pieces: readonly { picture: number; text?: string }[]) {
      files = [];
      for (const { picture } of pieces) {
        const saved = await world.host.saveAttachment(at, {
          bytes: png(picture),
          fileName: `${picture}.png`,
        });
        if (!saved.ok) throw new Error(saved.reason);
        files.push(saved.file);
      }
      const texts = pieces.map(({ text = '' }) => text);
      await send('wa-1', 'A0', [...new Set(texts.filter(Boolean))].join('\n'), {
        attachmentIds: files.map((file) => file.id),
        pieces: pieces.map((_, i) => ({ externalId: `A${i}`, attachmentId: files[i]!.id, text: texts[i] })),
      });
      await world.database.write(async (tx) => {
        tx.connection.sqlite.exec('UPDATE conversations SET state = NULL');
      });
    }
    const take = (id: string) => world.host.withdraw(address('wa-1'), id);
    const left = async () => {
      const { text, attachments = [] } = await body('wa-1', 1);
      const [{ withdrawn_at: withdrawn }] = (await world.query(
        'SELECT withdrawn_at FROM messages WHERE seq = 1 ORDER BY id DESC LIMIT 1',
      )) as [{ withdrawn_at: number | null }];
      return [text, attachments.map((file: { name: string }) => file.name), withdrawn !== null];
    };
    const gone = async (index: number) => !(await world.host.openAttachment(files[index]!.token));

    it('goes alone, with the words that came with it; the last one takes the message with it', async () => {
      await album([
        { picture: 0, text: 'ini rahasia\ndua baris' },
        { picture: 1 },
        { picture: 2, text: 'lain' },
      ]);
      expect(await take('A1')).toBe(true);
      expect(await left()).toEqual(['ini rahasia\ndua baris\nlain', ['0.png', '2.png'], false]);
      expect([await gone(0), await gone(1), await gone(2)]).toEqual([false, true, false]);
      expect(await take('A0')).toBe(true);
      expect(await take('A0')).toBe(true);
      expect(await left()).toEqual(['lain', ['2.png'], false]);
      expect(await take('A2')).toBe(true);
      expect(await left()).toEqual(['', [], true]);
      expect(
        told.flatMap((one) => (one.kind === 'messages' && one.messages[0]!.withdrawn ? [1] : [])),
      ).toHaveLength(1);
    });

    it('leaves a picture, and words, that another piece shows too', async () => {
      await album([
        { picture: 0, text: 'slip' },
        { picture: 0, text: 'slip' },
      ]);
      await take('A1');
      expect(await left()).toEqual(['slip', ['0.png'], false]);
      expect(await gone(1)).toBe(false);
    });

    it('takes all words where a number was hidden over their ends; what was said of it goes, too', async () => {
      await album([
        { picture: 0, text: 'kartu 4111 1111' },
        { picture: 1, text: '1111 1111' },
      ]);
      await send('wa-1', 'E', 'maksud saya rahasia', { pieces: [{ externalId: 'A1' }] });
      await take('A1');
      expect((await left()).slice(0, 2)).toEqual(['', ['0.png']]);
      expect(JSON.stringify(await world.transcript('wa-1'))).not.toContain('maksud saya rahasia');
    });
  });

  it('loses its files but for those on which a proof of payment rests', async () => {
    const at = { address: address('wa-1'), sender: { id: 'wa-1' }, creditorId: 1 };
    const files: StoredFile[] = [];
    for (const [i, name] of ['bukti.png', 'lain.png'].entries()) {
      const saved = await world.host.saveAttachment(at, { bytes: png(i), fileName: name });
      if (!saved.ok) throw new Error(saved.reason);
      files.push(saved.file);
    }
    await send('wa-1', 'A', 'ini buktinya', { attachmentIds: files.map((file) => file.id) });
    await world.database.write(async (tx) => {
      tx.connection.sqlite.exec('UPDATE conversations SET state = NULL');
      run(
        tx,
        `INSERT INTO payment_proofs (receipt_number, creditor_id, debtor_id, conversation_id, attachment_id,
           content_hash, currency, created_at) SELECT 'P-1', 1, (SELECT MIN(id) FROM debtors), c.id, @id, 'x', 'IDR', 0
         FROM conversations c WHERE c.external_id = 'wa-1'`,
        { id: files[0]!.id },
      );
    });
    await world.host.withdraw(address('wa-1'), 'A');
    const left = await body('wa-1', 1);
    expect(left.text).toBe('');
    expect(left.attachments).toMatchObject([{ name: 'bukti.png' }]);
    expect(await world.host.openAttachment(files[0]!.token)).toBeDefined();
    expect(await world.host.openAttachment(files[1]!.token)).toBeUndefined();
  });
});

describe('receipts', () => {
  const marks = () =>
    world.query('SELECT delivered_at, read_at, failed_reason FROM messages WHERE seq = 2 ORDER BY id');
  const tell = async (state: 'delivered' | 'read' | 'failed', at: number, reason?: string) => {
    const { id } = (await world.conversation('wa-1'))!;
    await world.host.receipt({ conversationId: id, seq: 2, state, at, ...(reason && { reason }) });
  };
  beforeEach(() => say('wa-1', 'halo'));

  it('come in any order, more than once, and are never taken back', async () => {
    await tell('read', 20);
    await tell('delivered', 10);
    await tell('read', 30);
    await tell('failed', 40, 'refused');
    expect(await marks()).toEqual([{ delivered_at: 20, read_at: 20, failed_reason: null }]);
    expect(deliveries()).toMatchObject([{ seq: 2, state: 'read' }]);
  });

  it('say that a message failed, until it arrives after all', async () => {
    await tell('failed', 10, 'not_on_whatsapp');
    await tell('failed', 11, 'refused');
    await tell('delivered', 12);
    expect(deliveries()).toMatchObject([
      { state: 'failed', reason: 'not_on_whatsapp' },
      { state: 'delivered' },
    ]);
    expect(await marks()).toEqual([{ delivered_at: 12, read_at: null, failed_reason: null }]);
  });

  it('of a lost piece say so, though another piece of the message arrived', async () => {
    const { id } = (await world.conversation('wa-1'))!;
    await tell('delivered', 10);
    const lost = {
      conversationId: id,
      seq: 2,
      state: 'failed',
      at: 20,
      reason: 'refused',
      lost: true,
    } as const;
    await world.host.receipt(lost);
    await tell('read', 30);
    expect(await marks()).toEqual([{ delivered_at: 10, read_at: 30, failed_reason: 'incomplete' }]);
  });

  it('of messages that are not ours, or not there, change nothing; a reason is one word', async () => {
    const { id } = (await world.conversation('wa-1'))!;
    await world.host.receipt({ conversationId: id, seq: 1, state: 'read', at: 1 });
    await world.host.receipt({ conversationId: 999, seq: 2, state: 'read', at: 1 });
    expect(deliveries()).toEqual([]);
    await tell('failed', 5, 'Server said: +62 811 unknown');
    expect(await marks()).toEqual([{ delivered_at: null, read_at: null, failed_reason: 'not_delivered' }]);
  });
});
