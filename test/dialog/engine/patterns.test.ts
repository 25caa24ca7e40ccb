import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';
import { follow } from './support/follow.ts';

const verified = { verified: true };
const OFFER = '[INV-11, INV-12, INV-13]';
const YES_NO = '[values.yes, values.no]';
const REASONS = '[dispute.damaged, dispute.price, dispute.paid]';

describe('cancel', () => {
  it('drops the open task and says which', async () => {
    const talk = await follow([
      ['dispute', 'dispute.which'],
      ['batal', '~cancelled(dispute)'],
    ]);
    expect(talk.state.stack).toEqual([]);
  });
  it('goes back to what waited below', async () => {
    await follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['slip', 'proof.which'],
      ['cancel', `~cancelled(proof) + ~back_to(dispute) + dispute.why ${REASONS}`],
    ]);
  });
  it('with nothing open is a flow of its own', () => follow([['batal', 'cancel.nothing']]).then(() => {}));
  it('of the code gives up the task that needed it, and all that would ask for it again', async () => {
    const talk = await follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['saldo', 'verify.number'],
      ['list', '~verify_later(list) + verify.number'],
      ['batal', `~cancelled(list) + ~back_to(dispute) + dispute.why ${REASONS}`],
    ]);
    expect(talk.state.stack.map((one) => one.flow)).toEqual(['dispute']);
  });
});

describe('help', () => {
  it('at a question says its own words, then the question again', () =>
    follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['help', `dispute.why_help + dispute.why ${REASONS}`],
    ]).then(() => {}));
  it('at a question without own words says where we are', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['help', '~help_in_question(dispute) + dispute.which'],
    ]).then(() => {}));
  it('is not heard in a free answer that only contains the word', async () => {
    const talk = await follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['2', 'dispute.story'],
      ['help the children', 'dispute.done'],
    ]);
    expect(talk.shop.done).toEqual([
      'dispute {"invoice":"INV-1","reason":"price","story":"help the children"}',
    ]);
  });
});

describe('back', () => {
  it('returns to the question before, whose answer is forgotten', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['INV-1', `dispute.why ${REASONS}`],
      ['1', 'dispute.story'],
      ['kembali', `dispute.why ${REASONS}`],
      ['kembali', 'dispute.which'],
      ['kembali', '~first_question + dispute.which'],
      ['INV-2', `dispute.why ${REASONS}`],
    ]).then(() => {}));
  it('returns to an optional question that was skipped', () =>
    follow([
      ['slip', 'proof.which'],
      ['INV-1', 'proof.slip'],
      ['ref 1', 'proof.remark'],
      ['lewati', `proof.sure ${YES_NO}`],
      ['back', 'proof.remark'],
    ]).then(() => {}));
  it('with nothing open says so', () => follow([['kembali', '~nothing_open']]).then(() => {}));
});

describe('correct', () => {
  it('replaces the answer it fits and goes on from there', async () => {
    const talk = await follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['bukan, INV-2', `~changed + dispute.why ${REASONS}`],
      ['price', 'dispute.story'],
      ['bukan, INV-3', '~changed + dispute.story'],
      ['too dear', 'dispute.done'],
    ]);
    expect(talk.shop.done).toEqual(['dispute {"invoice":"INV-3","reason":"price","story":"too dear"}']);
  });
  it('asks for the confirmation again', async () => {
    const talk = await follow([
      ['slip', 'proof.which'],
      ['INV-1', 'proof.slip'],
      ['ref 77', 'proof.remark'],
      ['skip', `proof.sure ${YES_NO}`],
      ['bukan, INV-2', `~changed + proof.sure ${YES_NO}`],
      ['ya', 'proof.thanks'],
    ]);
    expect(talk.shop.done).toEqual(['record {"invoice":"INV-2","slip":"ref 77"}']);
  });
  it('picks from what that question offered, not from what is offered now', async () => {
    const talk = await follow(
      [
        ['dispute', 'dispute.which'],
        ['INV-1', `dispute.why ${REASONS}`],
        ['3', 'dispute.story'],
        ['bukan, yang pertama', '~changed + dispute.story'],
      ],
      verified,
    );
    expect(talk.state.stack[0]?.values.reason).toBe('damaged');
  });
  it('after the end begins the task anew with what was meant', () =>
    follow(
      [
        ['status INV-11', 'status.told'],
        ['bukan, yang INV-12', 'status.told'],
      ],
      verified,
    ).then((talk) =>
      expect(talk.shop.done).toEqual(['status {"invoice":"INV-11"}', 'status {"invoice":"INV-12"}']),
    ));
  it('without anything to correct asks what', () =>
    follow([['bukan, itu', '~what_to_correct']]).then(() => {}));
});

