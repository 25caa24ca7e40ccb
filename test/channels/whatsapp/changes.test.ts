import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANDI, type ChannelWorld, channelWorld, SARI } from './world.ts';

/** Turns wait until it is called. */
function hold(world: ChannelWorld): () => void {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  world.host.beforeTurn = () => held;
  return release;
}

/** A first message whose turn hangs, so that whatever comes next waits. */
async function busy(world: ChannelWorld): Promise<() => void> {
  const release = hold(world);
  world.wire().arrive(ANDI, { text: 'pertama' });
  await eventually(() => world.wire().read.length === 1, 'the first turn to begin');
  return release;
}

const texts = (world: ChannelWorld) => world.host.heard('wa-1').map(({ text }) => text);

describe('an edit', () => {
  it('of a message that still waits replaces its words', async () => {
    const world = await channelWorld();
    const release = await busy(world);
    const target = world.wire().arrive(ANDI, { text: 'INV-0011' });
    world.wire().arrive(ANDI, { kind: 'edit', target, text: 'INV-0012' });
    world.wire().arrive(ANDI, { kind: 'edit', target, text: 'INV-0013' });
    release();
    await world.quiet();
    expect(texts(world)).toEqual(['pertama', 'INV-0013']);
  });

  it('of one that was answered is told as its correction', async () => {
    const world = await channelWorld();
    const target = world.wire().arrive(ANDI, { text: 'besok' });
    await world.quiet();
    const id = world.wire().arrive(ANDI, { kind: 'edit', target, text: 'lusa' });
    const heard = await world.heard(2);
    expect(heard[1]).toMatchObject({ externalId: id, text: 'lusa', corrects: target });
    expect(world.wire().said()).toEqual(['echo: besok', 'echo: lusa']);
  });

  it('that moves a space says nothing new', async () => {
    const world = await channelWorld();
    const target = world.wire().arrive(ANDI, { text: 'besok  sore' });
    await world.quiet();
    world.wire().arrive(ANDI, { kind: 'edit', target, text: ' besok sore\n' });
    await world.quiet();
    expect(texts(world)).toEqual(['besok  sore']);
  });

  it('of a message that never came is a message', async () => {
    const world = await channelWorld();
    world.wire().arrive(ANDI, { kind: 'edit', target: 'unknown', text: 'halo' });
    const [message] = await world.heard(1);
    expect(message).toMatchObject({ text: 'halo' });
    expect(message?.corrects).toBeUndefined();
  });
});

describe('a deletion', () => {
  it('of a message that still waits leaves nothing to answer', async () => {
    const world = await channelWorld();
    const release = await busy(world);
    const target = world.wire().arrive(ANDI, { text: 'salah kirim' });
    world.wire().arrive(ANDI, { kind: 'edit', target, text: 'salah kirim!' });
    world.wire().arrive(ANDI, { kind: 'delete', target });
    world.wire().arrive(ANDI, { text: 'maaf' });
    release();
    await world.quiet();
    expect(texts(world)).toEqual(['pertama', 'maaf']);
    expect(world.host.withdrawn).toEqual([]);
  });

  it('of one that was answered takes its words out of the transcript', async () => {
    const world = await channelWorld();
    const target = world.wire().arrive(ANDI, { text: 'rahasia' });
    await world.quiet();
    world.wire().arrive(ANDI, { kind: 'delete', target });
    await world.quiet();
    expect(world.host.withdrawn).toEqual([target]);
    expect(texts(world)).toEqual(['rahasia']);
  });
});

describe("the owner's own words", () => {
  it('take the conversation over, before anything that waits is answered', async () => {
    const world = await channelWorld();
    const release = await busy(world);
    world.wire().arrive(ANDI, { text: 'masih menunggu' });
    const id = world.wire().arrive(ANDI, { author: 'owner', text: 'Pak, ini saya' });
    world.host.beforeTurn = async ({ text }) => {
      if (text === 'masih menunggu') expect(world.host.taken).toHaveLength(1);
    };
    release();
    await world.quiet();
    expect(world.host.taken).toMatchObject([
      { externalId: id, text: 'Pak, ini saya', creditorId: 1, sender: { id: 'wa-1' }, at: world.clock.now() },
    ]);
    expect(texts(world)).toEqual(['pertama', 'masih menunggu']);
  });

  it('do not count as the debtor writing', async () => {
    const world = await channelWorld();
    world.wire().arrive(ANDI, { author: 'owner', text: 'halo Pak' });
    await world.quiet();
    expect(await world.deliver()).toMatchObject({ ok: false, reason: 'never_written' });
    expect(world.wire().read).toEqual([]);
  });
});

describe('a reply to an earlier message', () => {
  it('of ours brings our words, not those their phone claims', async () => {
    const world = await channelWorld();
    world.wire().arrive(ANDI, { text: 'halo' });
    await world.quiet();
    const ours = world.wire().sent[0]!.id;
    world.wire().arrive(ANDI, { text: 'yang ini?', quotes: ours, quotedText: 'Lunas semua' });
    expect((await world.heard(2))[1]?.quoted).toBe('echo: halo');
  });

  it('of their own brings theirs', async () => {
    const world = await channelWorld();
    const quotes = world.wire().arrive(ANDI, { text: 'sudah saya transfer' });
    await world.quiet();
    world.wire().arrive(ANDI, { text: 'sudah masuk?', quotes });
    expect((await world.heard(2))[1]?.quoted).toBe('sudah saya transfer');
  });

  it('of another chat, or of nowhere, brings nothing', async () => {
    const world = await channelWorld();
    world.wire().arrive(SARI, { text: 'rahasia Sari' });
    await world.quiet();
    const theirs = world.wire().sent[0]!.id;
    world.wire().arrive(ANDI, { text: 'a', quotes: theirs, quotedText: 'rahasia' });
    world.wire().arrive(ANDI, { text: 'b', quotes: 'nowhere', quotedText: 'karangan' });
    const heard = await world.heard(2, 'wa-2');
    expect(heard.map(({ quoted }) => quoted)).toEqual([undefined, undefined]);
  });
});
