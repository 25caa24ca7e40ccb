import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';

const verified = { verified: true };

describe('what cannot be read', () => {
  it('with nothing open is said, and what was offered stays on the table', async () => {
    const talk = conversation(verified);
    await talk.say('halo');
    const offered = talk.state.offered;
    expect(await talk.send('', { unreadable: 'voice' })).toBe('~unreadable_voice');
    expect(await talk.send('', { unreadable: 'sticker' })).toBe('~unreadable_sticker_idle');
    expect(talk.state.offered).toEqual(offered);
    expect(await talk.say('1')).toContain('balance.total');
  });

  it('in a question comes before the question once more, as often as it comes, and is no failed try', async () => {
    const talk = conversation();
    await talk.say('dispute');
    for (const kind of ['voice', 'sticker', 'undecryptable', 'too_large', 'other'] as const) {
      expect(await talk.send('', { unreadable: kind })).toBe(`~unreadable_${kind} + dispute.which`);
    }
    expect(talk.state.misunderstood).toBe(0);
    expect(talk.state.stack[0]!.tries).toBe(0);
    expect(await talk.say('INV-1')).toContain('dispute.why');
  });

  it('beside words is said first, and the words are answered', async () => {
    const talk = conversation(verified);
    expect(await talk.send('saldo', { unreadable: 'video' })).toBe('~unreadable_video + balance.total');
  });
});

describe('a reply to a message', () => {
  const LIST = 'Which one?\n1. INV-1\n2. INV-2\n3. All';

  it('with a number picks from the list that is quoted, not from what is offered now', async () => {
    const talk = conversation(verified);
    await talk.say('halo');
    expect(await talk.send('2', { quoted: LIST })).toBe(await conversation(verified).say('INV-2'));
    expect(await talk.send('no. 2', { quoted: LIST })).toBe(await conversation(verified).say('INV-2'));
  });

  it('with words that only point means the one number in it; of several none', async () => {
    const talk = conversation(verified);
    await talk.say('dispute');
    expect(await talk.send('yang ini', { quoted: LIST })).toContain('not_understood');
    expect(await talk.send('yang ini', { quoted: 'Invoice INV-1 is due.' })).toContain('dispute.why');
  });

  it('with a courtesy is a courtesy; with a question it is about the number', async () => {
    const quoted = 'Invoice INV-1 is due.';
    const status = await conversation(verified).say('status INV-1');
    expect(await conversation(verified).send('status', { quoted })).toBe(status);
    expect(await conversation(verified).send('ya', { quoted })).toBe('affirm.ready');
  });

  it('with an own number is about that', async () => {
    const talk = conversation(verified);
    const own = await conversation(verified).say('status INV-2');
    expect(await talk.send('status INV-2', { quoted: 'Invoice INV-1 is due.' })).toBe(own);
  });

  it('answers no question for a code', async () => {
    const talk = conversation();
    await talk.say('saldo');
    await talk.say('C-1');
    const before = talk.state.stack.length;
    await talk.send('yang ini', { quoted: 'Your code: 123456' });
    expect(talk.shop.verified).toBe(false);
    expect(talk.state.stack.length).toBeGreaterThanOrEqual(before);
  });
});

describe('a corrected message', () => {
  it('takes the place of the answer it had been, before it answers the open question', async () => {
    const talk = conversation(verified);
    await talk.say('dispute');
    await talk.say('INV-1');
    expect(await talk.send('INV-2', { corrects: true })).toContain('~changed');
    expect(talk.state.stack[0]!.values).toMatchObject({ invoice: 'INV-2' });
  });

  it('that fits no earlier answer is heard like any other', async () => {
    const talk = conversation(verified);
    expect(await talk.send('saldo', { corrects: true })).toBe('balance.total');
  });
});