describe('digression and return', () => {
  it('answers the question in between, then asks the first again', async () => {
    const talk = await follow(
      [
        ['dispute INV-1', `dispute.why ${REASONS}`],
        ['saldo?', `balance.total / ~back_to(dispute) + dispute.why ${REASONS}`],
        ['2', 'dispute.story'],
      ],
      verified,
    );
    expect(talk.state.stack.map((one) => [one.flow, one.tries])).toEqual([['dispute', 0]]);
  });
  it('asks the first again only after the interruption was answered', () =>
    follow(
      [
        ['dispute', 'dispute.which'],
        ['status', `status.which ${OFFER}`],
        ['INV-12', 'status.told / ~back_to(dispute) + dispute.which'],
        ['INV-1', `dispute.why ${REASONS}`],
      ],
      verified,
    ).then(() => {}));
  it('fills slots of the other question, never of the one that waits', async () => {
    const talk = await follow(
      [
        ['dispute', 'dispute.which'],
        ['status INV-13?', 'status.told / ~back_to(dispute) + dispute.which'],
      ],
      verified,
    );
    expect(talk.shop.done).toEqual(['status {"invoice":"INV-13"}']);
    expect(talk.state.stack[0]?.values).toEqual({});
  });
  it('goes back to a task asked for again while it waits', () =>
    follow(
      [
        ['dispute', 'dispute.which'],
        ['status', `status.which ${OFFER}`],
        ['dispute', '~back_to(dispute) + dispute.which'],
      ],
      verified,
    ).then(() => {}));
  it('uses up no try', () =>
    follow(
      [
        ['dispute', 'dispute.which'],
        ['hmm', '~not_understood + dispute.which'],
        ['saldo', 'balance.total / ~back_to(dispute) + dispute.which'],
        ['halo', '~small_greet + dispute.which'],
        ['dispute', 'dispute.which'],
        ['hmm', `offer_human.offer ${YES_NO}`],
      ],
      verified,
    ).then(() => {}));
  it('drops the oldest task politely when more than five are open', async () => {
    const extra =
      'flow: extra\nstart_when: { intent: payment_received }\nsteps:\n' +
      '  - { id: a, ask: n, as: number, prompt: extra.a }\n';
    const talk = await follow(
      [
        ['dispute', 'dispute.which'],
        ['slip', 'proof.which'],
        ['bahasa', 'change_language.which [Bahasa Indonesia, English]'],
        ['paid', 'extra.a'],
        ['saldo', '~dropped(dispute) + verify.number'],
      ],
      { flows: { extra } },
    );
    expect(talk.state.stack).toHaveLength(5);
  });
  it('understands an answer as one, though it names what another task is about', () =>
    follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['3', 'dispute.story'],
      ['sudah bayar', 'dispute.done'],
    ]).then(() => {}));
  it('gives a stranger to the debt nothing to go back to', () =>
    follow([
      ['saldo', 'verify.number'],
      ['not me', 'not_me.noted'],
    ]).then((talk) => expect(talk.state.stack).toEqual([])));
});

describe('repeat', () => {
  it('says the last words again and keeps the question open', () =>
    follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['ulangi', `dispute.why ${REASONS}`],
      ['price', 'dispute.story'],
    ]).then(() => {}));
  it('never says figures again once the proof has run out', async () => {
    const talk = conversation(verified);
    expect(await talk.say('saldo')).toBe('balance.total');
    expect(await talk.say('ulangi')).toBe('balance.total');
    talk.shop.verified = false;
    expect(await talk.say('ulangi')).toBe('~repeat_nothing');
  });
  it('has nothing to repeat after the session was closed', () =>
    follow(
      [
        ['saldo', 'balance.total'],
        ['keluar', 'logout.bye'],
        ['berikutnya', '~no_more'],
      ],
      verified,
    ).then((talk) => expect(talk.shop.verified).toBe(false)));
});

