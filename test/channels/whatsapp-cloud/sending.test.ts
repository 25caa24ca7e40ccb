import { afterEach, describe, expect, it } from 'vitest';
import type { Outgoing, Party } from '../../../src/channels/whatsapp/ports.ts';
import { type CloudWorld, cloudWorld } from './world.ts';

type Template = Extract<Outgoing, { kind: 'template' }>;
const HERS = '+6281234567890';
const BSUID = 'ID.1502576394655843';
let world: CloudWorld;
afterEach(() => world.close());

async function arrange() {
  world = await cloudWorld();
  const { office, meta } = world;
  const hers = meta.debtor({ phone: HERS, bsuid: BSUID });
  await hers.writes(office.number, 'halo');
  let id = 0;
  const send = (message: Outgoing, to: Party = { phone: HERS }, messageId = `3EB0${++id}`) =>
    office.transport.send(to, message, messageId);
  return { office, hers, send, number: office.number };
}

describe('text', () => {
  it('reaches the phone with our id behind it, and Meta’s id comes back', async () => {
    const { hers, send, office } = await arrange();
    const outcome = await send(
      { kind: 'text', text: '*Rp2.500.000*\nlihat https://contoh.id' },
      undefined,
      'ours',
    );
    const got = await hers.receives(1);
    expect(outcome).toEqual({ how: 'accepted', messageId: got.id });
    expect(got).toMatchObject({
      type: 'text',
      text: '*Rp2.500.000*\nlihat https://contoh.id',
      callback: 'ours',
    });
    expect(world.store.sent.find(office.account.id, 'ours')).toMatchObject({ state: 'accepted' });
    expect(world.meta.calls.at(-1)?.body).toMatchObject({ text: { preview_url: false } });
  });

  it('is sent to a business-scoped id where there is no number, and to nobody without either', async () => {
    const { hers, send } = await arrange();
    expect(await send({ kind: 'text', text: 'halo' }, { bsuid: BSUID })).toMatchObject({ how: 'accepted' });
    expect(world.meta.calls.at(-1)?.body).toMatchObject({ recipient: BSUID });
    expect(hers.received).toHaveLength(1);
    expect(await send({ kind: 'text', text: 'halo' }, { lid: '123' })).toEqual({
      ...{ how: 'final', reason: 'unknown_recipient' },
    });
  });

  it.each([
    ['4,096 characters go', 'x'.repeat(4096), { how: 'accepted' }],
    ['one more does not leave', 'x'.repeat(4097), { how: 'final', reason: 'too_large' }],
    ['nothing is not sent', ' \n ', { how: 'final', reason: 'empty' }],
  ])('%s', async (_what, text, outcome) => {
    const { send } = await arrange();
    expect(await send({ kind: 'text', text })).toMatchObject(outcome);
  });
});

describe('choices', () => {
  const choices = (labels: string[], text = 'Apa yang bisa saya bantu?') =>
    ({ kind: 'choices', text, labels }) as const;

  it('up to three short ones are buttons', async () => {
    const { hers, send } = await arrange();
    await send(choices(['Cek tagihan', 'Jatuh tempo', 'Bicara petugas']));
    expect(await hers.receives(1)).toMatchObject({
      ...{ type: 'button', buttons: ['Cek tagihan', 'Jatuh tempo', 'Bicara petugas'] },
    });
  });

  it('four, a long label or a long text make a list, whose rows say the label in full', async () => {
    const { hers, send } = await arrange();
    const long = 'INV-2026-000123 · Rp2.500.000 · 25 Maret 2026';
    expect(await send(choices(['a', 'b', 'c', 'd']))).toMatchObject({ how: 'accepted' });
    expect(await send(choices([long, 'Semua']))).toMatchObject({ how: 'accepted' });
    expect(await send(choices(['Ya', 'Tidak'], 'x'.repeat(1025)))).toMatchObject({ how: 'accepted' });
    expect(hers.received.map(({ type }) => type)).toEqual(['list', 'list', 'list']);
    expect(hers.received[1]?.buttons).toEqual([long, 'Semua']);
    const sent = JSON.stringify(world.meta.calls.filter(({ body }) => body?.type === 'interactive'));
    expect(sent).toContain(`"description":"${long}"`);
    expect(sent).toContain('"button":"Pilih"');
  });

  it('the button of a list speaks the debtor’s language', async () => {
    const { send } = await arrange();
    await send({ ...choices(['a', 'b', 'c', 'd']), locale: 'en' });
    expect(JSON.stringify(world.meta.calls.at(-1)?.body)).toContain('"button":"Choose"');
  });

  it('more than ten are numbered lines', async () => {
    const { hers, send } = await arrange();
    await send(choices(Array.from({ length: 11 }, (_, index) => `Faktur ${index + 1}`)));
    const got = await hers.receives(1);
    expect([got.type, got.text.split('\n').at(-1)]).toEqual(['text', '11. Faktur 11']);
  });

  it('labels twice, with spaces around, or with long emoji are still what Meta takes', async () => {
    const { hers, send } = await arrange();
    expect(await send(choices([' Ya ', 'Ya', 'Tidak']))).toMatchObject({ how: 'accepted' });
    expect(await send(choices([`Keluarga ${'👨‍👩‍👧‍👦'.repeat(6)}`]))).toMatchObject({ how: 'accepted' });
    expect(hers.received[0]?.buttons).toEqual(['Ya', 'Tidak']);
  });
});

