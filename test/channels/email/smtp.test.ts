import { afterEach, describe, expect, it } from 'vitest';
import type { ChannelAdapter, OutboundMessage } from '../../../src/channels/channel.ts';
import { createEmailChannel } from '../../../src/channels/email/index.ts';
import { type MailHost, type Mood, mailHost } from './mail-host.ts';

const FROM = 'Sapa Contoh <sapa@contoh.example>';
const letter = (more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 'm1-7',
  to: 'andi@ptabc.example',
  creditorId: 1,
  purpose: 'code',
  subject: 'Kode verifikasi PT Contoh',
  body: { text: 'Kode Anda: 123456\nBerlaku 5 menit.', locale: 'id' },
  ...more,
});

let host: MailHost;
let channel: ChannelAdapter;
async function open(moods: Mood[] = []) {
  host = await mailHost(moods);
  channel = createEmailChannel({ smtpUrl: host.url, from: FROM });
}
afterEach(async () => {
  await channel.stop();
  await host.close();
});

describe('a letter', () => {
  it('arrives as plain text, marked as written by a machine, under its stable id', async () => {
    await open();
    expect(await channel.deliver(letter())).toEqual({ ok: true });
    const [mail] = host.letters;
    expect(mail?.to).toMatchObject({ text: 'andi@ptabc.example' });
    expect(mail?.from?.text).toBe('"Sapa Contoh" <sapa@contoh.example>');
    expect(mail?.subject).toBe('Kode verifikasi PT Contoh');
    expect(mail?.text?.trim()).toBe('Kode Anda: 123456\nBerlaku 5 menit.');
    expect(mail?.html).toBe(false);
    expect(mail?.messageId).toBe('<sapa.m1-7@contoh.example>');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.headers.get('x-auto-response-suppress')).toBe('All');
    expect(mail?.headers.get('content-language')).toBe('id');
  });

  it('keeps letters beyond ASCII, and shares a connection with the next', async () => {
    await open();
    await channel.deliver(
      letter({ subject: 'Tagihan · Café “Sinar”', body: { text: '5 × Rp2.500 ✓', locale: 'id' } }),
    );
    await channel.deliver(letter({ id: 'm1-8' }));
    expect(host.letters[0]?.subject).toBe('Tagihan · Café “Sinar”');
    expect(host.letters[0]?.text?.trim()).toBe('5 × Rp2.500 ✓');
    expect(host.connections()).toBe(1);
  });

  it.each([
    'andi@ptabc.example, budi@ptabc.example',
    'andi@ptabc.example\r\nBcc: budi@ptabc.example',
    'Andi <andi@ptabc.example>',
    'andi@ptabc.example>\nRCPT TO:<budi@ptabc.example',
    'andi',
    '@ptabc.example',
    `${'a'.repeat(65)}@ptabc.example`,
    '"a b"@ptabc.example',
    '',
  ])('goes to one bare address, never to %j', async (to) => {
    await open();
    expect(await channel.deliver(letter({ to }))).toEqual({ ok: false, retry: false, reason: 'bad_address' });
    expect(host.connections()).toBe(0);
  });

  it('takes no second header from its subject or id', async () => {
    await open();
    const subject = 'Kode\r\nBcc: budi@ptabc.example';
    expect(await channel.deliver(letter({ subject }))).toMatchObject({ ok: false, reason: 'bad_subject' });
    expect(await channel.deliver(letter({ id: 'a>\r\nBcc: b' }))).toMatchObject({
      ok: false,
      reason: 'bad_id',
    });
    expect(host.connections()).toBe(0);
  });
});

describe('a mail server that refuses', () => {
  it.each<[Mood, boolean, string]>([
    [{ rcpt: 550 }, false, 'smtp 550'],
    [{ rcpt: 450 }, true, 'smtp 450'],
    [{ data: 554 }, false, 'smtp 554'],
    [{ data: 451 }, true, 'smtp 451'],
  ])('%j: tried again %s', async (mood, retry, reason) => {
    await open([mood]);
    const refused = await channel.deliver(letter());
    expect(refused).toEqual({ ok: false, retry, reason });
    expect(JSON.stringify(refused)).not.toContain('ptabc');
    expect(await channel.deliver(letter())).toEqual({ ok: true });
  });

  it.each<Mood>(['drop', 'drop_after_data'])('or hangs up (%s) is tried again', async (mood) => {
    await open([mood]);
    expect(await channel.deliver(letter())).toMatchObject({ ok: false, retry: true });
    expect(await channel.deliver(letter())).toEqual({ ok: true });
  });

  it('or is not there is tried again', async () => {
    await open();
    await host.close();
    expect(await channel.deliver(letter())).toMatchObject({ ok: false, retry: true });
    host = await mailHost();
  });

  it('or does not know our login is tried again: the letter is not to blame', async () => {
    await open();
    await channel.stop();
    const smtpUrl = host.url.replace('smtp://', 'smtp://sapa:salah@');
    channel = createEmailChannel({ smtpUrl, from: FROM });
    expect(await channel.deliver(letter())).toEqual({ ok: false, retry: true, reason: 'smtp 535' });
  });
});
