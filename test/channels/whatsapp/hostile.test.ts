import { describe, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { ANDI, channelWorld, FIRM } from './world.ts';

const OTHER = '+62215550199';

describe('our own numbers', () => {
  it('do not answer each other', async () => {
    const world = await channelWorld();
    await world.addNumber(OTHER);
    await eventually(() => world.wires.length === 2, 'the second number to be in use');
    const [first, second] = world.wires as [(typeof world.wires)[0], (typeof world.wires)[0]];
    first.arrive(OTHER, { text: 'echo: halo' });
    second.arrive(FIRM, { text: 'echo: halo' });
    first.arrive(OTHER, { kind: 'edit', target: 'x', text: 'echo: halo lagi' });
    first.arrive(ANDI, { text: 'tagihan saya berapa' });
    await world.quiet();
    await eventually(() => first.sent.length === 1, 'Andi to be answered');
    expect(first.said()).toEqual(['echo: tagihan saya berapa']);
    expect(second.sent).toEqual([]);
    expect(first.read).toHaveLength(1);
  });
});

describe('a text longer than WhatsApp takes', () => {
  it('is read as far as one message may go, alone or many together', async () => {
    const world = await channelWorld({ policy: { limits: limits(2) } });
    world.wire().arrive(ANDI, { text: `${'a'.repeat(65_535)}😀${'b'.repeat(100_000)}` });
    const [message] = await world.heard(1);
    expect(message?.text).toBe('a'.repeat(65_535));
    for (const letter of 'cdefg') world.wire().arrive(ANDI, { text: letter.repeat(60_000) });
    await world.quiet();
    expect(Math.max(...world.host.heard('wa-1').map(({ text }) => text.length))).toBeLessThanOrEqual(65_536);
  });
});

const limits = (heardPerMinutePerChat: number) => ({
  answersPerMinute: 600,
  answersPerMinutePerChat: 120,
  firstWordsPerHour: 10,
  firstWordsPerDay: 40,
  heardPerMinutePerChat,
});