describe('documents', () => {
  const bytes = Buffer.from('%PDF-1.7 faktur');
  const pdf = { kind: 'document', bytes, fileName: 'INV-1.pdf', mediaType: 'application/pdf' } as const;

  it('are uploaded, then named, with their caption', async () => {
    const { hers, send } = await arrange();
    expect(await send({ ...pdf, caption: 'Faktur Anda' })).toMatchObject({ how: 'accepted' });
    const { document } = await hers.receives(1);
    expect(document).toEqual({
      ...{ bytes, fileName: 'INV-1.pdf', mediaType: 'application/pdf', caption: 'Faktur Anda' },
    });
  });

  it('a caption too long and an empty file do not leave', async () => {
    const { send } = await arrange();
    const before = world.meta.calls.length;
    expect(await send({ ...pdf, caption: 'x'.repeat(1025) })).toEqual({ how: 'final', reason: 'too_large' });
    expect(await send({ ...pdf, bytes: Buffer.alloc(0) })).toEqual({ how: 'final', reason: 'empty' });
    expect(world.meta.calls).toHaveLength(before);
  });

  it('an upload cut short is tried again; a kind Meta does not take is not', async () => {
    const { hers, send } = await arrange();
    world.meta.next('hangs_up', 'media');
    expect(await send(pdf, undefined, 'x')).toEqual({ how: 'retry', reason: 'media' });
    expect(await send(pdf, undefined, 'x')).toMatchObject({ how: 'accepted' });
    expect(hers.received).toHaveLength(1);
    expect(await send({ ...pdf, mediaType: 'application/octet-stream' })).toEqual({
      ...{ how: 'final', reason: 'media' },
    });
  });
});

describe('the window and templates', () => {
  const code: Template = {
    ...{ kind: 'template', name: 'kode', language: 'id' },
    ...{ parameters: ['123456'], code: '123456' },
  };

  it('after 24 hours Meta takes templates alone, and that is what the channel is told', async () => {
    const { hers, send, number } = await arrange();
    number.addTemplate({ name: 'lanjut', language: 'id', parameters: 1 });
    world.clock.advance(24 * 3600_000 + 1);
    expect(await send({ kind: 'text', text: 'halo' })).toEqual({ how: 'window', reason: 'outside_window' });
    const reopen: Template = { kind: 'template', name: 'lanjut', language: 'id', parameters: ['PT\nContoh'] };
    expect(await send(reopen)).toMatchObject({ how: 'accepted' });
    expect(hers.received[0]?.template).toEqual({ name: 'lanjut', language: 'id', parameters: ['PT Contoh'] });
    await hers.writes(number, 'ya');
    expect(await send({ kind: 'text', text: 'halo' })).toMatchObject({ how: 'accepted' });
  });

  it('a code stands in the body and behind the button that copies it', async () => {
    const { hers, send, number } = await arrange();
    number.addTemplate({ name: 'kode', language: 'id', parameters: 1, code: true });
    expect(await send(code)).toMatchObject({ how: 'accepted' });
    expect(await send({ ...code, parameters: [] })).toMatchObject({ how: 'accepted' });
    for (const { template } of hers.received)
      expect(template).toEqual({ name: 'kode', language: 'id', parameters: ['123456'], code: '123456' });
    expect(await send(code, { bsuid: BSUID })).toEqual({ how: 'final', reason: 'number_needed' });
  });

  it('one that does not exist, in another language, or with other parameters is final', async () => {
    const { send, number } = await arrange();
    number.addTemplate({ name: 'kode', language: 'id', parameters: 1, code: true });
    for (const wrong of [
      { name: 'lain' },
      { language: 'en' },
      { parameters: ['a', 'b'] },
      { code: undefined },
    ])
      expect(await send({ ...code, ...wrong })).toEqual({ how: 'final', reason: 'template' });
    expect(await send({ ...code, code: '1'.repeat(16) })).toEqual({ how: 'final', reason: 'template' });
  });
});

describe('ticks', () => {
  it('the newest is marked as read, and typing names it', async () => {
    const { hers, office, number } = await arrange();
    const { id } = await hers.writes(number, 'lagi');
    await office.transport.typing({ phone: HERS }, true);
    expect(hers.seenTyping).toEqual([]);
    await office.transport.markRead({ phone: HERS }, ['wamid.older', id]);
    await office.transport.typing({ phone: HERS }, true);
    await office.transport.typing({ phone: HERS }, false);
    expect([hers.seenRead, hers.seenTyping]).toEqual([[id, id], [id]]);
  });

  it('a refusal is no reason to stop', async () => {
    const { office } = await arrange();
    await office.transport.markRead({ phone: HERS }, ['never seen']);
    expect(await office.transport.health()).toMatchObject({ ok: true });
  });
});
