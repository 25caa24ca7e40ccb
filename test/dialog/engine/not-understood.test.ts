import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';
import { follow } from './support/follow.ts';

const verified = { verified: true };
const YES_NO = '[values.yes, values.no]';
const REASONS = '[dispute.damaged, dispute.price, dispute.paid]';

describe('not understood', () => {
  it('with nothing open: other words, then a person', async () => {
    const talk = await follow([
      ['blah', '~not_understood_idle'],
      ['blah', `offer_human.offer ${YES_NO}`],
      ['ya', 'offer_human.queued'],
    ]);
    expect(talk.last.handoff).toEqual({ reason: 'not_understood' });
    expect(talk.last.replies[0]?.handoff).toEqual({ state: 'initiated', reason: 'not_understood' });
    expect(talk.state.stack).toEqual([]);
  });
  it('counts only messages in a row', () =>
    follow(
      [
        ['blah', '~not_understood_idle'],
        ['saldo', 'balance.total'],
        ['blah', '~not_understood_idle'],
      ],
      verified,
    ).then(() => {}));
  it('in a question: a person is offered, and without one the question goes on', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['blah', '~not_understood + dispute.which'],
      ['blah', `offer_human.offer ${YES_NO}`],
      ['tidak', 'offer_human.again / ~back_to(dispute) + dispute.which'],
      ['INV-1', `dispute.why ${REASONS}`],
    ]).then(() => {}));
  it('an answer to the question below the offer takes the offer back', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['blah', '~not_understood + dispute.which'],
      ['blah', `offer_human.offer ${YES_NO}`],
      ['INV-1', `dispute.why ${REASONS}`],
    ]).then(() => {}));
  it('a bare number after the offer is taken up', () =>
    follow(
      [
        ['blah', '~not_understood_idle'],
        ['blah', `offer_human.offer ${YES_NO}`],
        ['INV-12', 'status.told'],
      ],
      verified,
    ).then((talk) => expect(talk.state.stack).toEqual([])));
  it('"batal" at the offer drops the task below it', () =>
    follow([
      ['dispute', 'dispute.which'],
      ['blah', '~not_understood + dispute.which'],
      ['blah', `offer_human.offer ${YES_NO}`],
      ['batal', '~cancelled(dispute)'],
    ]).then(() => {}));
  it('goes where the step says, and tells the reason', async () => {
    const talk = await follow([
      ['slip INV-1', 'proof.slip'],
      ['blah', 'proof.slip_unclear + proof.slip'],
      ['blah', 'proof.slip_unclear + proof.slip'],
      ['blah', '~human_queued'],
    ]);
    expect(talk.last.handoff).toEqual({ reason: 'not_understood' });
    expect(talk.shop.done).toEqual(['handoff {"reason":"not_understood"}']);
  });
  it('has other words for what is understood but refused', () =>
    follow([
      ['saldo', 'verify.number'],
      ['INV-1', 'verify.code'],
      ['1234', 'values.code_six_digits + verify.code'],
      ['blah', '~not_understood + verify.code'],
    ]).then(() => {}));
  it('does not hand over twice for the same reason in a row', async () => {
    const talk = conversation();
    const stuck = async () => {
      await talk.say('slip INV-1');
      await talk.say('blah');
      await talk.say('blah');
      return talk.say('blah');
    };
    expect(await stuck()).toBe('~human_queued');
    talk.shop.handoffOpen = false;
    expect(await stuck()).toBe('~human_already_waiting');
    expect(talk.last.handoff).toBeUndefined();
    talk.shop.now += 11 * 60_000;
    expect(await stuck()).toBe('~human_queued');
  });
});
