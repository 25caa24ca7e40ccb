import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEmailChannel } from '../../src/channels/email/index.ts';
import { createOutbox, type OutboxDependencies } from '../../src/conversation/outbox.ts';
import { OUTBOX } from '../../src/conversation/outbox-policy.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { loadDialogs } from '../../src/dialog/load-dialogs.ts';
import type { Slots } from '../../src/dialog/reply.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import { type MailHost, type Mood, mailHost } from '../channels/email/mail-host.ts';
import { type Diary, diary, MINUTE } from './world.ts';

const dirs = { dialogsDir: join(projectRoot(), 'dialogs'), localesDir: join(projectRoot(), 'locales') };
const wording = createWording(createTexts(loadDialogs(dirs).texts));

/** Identity, outbox and mail server together, worded with the shipped texts. */
async function post(moods: Mood[] = []) {
  const world: Diary = await diary();
  const host: MailHost = await mailHost(moods);
  const channel = createEmailChannel({ smtpUrl: host.url, from: 'Sapa <sapa@contoh.example>' });
  const deps: OutboxDependencies = {
    database: world.database,
    clock: { now: () => world.now },
    channels: new Map([['email', channel]]),
    word(payload, { code }) {
      const locale = payload.locale === 'en' ? 'en' : 'id';
      const say = (line: (typeof payload.lines)[number]) =>
        'verbatim' in line
          ? line.verbatim
          : wording.line({ key: line.key, slots: { ...line.slots, ...(code && { code }) } as Slots }, locale);
      return {
        ...(payload.subject && { subject: say(payload.subject) }),
        body: { text: payload.lines.map(say).join('\n'), locale },
      };
    },
    resolveSecret: (tx, { challengeId }, now) => world.identity.codeFor(tx, challengeId, now),
    deliverToConversation: async () => ({ ok: true }),
    log: { warn() {}, error() {} },
    random: () => 0.999,
  };
  const outbox = createOutbox(deps);
  return {
    world,
    host,
    outbox,
    deps,
    async close() {
      await outbox.stop();
      await channel.stop();
      await host.close();
      await world.close();
    },
  };
}

const codeIn = (text: string | undefined) => /\b\d{6}\b/.exec(text ?? '')?.[0];

describe('a code by mail', () => {
  it('is asked for, sent, read from the letter and opens', async () => {
    const { world, host, outbox, close } = await post();
    const from = await world.visitor();
    expect(await world.ask(from)).toEqual({ outcome: 'sent', minutes: 5 });
    await outbox.drain();
    const [letter] = host.letters;
    expect(letter?.subject).toBe('Kode verifikasi PT contoh');
    expect(letter?.to).toMatchObject({ text: 'andi@ptabc.example' });
    expect(letter?.text).toContain('Berlaku 5 menit');
    const code = codeIn(letter?.text);
    expect(code).toMatch(/^\d{6}$/);
    expect(await world.answer(from, code!)).toMatchObject({
      outcome: 'verified',
      debtor: { name: 'Toko Uji' },
    });
    const stored = await world.rows('SELECT * FROM outbox');
    expect(JSON.stringify(stored)).not.toContain(code);
    await close();
  });

  it('for an unknown number goes nowhere', async () => {
    const { world, host, outbox, close } = await post();
    expect(await world.ask(await world.visitor(), 'C-404')).toEqual({ outcome: 'sent', minutes: 5 });
    await outbox.drain();
    expect(host.connections()).toBe(0);
    expect(await world.rows('SELECT state, last_error FROM outbox')).toEqual([
      { state: 'sent', last_error: null },
    ]);
    await close();
  });

  it('comes once more with the same code and id when the server took it but could not say so', async () => {
    const { world, host, outbox, close } = await post(['drop_after_data']);
    const from = await world.visitor();
    await world.ask(from);
    await outbox.drain();
    world.pass(OUTBOX.firstDelayMs);
    await outbox.drain();
    expect(host.letters).toHaveLength(2);
    expect(new Set(host.letters.map((one) => one.messageId)).size).toBe(1);
    const codes = host.letters.map((one) => codeIn(one.text));
    expect(codes[0]).toBe(codes[1]);
    expect((await world.answer(from, codes[1]!)).outcome).toBe('verified');
    await close();
  });

  it('that was replaced before it could be sent is not sent any more', async () => {
    const { world, host, outbox, close } = await post([{ rcpt: 450 }]);
    const from = await world.visitor();
    await world.ask(from);
    await outbox.drain();
    world.pass(MINUTE);
    await world.resend(from);
    await outbox.drain();
    expect(host.letters).toHaveLength(1);
    expect((await world.answer(from, codeIn(host.letters[0]?.text)!)).outcome).toBe('verified');
    expect(await world.rows('SELECT state, last_error FROM outbox ORDER BY id')).toEqual([
      { state: 'dead', last_error: 'superseded' },
      { state: 'sent', last_error: null },
    ]);
    await close();
  });

  it('to a mailbox that does not exist ends dead, and the stranger hears no difference', async () => {
    const { world, outbox, close } = await post([{ rcpt: 550 }]);
    const from = await world.visitor();
    await world.ask(from);
    await outbox.drain();
    expect(await world.rows('SELECT state, last_error FROM outbox')).toEqual([
      { state: 'dead', last_error: 'smtp 550' },
    ]);
    expect(await world.answer(from, await world.wrong(from))).toEqual({ outcome: 'wrong', left: 4 });
    await close();
  });
});
