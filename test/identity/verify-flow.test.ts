import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { actions, valueKinds } from '../../src/actions/index.ts';
import type { SapaScope } from '../../src/actions/scope.ts';
import { createDemoInbox } from '../../src/channels/email/index.ts';
import { createTexts } from '../../src/conversation/texts.ts';
import { createWording } from '../../src/conversation/wording.ts';
import { checkDialogs, formatProblem } from '../../src/dialog/check-flows.ts';
import { createEngine } from '../../src/dialog/engine.ts';
import { loadDialogs } from '../../src/dialog/load-dialogs.ts';
import { newState } from '../../src/dialog/state.ts';
import { createUnderstanding } from '../../src/dialog/understanding/create-understanding.ts';
import { loadModel } from '../../src/dialog/understanding/load-model.ts';
import { readUnderstandingPolicy } from '../../src/dialog/understanding/policy.ts';
import type { Understanding } from '../../src/dialog/understanding/understanding.ts';
import type { Asking } from '../../src/identity/index.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import { TestClock } from '../support/clock.ts';
import { addDebtor } from '../support/debtor.ts';
import { addContact, type Diary, diary, MINUTE, shippedPolicy } from './world.ts';

const root = projectRoot();
const localesDir = join(root, 'locales');
const dialogs = loadDialogs({ dialogsDir: join(root, 'dialogs'), localesDir });
const wording = createWording(createTexts(dialogs.texts));
const { capabilities } = createDemoInbox({ clock: new TestClock(0) }).adapter('email');

let understanding: Understanding;
beforeAll(async () => {
  const policy = readUnderstandingPolicy(join(root, 'dialogs', 'policies', 'understanding.yml'));
  const model = await loadModel({ localesDir, cacheDir: join(root, 'dist', 'understanding') });
  understanding = createUnderstanding({ model, policy });
});

/** One person at one conversation, through the real engine, flows, texts and identity. */
async function person(world: Diary, from: Asking, locale: 'id' | 'en' = 'id') {
  const engine = createEngine<SapaScope>({
    dialogs,
    actions,
    valueKinds,
    understanding,
    label: wording.label,
  });
  let state = newState(locale);
  async function say(text: string): Promise<string> {
    return world.write(async (tx) => {
      const debtor = await world.identity.current(tx, from.id, world.now);
      const scope = {
        tx,
        now: world.now,
        today: '2026-11-21',
        timeZone: 'Asia/Jakarta',
        locale: state.locale,
        currency: 'IDR',
        creditorName: 'PT Contoh',
        debtor,
        isVerified: () => scope.debtor !== undefined,
        text: (key: string) => wording.line({ key }, state.locale),
        conversation: from,
        identity: world.identity,
        files: { save: async () => ({ token: 't', name: 'n', mediaType: 'm', size: 1 }) },
      } as SapaScope;
      const understood = understanding.understand(text, { locale: state.locale, today: scope.today });
      const turn = await engine.turn(scope, state, { text, files: [], understood });
      state = turn.state;
      return wording
        .render(turn.replies, state.locale, capabilities)
        .map((body) => body.text)
        .join('\n');
    });
  }
  return { say };
}

const SENT =
  /Kalau nomor itu terdaftar, kode 6 angka sudah kami kirim ke kontak yang tercatat\. Berlaku 5 menit/;

