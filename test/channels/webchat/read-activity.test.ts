import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readActivity } from '../../../src/channels/webchat/read-activity.ts';

const read = (activity: unknown, withFiles = false) => readActivity(activity, 4_000, withFiles);

describe('reading an activity from outside', () => {
  it('takes the text, the language and the sender’s own id, and nothing that claims who it is', () => {
    const activity = {
      type: 'message',
      text: '  Berapa tagihan saya?\r\n\u0000 ',
      locale: 'en-GB',
      from: { id: 'somebody-else' },
      conversation: { id: 'another' },
      channelData: { clientActivityID: 'c1' },
    };
    expect(read(activity)).toEqual({
      ok: true,
      kind: 'message',
      externalId: 'c1',
      text: 'Berapa tagihan saya?',
      locale: 'en',
    });
  });

  it('makes an id where none is given, a new one each time', () => {
    const ids = [1, 2]
      .map(() => read({ type: 'message', text: 'a' }))
      .map((one) => one.ok && one.kind === 'message' && one.externalId);
    expect(ids[0]).toMatch(/^~/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it('knows an arrival by each of its names, always under the same id', () => {
    const arrivals = [
      { type: 'conversationUpdate', membersAdded: [{ id: 'x' }] },
      { type: 'event', name: 'webchat/join' },
      { type: 'event', name: 'webchat/join', channelData: { clientActivityID: 'other' } },
    ].map((one) => read(one));
    for (const arrival of arrivals)
      expect(arrival).toMatchObject({ kind: 'join', externalId: '~join', text: '' });
  });

  it('takes the words of a card’s button', () => {
    expect(read({ type: 'message', value: 'Jelaskan INV-1' })).toMatchObject({ text: 'Jelaskan INV-1' });
  });

  it('knows that somebody is writing', () => {
    expect(read({ type: 'typing', text: 'hal' })).toEqual({ ok: true, kind: 'typing' });
  });

  it.each([
    ['an unknown event', { type: 'event', name: 'x' }],
    ['a trace', { type: 'trace' }],
    ['a reaction', { type: 'messageReaction' }],
  ])('lets %s pass without consequence', (_, activity) => {
    expect(read(activity)).toEqual({ ok: true, kind: 'ignored' });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['a number', 7],
    ['no type', {}],
    ['a type that is no word', { type: 7 }],
    ['an empty message', { type: 'message', text: ' \n ' }],
    ['text that is none', { type: 'message', text: { a: 1 } }],
    ['text that is too long', { type: 'message', text: 'a'.repeat(4_001) }],
    ['an id that is none', { type: 'message', text: 'a', channelData: { clientActivityID: {} } }],
    [
      'an id that is too long',
      { type: 'message', text: 'a', channelData: { clientActivityID: 'x'.repeat(129) } },
    ],
    ['one of our own ids', { type: 'message', text: 'a', channelData: { clientActivityID: '~join' } }],
  ])('refuses %s with a reason', (_, activity) => {
    const answer = read(activity);
    expect(answer.ok).toBe(false);
    expect(!answer.ok && answer.reason.length).toBeGreaterThan(10);
  });

  it('allows files without words', () => {
    expect(read({ type: 'message' }, true)).toMatchObject({ ok: true, text: '' });
  });

  it('never throws, and never lets a control character or half a character through', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        read(value);
        read({ type: 'message', text: value, channelData: value });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const answer = read({ type: 'message', text: `a${text}` });
        if (answer.ok && answer.kind === 'message')
          expect(answer.text).not.toMatch(/(?![\n\t])[\p{Cc}\p{Cs}]/u);
      }),
    );
  });
});
