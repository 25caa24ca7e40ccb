import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Activity } from '../../src/http/contract/webchat.ts';
import { type Entry, Timeline } from '../../src/web/widget/chat/timeline.ts';

/** A screen that is only told of changes, as the real one is. */
function screen() {
  const shown: Entry[] = [];
  const at = (before: Entry | undefined) => (before ? shown.indexOf(before) : shown.length);
  const timeline = new Timeline({
    insert: (entry, before) => shown.splice(at(before), 0, entry),
    move: (entry, before) => {
      shown.splice(shown.indexOf(entry), 1);
      shown.splice(at(before), 0, entry);
    },
    update: () => {},
    remove: (entry) => shown.splice(shown.indexOf(entry), 1),
  });
  return { shown, timeline };
}

const own = (clientId: string): Entry => ({
  mine: true,
  activity: { type: 'message', text: clientId, channelData: { clientActivityID: clientId } },
  state: 'sending',
  placed: false,
});

describe('the order of messages', () => {
  it('is the server’s, whatever was written meanwhile and however often a frame comes', () => {
    const step = fc.record({ act: fc.constantFrom('write', 'bot', 'echo', 'again'), pick: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { shown, timeline } = screen();
        const server: Activity[] = [];
        const waiting: string[] = [];
        let count = 0;
        const stream = (activity: Activity) => {
          server.push(activity);
          timeline.receive(activity);
        };
        for (const { act, pick } of steps) {
          const name = `m${++count}`;
          if (act === 'write') {
            waiting.push(name);
            timeline.addOwn(own(name));
          } else if (act === 'bot') {
            stream({ type: 'message', id: name, text: name, from: { role: 'bot' } });
          } else if (act === 'echo' && waiting.length > 0) {
            const clientActivityID = waiting.shift()!;
            stream({ type: 'message', id: name, text: clientActivityID, channelData: { clientActivityID } });
          } else if (server.length > 0) {
            timeline.receive(server[pick % server.length]!);
          }
        }
        const expected = [...server.map((one) => one.text), ...waiting];
        expect(shown.map((entry) => entry.activity.text)).toEqual(expected);
        expect(timeline.entries).toEqual(shown);
      }),
    );
  });

  it('leaves a given-up message where it was until it is sent after all', () => {
    const { shown, timeline } = screen();
    const failed = own('gagal');
    timeline.addOwn(failed);
    timeline.change(failed, { state: 'failed' });
    timeline.receive({ type: 'message', id: '1', text: 'bot', from: { role: 'bot' } });
    expect(shown.map((entry) => entry.activity.text)).toEqual(['gagal', 'bot']);
    timeline.change(failed, { state: 'sending' });
    timeline.receive({ type: 'message', id: '2', text: 'gagal', channelData: { clientActivityID: 'gagal' } });
    expect(shown.map((entry) => entry.activity.text)).toEqual(['bot', 'gagal']);
    expect(failed.state).toBe('sent');
  });
});
