import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_DEPTH } from '../../../src/dialog/running/frames.ts';
import { conversation } from './support/conversation.ts';
import { FLOWS } from './support/flows.ts';

const words = fc.constantFrom(
  ...['halo', 'bye', 'makasih', 'help', 'saldo', 'status', 'status INV-12', 'status INV-404', 'list', 'slip'],
  ...['slip INV-1', 'dispute', 'dispute INV-2', 'sudah bayar', 'petugas', 'not me', 'in english', 'bahasa'],
  ...['batal', 'damn', 'ya', 'tidak', 'kembali', 'bukan', 'bukan, INV-3', 'bukan, yang kedua', 'ulangi'],
  ...['mulai lagi', 'keluar', 'more', 'kirim ulang', 'lewati', '1', '2', '3', '9', 'yang kedua', 'INV-7'],
  ...['123456', '111111', '999999', '12', 'ref 5', 'ref blurred', 'photo x', 'unclear: status slip', 'blah'],
  ...['', ' ', '??', 'help the children', 'what is the balance please', 'values.yes', 'values.no', 'English'],
);
const event = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('say' as const), text: words }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('say' as const), text: fc.string() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('file' as const), text: words }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'join' as const, text: '' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'expire' as const, text: '' }) },
);

describe('any sequence of messages', () => {
  it('is answered, keeps the state small and storable, and never runs an action without its answers', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 30 }), async (events) => {
        const talk = conversation();
        for (const { kind, text } of events) {
          if (kind === 'expire') {
            talk.shop.verified = false;
            talk.shop.now += 60_000;
            continue;
          }
          if (kind === 'join') await talk.join();
          else {
            const said = kind === 'file' ? await talk.say(text, 'slip.png') : await talk.say(text);
            expect(said, `an answer to "${text}"`).not.toBe('');
          }
          const { stack } = talk.state;
          expect(stack.length).toBeLessThanOrEqual(MAX_DEPTH);
          expect(JSON.parse(JSON.stringify(talk.last.state))).toEqual(talk.last.state);
          for (const frame of stack) {
            expect(frame.values).not.toHaveProperty('code');
            expect(frame.called === true).toBe(frame.flow === 'verify');
          }
          // Whatever waits on top waits with a question.
          const top = stack.at(-1);
          if (top) expect(FLOWS[top.flow]).toMatch(new RegExp(`id: ${top.step}\\n\\s+ask:`));
        }
        for (const done of talk.shop.done) {
          if (done.startsWith('record')) expect(done).toMatch(/"invoice":.*"slip":/);
          if (done.startsWith('dispute')) expect(done).toMatch(/"invoice":.*"reason":.*"story":/);
        }
      }),
      { numRuns: 400 },
    );
  });
});
