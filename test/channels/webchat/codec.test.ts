import { describe, expect, it } from 'vitest';
import type { TranscriptMessage } from '../../../src/channels/channel.ts';
import { encodeAll, encodeFrames, encodeMessage } from '../../../src/channels/webchat/codec.ts';
import type { Activity, ActivitySet } from '../../../src/http/contract/webchat.ts';

const context = { conversationId: 'demo-1', user: 'v_1', publicUrl: 'https://bot.example' };

/** As a page reads it; the annotation also holds the server's types against the pages' contract. */
function encode(message: Partial<TranscriptMessage>): Activity | undefined {
  const body = { text: 'Halo', locale: 'id' as const, ...message.body };
  return encodeMessage({ seq: 3, author: 'bot', at: Date.UTC(2026, 2, 11, 3), ...message, body }, context);
}

describe('webchat codec', () => {
  it('writes a message as plain text of the bot, in reply to its question', () => {
    expect(encode({ inReplyTo: 2 })).toEqual({
      type: 'message',
      id: 'demo-1|0000003',
      timestamp: '2026-03-11T03:00:00.000Z',
      from: { id: 'sapa', name: 'Sapa', role: 'bot' },
      text: 'Halo',
      textFormat: 'plain',
      locale: 'id',
      replyToId: 'demo-1|0000002',
    });
  });

  it("echoes the debtor's own message with the id it was sent under, and as the token's user", () => {
    const echo = encode({ author: 'debtor', externalId: 'client-7' });
    expect(echo?.from).toEqual({ id: 'v_1', role: 'user' });
    expect(echo?.channelData).toEqual({ clientActivityID: 'client-7' });
    expect(encode({ author: 'debtor', externalId: '~made-here' })?.channelData).toBeUndefined();
    expect(encode({ author: 'bot', externalId: 'outbox:1' })?.channelData).toBeUndefined();
  });

  it('offers choices as buttons, and no empty row of buttons', () => {
    const body = {
      text: 'Yang mana?',
      locale: 'id' as const,
      choices: [{ label: 'INV-1' }, { label: 'INV-2' }],
    };
    expect(encode({ body })?.suggestedActions?.actions).toEqual([
      { type: 'imBack', title: 'INV-1', value: 'INV-1' },
      { type: 'imBack', title: 'INV-2', value: 'INV-2' },
    ]);
    expect(encode({ body: { ...body, choices: [] } })?.suggestedActions).toBeUndefined();
  });

  it('sends a card twice: ready for the widget, and as an Adaptive Card 1.3 for Web Chat', () => {
    const card = {
      kind: 'invoice' as const,
      title: 'INV_2026_0012 [pay](http://evil.example)',
      status: 'overdue',
      statusText: 'Lewat 12 hari',
      amountText: 'Rp2.500.000',
      rows: [{ label: 'Jatuh tempo', value: '25 Maret 2026' }],
      action: { title: 'Jelaskan', value: 'Jelaskan INV_2026_0012' },
    };
    const activity = encode({ body: { text: '', locale: 'id', cards: [card] } });
    expect(activity?.channelData?.sapa?.cards).toEqual([card]);
    const { contentType, content } = activity!.attachments![0]!;
    expect(contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(content).toMatchObject({
      version: '1.3',
      actions: [{ type: 'Action.Submit', data: 'Jelaskan INV_2026_0012' }],
    });
    const { body } = content as { body: { type: string; text?: string; color?: string; facts?: object[] }[] };
    expect(body[0]?.text).toBe('INV\\_2026\\_0012 \\[pay\\](http://evil.example)');
    expect(body[2]?.color).toBe('Warning');
    expect(body[3]).toEqual({ type: 'FactSet', facts: [{ title: 'Jatuh tempo', value: '25 Maret 2026' }] });
  });

  it('gives files an address on the public server, with the name escaped', () => {
    const file = { token: 'tok', name: 'bukti #1/ü.png', mediaType: 'image/png', size: 9 };
    expect(encode({ body: { text: '', locale: 'id', attachments: [file] } })?.attachments).toEqual([
      {
        contentType: 'image/png',
        contentUrl: 'https://bot.example/v3/directline/attachments/tok/bukti%20%231%2F%C3%BC.png',
        name: 'bukti #1/ü.png',
      },
    ]);
  });

  it('shows a collector by name and says who holds the conversation', () => {
    const body = {
      text: 'Selamat pagi',
      locale: 'id' as const,
      name: 'Petugas',
      handoff: { state: 'joined' as const },
    };
    expect(encode({ author: 'collector', body })).toMatchObject({
      from: { id: 'collector', name: 'Petugas', role: 'bot' },
      channelData: { handoff: { state: 'assigned', name: 'Petugas' } },
    });
    const silent = encode({
      author: 'system',
      body: { text: '', locale: 'id', handoff: { state: 'ended' } },
    });
    expect(silent).toMatchObject({
      type: 'event',
      name: 'handoff.status',
      value: { state: 'completed' },
      channelData: { handoff: { state: 'closed' } },
    });
  });

  it('puts the Bot Framework event of a hand-over before its words, without a watermark of its own', () => {
    const handoff = { state: 'initiated' as const, reason: 'asked', expectedMinutes: 30 };
    const body = { text: 'Saya sambungkan.', locale: 'id' as const, handoff };
    const message = { seq: 3, author: 'bot', at: Date.UTC(2026, 2, 11, 3), body } as const;
    const activities = encodeAll(message, context);
    expect(activities[0]).toEqual({
      type: 'event',
      name: 'handoff.initiate',
      value: { reason: 'asked' },
      id: 'demo-1|0000002.handoff',
      timestamp: '2026-03-11T03:00:00.000Z',
      from: { id: 'sapa', name: 'Sapa', role: 'bot' },
      locale: 'id',
      relatesTo: {
        channelId: 'webchat',
        conversation: { id: 'demo-1' },
        bot: { id: 'sapa', name: 'Sapa' },
      },
    });
    expect(activities[1]).toMatchObject({
      type: 'message',
      text: 'Saya sambungkan.',
      channelData: { handoff: { state: 'queued', expectedMinutes: 30 } },
    });
    const frames = encodeFrames(activities, 3).map((frame) => JSON.parse(frame) as ActivitySet);
    expect(frames.map((frame) => frame.watermark)).toEqual([undefined, '3']);
    const ids = ['demo-1|0000002', ...activities.map((one) => one.id)];
    expect(ids).toEqual([...ids].sort());
  });

  it.each([
    ['joined', 'accepted'],
    ['ended', 'completed'],
  ] as const)('says a hand-over that has %s as %s', (state, told) => {
    const body = { text: 'Halo', locale: 'id' as const, handoff: { state } };
    const [event] = encodeAll({ seq: 9, author: 'collector', at: 0, body }, context);
    expect(event).toMatchObject({ name: 'handoff.status', value: { state: told } });
  });

  it('shows nothing of an arrival', () => {
    expect(
      encode({ author: 'debtor', externalId: '~join', body: { text: '', locale: 'id' } }),
    ).toBeUndefined();
  });

  it('frames one activity with its place as the watermark', () => {
    const activity = encodeMessage(
      { seq: 12, author: 'bot', at: 0, body: { text: '"</script>', locale: 'id' } },
      context,
    )!;
    const [text, ...others] = encodeFrames([activity], 12);
    expect(others).toEqual([]);
    const frame = JSON.parse(text!) as ActivitySet;
    expect(frame.watermark).toBe('12');
    expect(frame.activities?.map((one) => one.text)).toEqual(['"</script>']);
  });
});
