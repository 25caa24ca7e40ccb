import { describe, expect, it } from 'vitest';
import { fileNamed, png } from '../../support/files.ts';
import { ANDI, type ChannelWorld, channelWorld } from './world.ts';

/** Bytes of the files that a heard message brought. */
function filesOf(world: ChannelWorld, index = 0) {
  const { attachmentIds } = world.host.heard('wa-1')[index]!;
  const files = [...world.host.files.values()];
  return attachmentIds.map((id) => files.find(({ file }) => file.id === id)!.bytes);
}

describe('a file', () => {
  it('comes with its caption', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(ANDI, { ...wire.file(png(1)), text: 'bukti transfer' });
    const [message] = await world.heard(1);
    expect(message).toMatchObject({ text: 'bukti transfer' });
    expect(message?.unreadable).toBeUndefined();
    expect(filesOf(world)).toEqual([png(1)]);
  });

  it.each([
    ['program.exe', fileNamed('program.exe'), 'unsupported_type'],
    ['empty.png', fileNamed('empty.png'), 'file_lost'],
  ])('that may not come is answered, not swallowed: %s', async (_name, bytes, unreadable) => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(ANDI, wire.file(bytes));
    expect((await world.heard(1))[0]).toMatchObject({ unreadable, attachmentIds: [] });
  });

  it('that claims, or turns out, to be too large is never kept', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(ANDI, wire.file(png(1), { size: 1_000_001 }));
    await world.heard(1);
    wire.arrive(ANDI, wire.file([{ ok: false, reason: 'too_large' }]));
    const heard = await world.heard(2);
    expect(heard.map(({ unreadable }) => unreadable)).toEqual(['too_large', 'too_large']);
    expect(world.host.files.size).toBe(0);
  });

  it('is fetched again when that failed, and said to be lost in the end', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(
      ANDI,
      wire.file([
        { ok: false, reason: 'failed' },
        { ok: true, bytes: png(2) },
      ]),
    );
    expect((await world.heard(1))[0]?.unreadable).toBeUndefined();
    expect(filesOf(world)).toEqual([png(2)]);
    wire.arrive(ANDI, wire.file([{ ok: false, reason: 'failed' }]));
    wire.arrive(ANDI, { text: 'sudah?' });
    const heard = await world.heard(3);
    expect(heard.slice(1).map(({ unreadable, text }) => unreadable ?? text)).toEqual(['file_lost', 'sudah?']);
    expect(world.alerts).toEqual([]);
  });

  it('that was tampered with, or is gone, is said to be lost', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(ANDI, wire.file([{ ok: false, reason: 'tampered' }]));
    await world.heard(1);
    wire.arrive(ANDI, wire.file([{ ok: false, reason: 'gone' }]));
    const heard = await world.heard(2);
    expect(heard.map(({ unreadable }) => unreadable)).toEqual(['file_lost', 'file_lost']);
  });

  it('that has no name is kept under one', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    wire.arrive(ANDI, wire.file(png(1), { mediaType: 'image/jpeg' }));
    await world.heard(1);
    expect([...world.host.files.values()][0]?.file.name).toBe('foto.jpg');
  });
});

