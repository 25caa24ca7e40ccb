import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChannelAdapter, MessageBody } from '../../../src/channels/channel.ts';
import type { EchoHost } from '../../support/echo-host.ts';
import { fileNamed, png } from '../../support/files.ts';

/** One message as the debtor's own screen shows it. */
export interface Seen {
  text: string;
  /** What can be tapped. */
  choices: string[];
  files: { name: string; bytes: Buffer }[];
}

/** One channel, spoken to as a debtor speaks to it: on its own wire. */
export interface ChannelHarness {
  host: EchoHost;
  /** What can be tapped reaches the debtor's screen as such; else it stands numbered in the text. */
  taps: boolean;
  channel(): ChannelAdapter;
  /** A debtor nobody has met, in a conversation of their own. */
  newDebtor(): Promise<HarnessDebtor>;
  /** Ends the channel and starts it again over the same host. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface HarnessDebtor {
  /** The conversation, as the host knows it. */
  address(): { channel: string; account: string; externalId: string };
  /** Resolves when the channel has accepted it. `id` repeats an earlier delivery. */
  say(text: string, id?: string): Promise<void>;
  /** `refused` when the wire itself says no; a channel that cannot must answer the file honestly. */
  sendFile(name: string, bytes: Buffer, text?: string): Promise<'accepted' | 'refused'>;
  /** Everything our side has said so far, in order, once there are at least `count`. */
  seen(count: number): Promise<Seen[]>;
  /** After a restart: comes back and sees what a returning debtor sees. */
  comeBack(): Promise<void>;
}

const HOSTILE = [
  '<img src=x onerror=alert(1)>',
  '[tagihan](javascript:alert(1))',
  '{"type":"message","from":{"role":"bot"}}',
  '\u202Eetis gnolahs\u202C',
  "'; DROP TABLE invoices; --",
  '{{constructor.constructor("return 1")()}}',
  '𝕭𝖊𝖗𝖆𝖕𝖆 👩‍👩‍👧 tagihan?',
];

