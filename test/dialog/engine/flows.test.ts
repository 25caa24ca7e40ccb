import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';

const OFFER = '[INV-11, INV-12, INV-13]';
const REASONS = '[dispute.damaged, dispute.price, dispute.paid]';

describe('starting', () => {
  it('greets whoever opens the conversation, and only once', async () => {
    const talk = conversation();
    expect(await talk.join()).toBe('greet.hello [balance.title, status.title]');
    expect(await talk.join()).toBe('');
    expect(await talk.say('1')).toBe('verify.number');
    expect(await talk.join()).toBe('');
  });
  it('takes a bare number as the question about it, but not one in a longer message', async () => {
    const talk = conversation({ verified: true });
    expect(await talk.say('INV-12?')).toBe('status.told');
    expect(await talk.say('tentang INV-12')).toBe('status.told');
    expect(await talk.say('kemarin saya lihat INV-12 di meja')).toBe('~not_understood_idle');
  });
  it('takes a file without a question as what a file starts, and uses it', async () => {
    const talk = conversation();
    expect(await talk.say('', 'slip.png')).toBe('proof.which');
    expect(await talk.say('INV-1')).toBe('proof.remark');
    expect(talk.state.stack[0]?.values).toEqual({ invoice: 'INV-1', slip: 'slip.png' });
  });
  it('takes a file with a courtesy as the file, with a question as the question', async () => {
    expect(await conversation().say('makasih', 'slip.png')).toBe('proof.which');
    expect(await conversation().say('dispute INV-1', 'photo.png')).toBe(`dispute.why ${REASONS}`);
  });
  it('begins a digression for a file that the open question cannot take', async () => {
    const talk = conversation();
    await talk.say('dispute');
    expect(await talk.say('', 'slip.png')).toBe('proof.which');
    expect(talk.state.stack.map((one) => one.flow)).toEqual(['dispute', 'proof']);
  });
  it('says nothing of a button pressed in words', async () => {
    const talk = conversation({ verified: true });
    await talk.say('halo');
    expect(await talk.say('  BALANCE.TITLE ')).toBe('balance.total');
  });
});

describe('slots', () => {
  it('named up front are not asked for', async () => {
    const talk = conversation({ verified: true });
    expect(await talk.say('status INV-12')).toBe('status.told');
    expect(talk.shop.done).toEqual(['status {"invoice":"INV-12"}']);
  });
  it('named up front and refused: says why before it asks', async () => {
    const talk = conversation();
    expect(await talk.say('bahasa mandarin')).toContain('values.language_not_spoken + change_language.which');
  });
  it('of a kind are filled once from one message', async () => {
    const talk = conversation({
      flows: {
        span: `
flow: span
start_when: { intent: payment_received }
steps:
  - { id: a, ask: from, as: date, prompt: span.from }
  - { id: b, ask: until, as: date, prompt: span.until }
  - { id: c, say: span.done }
`,
      },
    });
    expect(await talk.say('paid 2026-03-01')).toBe('span.until');
    expect(await talk.say('2026-03-05')).toBe('span.done');
    const line = talk.last.replies[0]?.lines[0];
    expect(line).toMatchObject({ slots: { from: { date: '2026-03-01' }, until: { date: '2026-03-05' } } });
  });
  it('are asked again when an action sends back to their question', async () => {
    const talk = conversation({ verified: true });
    expect(await talk.say('status INV-404')).toBe(`status.not_known / status.which ${OFFER}`);
    expect(await talk.say('INV-12')).toBe('status.told');
    const proof = conversation();
    await proof.say('slip INV-1');
    await proof.say('ref blurred');
    await proof.say('lewati');
    expect(await proof.say('ya')).toBe('proof.slip');
    expect(proof.state.stack[0]?.values).not.toHaveProperty('slip');
  });
  it('an answer never fills the next question too', async () => {
    const talk = conversation({
      flows: {
        pair: `
flow: pair
start_when: { intent: payment_received }
steps:
  - { id: a, ask: first, as: reference, prompt: pair.first }
  - { id: b, ask: second, as: reference, prompt: pair.second }
  - { id: c, say: pair.done }
`,
      },
    });
    await talk.say('paid');
    expect(await talk.say('INV-1')).toBe('pair.second');
  });
  it('that confirm or are secret are never filled from an earlier message', async () => {
    const talk = conversation();
    await talk.say('saldo 123456');
    expect(await talk.say('INV-1')).toBe('verify.code');
    expect(talk.state.stack.at(-1)?.values).toEqual({ number: 'INV-1' });
  });
  it('left out leave the action without them', async () => {
    const talk = conversation();
    for (const said of ['slip INV-1', 'ref 1', 'skip', 'ya']) await talk.say(said);
    expect(talk.shop.done).toEqual(['record {"invoice":"INV-1","slip":"ref 1"}']);
  });
});

