import { describe, expect, it } from 'vitest';
import { createDemoInbox } from '../../../src/channels/email/index.ts';
import { TestClock } from '../../support/clock.ts';

describe('the demonstration inbox', () => {
  it('shows the newest first, the last 200, a retried message once', async () => {
    const clock = new TestClock('2026-11-21T03:00:00Z');
    const inbox = createDemoInbox({ clock });
    const mail = inbox.adapter('email');
    const send = (id: string, text: string) =>
      mail.deliver({
        id,
        to: 'andi@ptabc.example',
        creditorId: 1,
        purpose: 'code',
        subject: 'Kode',
        body: { text, locale: 'id' },
      });
    for (let i = 0; i < 205; i++) expect(await send(`m-${i}`, `surat ${i}`)).toEqual({ ok: true });
    clock.advance(60_000);
    await send('m-150', 'surat 150, lagi');
    const all = inbox.list();
    expect(all).toHaveLength(200);
    expect(all[0]).toEqual({
      to: 'andi@ptabc.example',
      channel: 'email',
      subject: 'Kode',
      text: 'surat 150, lagi',
      at: '2026-11-21T03:01:00.000Z',
    });
    expect(all[1]?.text).toBe('surat 204');
    expect(all.filter((one) => one.text.startsWith('surat 150'))).toHaveLength(1);
    expect(all.some((one) => one.text === 'surat 4')).toBe(false);
  });

  it('stands in for other channels under their names', async () => {
    const inbox = createDemoInbox({ clock: new TestClock(0) });
    const body = { text: 'Halo', locale: 'id' as const };
    await inbox
      .adapter('whatsapp')
      .deliver({ id: '1', to: '+6281234567890', creditorId: 1, purpose: 'code', body });
    expect(inbox.list()).toMatchObject([{ channel: 'whatsapp', subject: '', text: 'Halo' }]);
  });
});
