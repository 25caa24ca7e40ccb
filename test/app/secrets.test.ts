import { randomInt } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { listHandoffs, replyToHandoff } from '../../src/handoff/index.ts';
import { DEMO_NOW, testApp } from '../support/app.ts';
import { TestClock } from '../support/clock.ts';
import { everythingStored, linesWithDigits } from '../support/stored.ts';
import { Visitor } from '../support/visitor.ts';
import { shown } from '../transcripts/run.ts';

let app: App;
afterEach(() => app.stop());

/** A visitor of the English page who has asked for a code; resolves with the code. */
async function askForCode(options: Parameters<typeof testApp>[0] = {}) {
  const clock = new TestClock(DEMO_NOW);
  app = await testApp({ clock, ...options });
  const visitor = new Visitor(app);
  await visitor.open('demo-en', 'en');
  await visitor.say('what do I owe');
  await visitor.say('D-2001');
  return { visitor, clock, code: visitor.code()! };
}

/** What is kept of these digits anywhere in the database. */
const kept = (digits: string) => linesWithDigits(everythingStored(app.config.DATA_DIR), digits);

describe('the code is kept nowhere', () => {
  const ways: [string, (code: string) => string][] = [
    ['alone', (code) => code],
    ['in two groups', (code) => `${code.slice(0, 3)} ${code.slice(3)}`],
    ['with dashes', (code) => [...code].join('-')],
    ['with dots', (code) => `${code.slice(0, 3)}.${code.slice(3)}`],
    ['in a sentence', (code) => `here it is: ${code}, thank you`],
    [
      'in full-width digits',
      (code) => [...code].map((one) => String.fromCodePoint(0xff10 + Number(one))).join(''),
    ],
    ['beside another question', (code) => `my code is ${code}, how can I pay?`],
    ['in a question that is dropped', (code) => `talk to a person please, ${code}`],
    ['in the middle of a long story', (code) => `${'I have waited for a while. '.repeat(20)}${code}`],
    ['with a wish to dispute', (code) => `${code} I want to dispute an invoice, the amount is wrong`],
    ['over two lines', (code) => `${code.slice(0, 3)}\n${code.slice(3)}`],
  ];
  for (const [name, write] of ways) {
    it(`typed ${name}`, async () => {
      const { visitor, code } = await askForCode();
      await visitor.say(write(code));
      await visitor.say('how can I pay?');
      expect(kept(code)).toEqual([]);
    });
  }

  it('typed after the task was cancelled', async () => {
    const { visitor, code } = await askForCode();
    await visitor.say('cancel');
    await visitor.say(code);
    expect(kept(code)).toEqual([]);
  });

  it('typed to a person who has taken over', async () => {
    const { visitor, code } = await askForCode();
    await visitor.say('talk to a person');
    const [handoff] = await listHandoffs(app.database);
    await replyToHandoff(app.database, app.clock, handoff!.id, { text: 'Hello, what is it about?' });
    await visitor.news();
    await visitor.say(`they sent me ${code}`);
    expect(kept(code)).toEqual([]);
  });

  it('typed twice, a code that ran out, and one that was replaced', async () => {
    const { visitor, clock, code } = await askForCode();
    clock.advance(301_000);
    await visitor.say(code);
    const second = visitor.code()!;
    await visitor.say(second);
    expect(shown(await visitor.say(second))).not.toContain('US$');
    expect([...kept(code), ...kept(second)]).toEqual([]);
  });
});

describe('numbers nobody should type', () => {
  const card = '4111 1111 1111 1111';
  const nik = '3173051708900001';
  const places: [string, string[]][] = [
    ['first thing', []],
    ['at the question who is asking', ['what do I owe']],
    ['at the question for the code', ['what do I owe', 'D-2001']],
    ['after the code', ['what do I owe', 'D-2001', '<code>']],
    ['as a slip', ['what do I owe', 'D-2001', '<code>', 'send proof of payment', '1']],
    ['as an amount', ['what do I owe', 'D-2001', '<code>', 'send proof of payment', '1', 'TRF20260310A']],
    ['as a note', ['what do I owe', 'D-2001', '<code>', 'dispute 0502', 'the amount is wrong', 'all']],
  ];
  for (const [place, before] of places) {
    it(`are kept nowhere: ${place}`, async () => {
      app = await testApp();
      const visitor = new Visitor(app);
      await visitor.open('demo-en', 'en');
      for (const text of before) await visitor.say(text === '<code>' ? visitor.code()! : text);
      for (const number of [nik, card, card.replaceAll(' ', '-'), `my card is ${card}`, `${nik} is my id`]) {
        await visitor.say(number);
      }
      expect([...kept(card.replaceAll(' ', '')), ...kept(nik)]).toEqual([]);
    });
  }
});

describe('the log', () => {
  it('has no words, codes, contacts, tokens or numbers, even at its most talkative', async () => {
    const lines: string[] = [];
    const log = { write: (line: string) => void lines.push(line) };
    const { visitor, code } = await askForCode({ logTo: log, env: { LOG_LEVEL: 'trace' } });
    const secret = `zebra${randomInt(1e9)}`;
    await visitor.say(secret);
    await visitor.say(code);
    await visitor.say(`dispute INV-2026-0502 ${secret}`);
    await visitor.upload('slip.png', secret);
    await visitor.upload('program.exe', secret);
    await visitor.say('x'.repeat(4000));
    await app.server.inject({ method: 'POST', url: '/webchat/token', payload: `{"siteKey": "${secret}` });
    await app.server.inject({ url: `/v3/directline/conversations/${secret}/activities?t=${visitor.token}` });
    await app.server.inject({ url: `/${secret}`, headers: { authorization: `Bearer ${visitor.token}` } });
    const all = lines.join('');
    expect(lines.length).toBeGreaterThan(0);
    for (const hidden of [secret, code, 'accounts@', 'fictional-foods', visitor.token, 'INV-2026', 'D-2001'])
      expect(all, hidden).not.toContain(hidden);
  });
});