describe('choices', () => {
  const rows: [string, string][] = [
    ['2', 'price'],
    ['2.', 'price'],
    ['no 2', 'price'],
    ['(2)', 'price'],
    ['yang kedua', 'price'],
    ['yang terakhir', 'paid'],
    ['DISPUTE price', 'price'],
    ['dispute.paid!', 'paid'],
    ['I think it is dispute damaged', 'damaged'],
  ];
  it.each(rows)('%s picks %s', async (said, reason) => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    expect(await talk.say(said)).toBe('dispute.story');
    expect(talk.state.stack[0]?.values.reason).toBe(reason);
  });
  it('exact picks beat intents', async () => {
    const talk = conversation({
      flows: {
        drinks: `
flow: drinks
start_when: { intent: payment_received }
steps:
  - id: which
    ask: drink
    as: choice
    prompt: drinks.which
    options: [{ value: stop, label: cancel.all }, { value: go, label: drinks.go }]
    next: { stop: stopped, go: going }
  - { id: stopped, say: drinks.stopped, next: end }
  - { id: going, say: drinks.going }
`,
      },
    });
    await talk.say('paid');
    expect(await talk.say('Cancel all')).toBe('drinks.stopped');
  });
  it.each([['4'], ['99'], ['yang ketiga puluh']])('%s picks nothing', async (said) => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    expect(await talk.say(said)).toBe(`~not_understood + dispute.why ${REASONS}`);
  });
  it('mean the question that offered them, not what was listed before', async () => {
    const talk = conversation({ verified: true });
    await talk.say('slip INV-1');
    expect(await talk.say('list')).toBe('list.page [INV-11, INV-12] / ~back_to(proof) + proof.slip');
    expect(await talk.say('2')).toBe('proof.slip_unclear + proof.slip');
  });
});

describe('in an open question', () => {
  it('another subject is answered when it is put as a question, else it is not understood', async () => {
    const talk = conversation();
    await talk.say('dispute');
    expect(await talk.say('weather?')).toBe('out_of_scope.other / ~back_to(dispute) + dispute.which');
    expect(await talk.say('weather weather')).toBe('~not_understood + dispute.which');
  });
  it('nothing but a value is an attempt to answer, whatever the words resemble', async () => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    expect(await talk.say('INV-7')).toBe(`~not_understood + dispute.why ${REASONS}`);
  });
  it('a waiting task asked for again with something named takes that over', async () => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    await talk.say('price');
    await talk.say('slip?');
    expect(await talk.say('dispute INV-2')).toBe('~back_to(dispute) + ~changed + dispute.story');
    expect(talk.state.stack).toMatchObject([
      { flow: 'dispute', values: { invoice: 'INV-2', reason: 'price' } },
    ]);
  });
  it('"ya" picks the only choice there is', async () => {
    const talk = conversation({
      flows: {
        only: `
flow: only
start_when: { intent: payment_received }
steps:
  - id: which
    ask: one
    as: choice
    prompt: only.which
    options: [{ value: single, label: only.single }]
  - { id: done, say: only.done }
`,
      },
    });
    await talk.say('paid');
    expect(await talk.say('ya')).toBe('only.done');
  });
});