describe('language', () => {
  it('is changed in mid-question, which is then asked again', async () => {
    const talk = await follow([
      ['dispute', 'dispute.which'],
      ['in english', 'change_language.changed / ~back_to(dispute) + dispute.which'],
    ]);
    expect(talk.state).toMatchObject({ locale: 'en', localeChosen: true });
  });
  it('follows a message that is clearly in the other one, until it is chosen', async () => {
    const talk = conversation();
    await talk.say('what is the balance please');
    expect(talk.state.locale).toBe('en');
    await talk.say('batal');
    await talk.say('bahasa indonesia');
    expect(talk.state).toMatchObject({ locale: 'id', localeChosen: true });
    await talk.say('what is the balance please');
    expect(talk.state.locale).toBe('id');
  });
  it('is not guessed from one word of an answer', async () => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    await talk.say('english');
    expect(talk.state.locale).toBe('id');
  });
  it('refuses a language it does not speak and offers those it does', () =>
    follow([
      [
        'bahasa mandarin jepang',
        'values.language_not_spoken + change_language.which [Bahasa Indonesia, English]',
      ],
      ['2', 'change_language.changed'],
    ]).then((talk) => expect(talk.state.locale).toBe('en')));
});

describe('clarify', () => {
  it('lets the debtor choose, and uses the words that were unclear', async () => {
    const talk = await follow(
      [
        ['unclear: status or slip INV-11', '~which [status.title, proof.title]'],
        ['yang pertama', 'status.told'],
      ],
      verified,
    );
    expect(talk.shop.done).toEqual(['status {"invoice":"INV-11"}']);
  });
  it('never asks whether something was a greeting', () =>
    follow([['halo unclear', 'greet.hello [balance.title, status.title]']])
      .then(() => follow([['unclear: bukti, agent', '~which [proof.title, person.title]']]))
      .then(() => follow([['unclear: damn status', '~not_understood_idle']]))
      .then(() => {}));
  it('forgets the choice when something else is asked', () =>
    follow(
      [
        ['unclear: status or slip', '~which [status.title, proof.title]'],
        ['saldo', 'balance.total'],
        ['1', '~not_understood_idle'],
      ],
      verified,
    ).then(() => {}));
});

describe('start over, skip, more, courtesy', () => {
  it('starts over with a greeting and nothing open', () =>
    follow([
      ['dispute INV-1', `dispute.why ${REASONS}`],
      ['mulai lagi', '~from_the_start + greet.hello [balance.title, status.title]'],
    ]).then((talk) => expect(talk.state.stack).toEqual([])));
  it('takes "lewati" with nothing open as a polite no', () =>
    follow([['lewati', 'deny.fine']]).then(() => {}));
  it('skips what is optional, by command or by "no", and nothing else', () =>
    follow([
      ['slip INV-1', 'proof.slip'],
      ['lewati', '~skip_needed + proof.slip'],
      ['ref 1', 'proof.remark'],
      ['tidak', `proof.sure ${YES_NO}`],
    ]).then(() => {}));
  it('turns the page of what was listed, until there is none', async () => {
    const talk = await follow(
      [
        ['list', 'list.page [INV-11, INV-12]'],
        ['more', 'list.page [INV-21, INV-22]'],
        ['2', 'status.told'],
        ['status yang pertama?', 'status.told'],
      ],
      verified,
    );
    expect(talk.shop.done.slice(1)).toEqual([
      'page {"page":1}',
      'status {"invoice":"INV-22"}',
      'status {"invoice":"INV-21"}',
    ]);
  });
  it('has no page of what lists nothing', () => follow([['more', '~no_more']]).then(() => {}));
  it('answers courtesies shortly and asks again, but not after a goodbye', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['makasih', '~small_thanks + dispute.which'],
      ['damn', '~small_abusive + dispute.which'],
      ['bye', '~small_goodbye'],
      ['INV-1', `dispute.why ${REASONS}`],
    ]).then(() => {}));
});