describe('an album', () => {
  it('whose pieces are announced is one submission as soon as they are there', async () => {
    const world = await channelWorld({ policy: { albumMs: 60_000 } });
    const wire = world.wire();
    const album = { id: 'a1' };
    wire.arrive(ANDI, { id: 'a1', kind: 'other', album: { id: 'a1', pieces: 3 } });
    for (const n of [1, 2, 3])
      wire.arrive(ANDI, { ...wire.file(png(n)), album, text: n === 2 ? 'tiga slip' : '' });
    await world.quiet();
    expect(world.host.heard('wa-1')).toHaveLength(1);
    expect(world.host.heard('wa-1')[0]?.text).toBe('tiga slip');
    expect(filesOf(world)).toEqual([png(1), png(2), png(3)]);
    expect(world.wire().said()).toHaveLength(1);
    expect(world.channel().stats().merged).toBe(2);
  });

  it('tells whose file and words are whose, so that one piece can be taken back', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    const [first, second] = [1, 2].map((n) =>
      wire.arrive(ANDI, { ...wire.file(png(n)), text: n === 2 ? 'slip' : '' }),
    );
    const [message] = await world.heard(1);
    const [one, two] = message!.attachmentIds;
    expect(message?.pieces).toEqual([
      { externalId: first, attachmentId: one, text: '' },
      { externalId: second, attachmentId: two, text: 'slip' },
    ]);
    await world.quiet();
    wire.arrive(ANDI, { kind: 'edit', target: second!, text: 'slip BCA' });
    expect((await world.heard(2))[1]).toMatchObject({ text: 'slip BCA', pieces: [{ externalId: second }] });
    wire.arrive(ANDI, { kind: 'delete', target: second! });
    await world.quiet();
    expect(world.host.withdrawn).toEqual([second]);
  });

  it('of which a piece is deleted while the others are waited for goes without it', async () => {
    const world = await channelWorld({ policy: { albumMs: 20 } });
    const wire = world.wire();
    const album = { id: 'a1', pieces: 3 };
    const taken = wire.arrive(ANDI, { ...wire.file(png(1)), album, text: 'salah' });
    wire.arrive(ANDI, { ...wire.file(png(2)), album });
    wire.arrive(ANDI, { kind: 'delete', target: taken });
    wire.arrive(ANDI, { ...wire.file(png(3)), album, text: 'benar' });
    const [message] = await world.heard(1);
    expect(message?.text).toBe('benar');
    expect(filesOf(world)).toEqual([png(2), png(3)]);
    expect(world.host.files.size).toBe(2);
    expect(world.host.withdrawn).toEqual([]);
  });

  it('is not parted by words between its pieces', async () => {
    const world = await channelWorld({ policy: { albumMs: 60_000 } });
    const wire = world.wire();
    const album = { id: 'a1', pieces: 2 };
    wire.arrive(ANDI, { ...wire.file(png(1)), album });
    wire.arrive(ANDI, { text: 'sebentar' });
    wire.arrive(ANDI, { ...wire.file(png(2)), album });
    const heard = await world.heard(2);
    expect(heard.map(({ attachmentIds, text }) => [attachmentIds.length, text])).toEqual([
      [2, ''],
      [0, 'sebentar'],
    ]);
  });

  it('of which a piece never comes is answered all the same', async () => {
    const world = await channelWorld({ policy: { albumMs: 20 } });
    const wire = world.wire();
    wire.arrive(ANDI, { ...wire.file(png(1)), album: { id: 'a1', pieces: 2 } });
    await world.heard(1);
    expect(filesOf(world)).toEqual([png(1)]);
  });

  it('without a header is known by how its pieces follow one another', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    for (const n of [1, 2]) wire.arrive(ANDI, { ...wire.file(png(n)), text: `slip ${n}` });
    const [message] = await world.heard(1);
    expect(message?.text).toBe('slip 1\nslip 2');
    expect(filesOf(world)).toHaveLength(2);
    await world.quiet();
    expect(world.host.heard('wa-1')).toHaveLength(1);
  });

  it('ends where they write something else', async () => {
    const world = await channelWorld({ policy: { albumMs: 60_000 } });
    const wire = world.wire();
    wire.arrive(ANDI, wire.file(png(1)));
    wire.arrive(ANDI, { text: 'itu buktinya' });
    const heard = await world.heard(2);
    expect(heard.map(({ text }) => text)).toEqual(['', 'itu buktinya']);
  });

  it('that was answered before a crash loses no piece that came after it', async () => {
    const world = await channelWorld();
    const wire = world.wire();
    const { inbox } = world.store;
    const { done } = inbox;
    inbox.done = () => {
      throw new Error('killed');
    };
    for (const n of [1, 2]) wire.arrive(ANDI, wire.file(png(n)));
    await world.heard(1);
    const late = wire.arrivedOf(ANDI, wire.file(png(3)));
    await world.restart(() => {
      inbox.done = done;
      wire.put(late);
    });
    // The files lie with WhatsApp, whichever process fetches them.
    for (const [handle, bytes] of wire.files) world.wire().files.set(handle, bytes);
    await world.quiet();
    expect(world.host.heard('wa-1')).toHaveLength(2);
    expect(filesOf(world, 0)).toEqual([png(1), png(2)]);
    expect(filesOf(world, 1)).toEqual([png(3)]);
  });
});

describe('what is no words and no file', () => {
  it.each([
    ['voice', { kind: 'media', media: { kind: 'voice', mediaType: 'audio/ogg', handle: 'x' } }],
    ['sticker', { kind: 'media', media: { kind: 'sticker', mediaType: 'image/webp', handle: 'x' } }],
    ['video', { kind: 'media', media: { kind: 'video', mediaType: 'video/mp4', handle: 'x' } }],
    ['location', { kind: 'location' }],
    ['contact', { kind: 'contact' }],
    ['other', { kind: 'other' }],
    ['undecryptable', { kind: 'undecryptable' }],
  ] as const)('is told as it is: %s', async (unreadable, given) => {
    const world = await channelWorld();
    world.wire().arrive(ANDI, given);
    expect((await world.heard(1))[0]).toMatchObject({ unreadable, text: '', attachmentIds: [] });
  });

  it('is answered by its words when it comes readable in time', async () => {
    const world = await channelWorld({ tuning: { graceMs: 60_000 } });
    const wire = world.wire();
    const { account, events } = wire.env;
    const broken = wire.arrivedOf(ANDI, { kind: 'undecryptable' });
    wire.put(broken);
    events.arrived();
    wire.arrive(ANDI, { text: 'kedua' });
    world.store.inbox.replace(account.id, `phone:${ANDI}`, { ...broken, kind: 'text', text: 'pertama' }, 0);
    events.arrived();
    const heard = await world.heard(2);
    expect(heard.map(({ text, unreadable }) => [text, unreadable])).toEqual([
      ['pertama', undefined],
      ['kedua', undefined],
    ]);
  });
});