describe('proof of identity', () => {
  it('is asked for on top, and the waiting flow goes on with what it knew', async () => {
    const talk = conversation();
    // The number in the question also says who is asking.
    expect(await talk.say('status INV-12')).toBe('verify.code');
    expect(await talk.say('111111')).toBe('verify.code');
    expect(await talk.say('123456')).toBe('status.told');
    expect(talk.shop.done.at(-1)).toBe('status {"invoice":"INV-12"}');
    expect(talk.last.secret).toBe(true);
  });
  it('does not take digits of the question for who is asking', async () => {
    const talk = conversation();
    expect(await talk.say('saldo nomor 10045')).toBe('verify.number');
  });
  it('leaves no code in what is stored', async () => {
    const talk = conversation();
    await talk.say('status INV-12');
    await talk.say('kode 654321');
    expect(JSON.stringify(talk.state)).not.toContain('654321');
    expect(talk.last.secret).toBe(true);
  });
  it('masks digits while a code is asked for, even when they are taken for something else', async () => {
    const talk = conversation();
    await talk.say('status INV-12');
    await talk.say('dispute 123456');
    expect(talk.last.secret).toBe(true);
  });
  it('takes the caller with it when it is given up or fails', async () => {
    const talk = conversation();
    await talk.say('status INV-12');
    expect(await talk.say('999999')).toBe('verify.locked');
    expect(talk.state.stack).toEqual([]);
    const other = conversation();
    await other.say('status INV-12');
    for (const said of ['x', 'x']) await other.say(said);
    expect(await other.say('x')).toBe('~human_queued');
    expect(other.state.stack).toEqual([]);
  });
  it('sends again on "kirim ulang"', async () => {
    const talk = conversation();
    await talk.say('status INV-12');
    expect(await talk.say('kirim ulang')).toBe('verify.code');
    expect(talk.shop.done).toEqual(['start {"number":"INV-12"}', 'start {"number":"INV-12"}']);
  });
  it('that has run out is asked for again before an answer is even read', async () => {
    const talk = conversation({ verified: true });
    expect(await talk.say('status')).toBe(`status.which ${OFFER}`);
    talk.shop.verified = false;
    expect(await talk.say('INV-12')).toBe('verify.number');
    expect(await talk.say('C-1')).toBe('verify.code');
    expect(await talk.say('123456')).toBe(`status.which_again ${OFFER}`);
    expect(await talk.say('2')).toBe('status.told');
  });
  it('another protected question waits for the same proof', async () => {
    const talk = conversation();
    await talk.say('saldo');
    expect(await talk.say('status INV-12')).toBe('~verify_later(status) + verify.number');
    await talk.say('C-1');
    expect(await talk.say('123456')).toBe('status.told / ~back_to(balance) + balance.total');
  });
  it('the same question again while the code is asked for changes nothing', async () => {
    const talk = conversation();
    await talk.say('saldo');
    expect(await talk.say('saldo')).toBe('verify.number');
    expect(talk.state.stack.map((one) => one.flow)).toEqual(['balance', 'verify']);
  });
});

describe('a person', () => {
  it('takes over, and nothing is asked any more', async () => {
    const talk = conversation();
    await talk.say('dispute');
    expect(await talk.say('petugas')).toBe('person.queued');
    expect(talk.last).toMatchObject({ handoff: { reason: 'asked' } });
    expect(talk.last.replies[0]?.handoff).toEqual({ state: 'initiated', reason: 'asked' });
    expect(talk.state).toMatchObject({ stack: [], handedOff: { reason: 'asked' } });
  });
  it('who is on the way already is not called twice, and the question stays open', async () => {
    const talk = conversation();
    await talk.say('petugas');
    await talk.say('dispute');
    expect(await talk.say('petugas')).toBe('person.waiting / ~back_to(dispute) + dispute.which');
    expect(talk.last.handoff).toBeUndefined();
  });
});

describe('the trace', () => {
  it('names every step that was run, in order', async () => {
    const talk = conversation({ verified: true });
    await talk.say('status');
    expect(talk.last.trace).toEqual([{ flow: 'status', step: 'which' }]);
    await talk.say('2');
    expect(talk.last.trace).toEqual(['which', 'read', 'told'].map((step) => ({ flow: 'status', step })));
  });
});