describe('the flow verify_identity', () => {
  it('is free of mistakes the checker knows', () => {
    const mine = checkDialogs(dialogs, { actions, valueKinds }).map(formatProblem);
    expect(mine.filter((problem) => /verify_identity|otp\./.test(problem))).toEqual([]);
  });

  it('asks for a number, then for the code, counts wrong ones, and answers the question', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    expect(await say('berapa tagihan saya?')).toContain(
      'Supaya data tagihan tetap aman, boleh sebutkan nomor pelanggan, kontrak, atau fakturnya?',
    );
    expect(await say('C-001')).toMatch(SENT);
    expect(await say(await world.wrong(from))).toBe('Kodenya belum cocok. Masih ada 4 kali kesempatan.');
    const done = await say((await world.code(from))!);
    expect(done).toContain('Terima kasih, kodenya cocok untuk Toko Uji (C-001).');
    expect(done).toContain('Rp1');
    await world.close();
  });

  it('takes the number from the first message', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    expect(await say('status INV-2026-0012?')).toMatch(SENT);
    expect(await world.code(from)).toMatch(/^\d{6}$/);
    await world.close();
  });

  it('sends again when asked to, but not too soon', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('status INV-2026-0012?');
    expect(await say('kirim ulang')).toBe(
      'Kode sebelumnya masih berlaku, periksa juga folder spam. Kode baru bisa dikirim 60 detik lagi.',
    );
    world.pass(MINUTE);
    expect(await say('kodenya belum masuk')).toMatch(SENT);
    expect(await say((await world.code(from))!)).toContain('kodenya cocok');
    await world.close();
  });

  it('starts over with another number typed in place of the code', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('berapa tagihan saya?');
    expect(await say('C-0019')).toMatch(SENT);
    expect(await world.code(from)).toBeUndefined();
    expect(await say('eh salah, INV-2026-0012')).toMatch(SENT);
    expect(await say((await world.code(from))!)).toContain('kodenya cocok');
    await world.close();
  });

  it('makes a new code by itself when the old one has run out', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('status INV-2026-0012?');
    const old = (await world.code(from))!;
    world.pass(5 * MINUTE);
    const renewed = await say(old);
    expect(renewed).toContain('Kode tadi sudah lewat waktunya');
    expect(renewed).toMatch(SENT);
    expect(await say((await world.code(from))!)).toContain('kodenya cocok');
    await world.close();
  });

  it('after the last try offers a person', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('status INV-2026-0012?');
    const wrong = await world.wrong(from);
    for (let i = 0; i < 4; i++) await say(wrong);
    expect(await say(wrong)).toMatch(/kesempatannya sudah habis.*15 menit.*petugas kami bisa membantu/);
    expect(await say('berapa tagihan saya? nomor C-001')).not.toContain('Rp');
    await world.close();
  });

  it('asks for the phone where the creditor wants it, and refuses what it must not know', async () => {
    const policy = shippedPolicy({ creditors: { contoh: { require: ['reference', 'phone_last4'] } } });
    const world = await diary({ policy });
    await world.write(async (tx) => {
      addContact(tx, world.creditorId, world.debtorId, { channel: 'sms', address: '+6281234567890' });
    });
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('berapa tagihan saya?');
    expect(await say('3174051209900001')).toContain('Itu tampaknya NIK');
    expect(await say('C-001')).toContain('4 angka terakhir');
    expect(await say('7890')).toMatch(SENT);
    expect(await say((await world.code(from))!)).toContain('kodenya cocok');
    await world.close();
  });

  it('lets a contact of several debtors choose', async () => {
    const world = await diary();
    await world.write(async (tx) => {
      const second = addDebtor(tx, world.creditorId, 'C-002', 'Cabang Dua');
      addContact(tx, world.creditorId, second, { address: 'andi@ptabc.example' });
    });
    const from = await world.visitor();
    const { say } = await person(world, from);
    await say('cek tagihan C-001');
    const which = await say((await world.code(from))!);
    expect(which).toContain('beberapa pelanggan');
    expect(which).toContain('Cabang Dua (C-002)');
    expect(await say('Cabang Dua')).toContain('cocok untuk Cabang Dua (C-002)');
    expect((await world.current(from))?.externalId).toBe('C-002');
    await world.close();
  });

  it('speaks English', async () => {
    const world = await diary();
    const from = await world.visitor();
    const { say } = await person(world, from, 'en');
    expect(await say('how much do I owe?')).toContain('To keep billing details safe');
    expect(await say('C-001')).toContain('If that number is registered, we have sent a 6-digit code');
    const wrong = await world.wrong(from);
    for (let i = 0; i < 3; i++) await say(wrong);
    expect(await say(wrong)).toBe('The code does not match yet. There is 1 try left.');
    expect(await say((await world.code(from))!)).toContain(
      'Thank you, the code matches for Toko Uji (C-001).',
    );
    await world.close();
  });
});