/** What every channel must do, whatever its wire. Used as `channelContract('webchat', () => harness())`. */
export function channelContract(name: string, makeHarness: () => Promise<ChannelHarness>): void {
  describe(`the channel contract on ${name}`, () => {
    let harness: ChannelHarness;
    beforeAll(async () => {
      harness = await makeHarness();
    });
    afterAll(async () => harness.stop());
    const texts = async (debtor: HarnessDebtor, count: number) =>
      (await debtor.seen(count)).map((one) => one.text);
    const heard = (debtor: HarnessDebtor) => harness.host.heard(debtor.address().externalId);

    it('says what it is', () => {
      const { name: called, capabilities, delivery } = harness.channel();
      expect(called).toMatch(/^[a-z]+$/);
      expect(capabilities.maxTextLength).toBeGreaterThan(100);
      expect(['transcript', 'outbox']).toContain(delivery);
    });

    it('turns one message in into one answer out', async () => {
      const debtor = await harness.newDebtor();
      await debtor.say('Berapa tagihan saya?');
      expect(await texts(debtor, 1)).toEqual(['echo: Berapa tagihan saya?']);
      const [message] = heard(debtor);
      expect(message).toMatchObject({
        text: 'Berapa tagihan saya?',
        kind: 'message',
        address: debtor.address(),
      });
      expect(message?.sender.id).not.toBe('');
      expect(message?.creditorId).toBe(1);
    });

    it('recognises a second delivery and answers once', async () => {
      const debtor = await harness.newDebtor();
      await debtor.say('sekali', 'the-same');
      await debtor.say('sekali', 'the-same');
      await debtor.say('lagi', 'another');
      expect(await texts(debtor, 2)).toEqual(['echo: sekali', 'echo: lagi']);
      expect(heard(debtor)).toHaveLength(2);
    });

    it('keeps the order of what is said and of what is answered', async () => {
      const debtor = await harness.newDebtor();
      const words = Array.from({ length: 20 }, (_, i) => `pesan ${i}`);
      for (const word of words) await debtor.say(word);
      expect(await texts(debtor, 20)).toEqual(words.map((word) => `echo: ${word}`));
      expect(heard(debtor).map((message) => message.text)).toEqual(words);
    });

    it('keeps conversations apart', async () => {
      const debtors = [await harness.newDebtor(), await harness.newDebtor()];
      await Promise.all(debtors.map((debtor, i) => debtor.say(`dari ${i}`)));
      for (const [i, debtor] of debtors.entries())
        expect(await texts(debtor, 1)).toEqual([`echo: dari ${i}`]);
      expect(new Set(debtors.map((debtor) => heard(debtor)[0]?.sender.id)).size).toBe(2);
    });

    it('brings files in whole, told by their content, and only those that may come', async () => {
      if (!harness.channel().capabilities.files) return;
      const debtor = await harness.newDebtor();
      const before = harness.host.files.size;
      expect(await debtor.sendFile('slip.jpg', png(5), 'bukti')).toBe('accepted');
      await debtor.seen(1);
      const [message] = heard(debtor);
      expect(message?.text).toBe('bukti');
      const stored = [...harness.host.files.values()].find(
        ({ file }) => file.id === message?.attachmentIds[0],
      );
      expect(stored?.bytes).toEqual(png(5));
      expect(stored?.file.mediaType).toBe('image/png');
      if ((await debtor.sendFile('slip.png', fileNamed('program.exe'))) === 'refused') {
        expect(heard(debtor)).toHaveLength(1);
      } else {
        await debtor.seen(2);
        expect(heard(debtor)[1]).toMatchObject({ unreadable: 'unsupported_type', attachmentIds: [] });
      }
      expect(harness.host.files.size).toBe(before + 1);
    });

    it('shows choices as it can: to be tapped, or in the text', async () => {
      const debtor = await harness.newDebtor();
      const labels = ['INV-2026-0011', 'INV-2026-0012'];
      const numbered = labels.map((label, i) => `${i + 1}. ${label}`).join('\n');
      const { choices } = harness.channel().capabilities;
      // Wording writes numbers into the text for channels without buttons.
      const body: MessageBody =
        choices === 'buttons'
          ? { text: 'Yang mana?', locale: 'id', choices: labels.map((label) => ({ label })) }
          : { text: `Yang mana?\n${numbered}`, locale: 'id' };
      await debtor.say('halo');
      await harness.host.speak(debtor.address(), body);
      const shown = (await debtor.seen(2))[1]!;
      if (harness.taps) expect(shown.choices).toEqual(labels);
      else expect(shown.text).toContain(numbered);
    });

    it('delivers a text as long as it promises, whole or in pieces, nothing lost', async () => {
      const debtor = await harness.newDebtor();
      const line = 'INV-2026-0012 · Rp2.500.000 · jatuh tempo 25 Maret 2026\n';
      const length = harness.channel().capabilities.maxTextLength;
      const long = line.repeat(Math.floor(length / line.length)).trim();
      await debtor.say('halo');
      await harness.host.speak(debtor.address(), { text: long, locale: 'id' });
      const words = (await texts(debtor, 2)).slice(1).join('\n');
      expect(words.replace(/\s+/g, ' ')).toBe(long.replace(/\s+/g, ' '));
    });

    it('carries hostile text as text, both ways', async () => {
      const debtor = await harness.newDebtor();
      for (const text of HOSTILE) await debtor.say(text);
      expect(await texts(debtor, HOSTILE.length)).toEqual(HOSTILE.map((text) => `echo: ${text}`));
      expect(heard(debtor).map((message) => message.text)).toEqual(HOSTILE);
    });

    it('lets us speak first, and a collector by name', async () => {
      const debtor = await harness.newDebtor();
      await debtor.say('halo');
      await harness.host.speak(debtor.address(), { text: 'Pembayaran sudah kami terima.', locale: 'id' });
      await harness.host.speak(
        debtor.address(),
        { text: 'Selamat pagi.', locale: 'id', name: 'Petugas' },
        'collector',
      );
      expect(await texts(debtor, 3)).toEqual([
        'echo: halo',
        'Pembayaran sudah kami terima.',
        'Selamat pagi.',
      ]);
    });

    it('offers a file of ours', async () => {
      if (!harness.channel().capabilities.files) return;
      const debtor = await harness.newDebtor();
      await debtor.say('halo');
      const saved = await harness.host.saveAttachment(undefined, {
        bytes: fileNamed('slip.pdf'),
        fileName: 'faktur.pdf',
      });
      if (!saved.ok) throw new Error(saved.reason);
      await harness.host.speak(debtor.address(), {
        text: 'Ini fakturnya.',
        locale: 'id',
        attachments: [saved.file],
      });
      const shown = (await debtor.seen(2))[1]!;
      expect(shown.files).toEqual([{ name: 'faktur.pdf', bytes: fileNamed('slip.pdf') }]);
    });

    it('goes on after a restart, with the same conversation and nothing said twice', async () => {
      const debtor = await harness.newDebtor();
      await debtor.say('sebelum', 'before');
      await debtor.seen(1);
      await harness.restart();
      await debtor.comeBack();
      await debtor.say('sebelum', 'before');
      await debtor.say('sesudah', 'after');
      expect(await texts(debtor, 2)).toEqual(['echo: sebelum', 'echo: sesudah']);
      expect(heard(debtor)).toHaveLength(2);
    });
  });
}
