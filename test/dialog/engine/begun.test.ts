import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';

/** Flows that we begin: what stands open below them is neither lost nor answered by mistake. */
describe('a flow that we begin', () => {
  it('asks its question with nothing open, and takes the answer', async () => {
    const talk = conversation();
    expect(await talk.begin('rating')).toBe('rating.score');
    expect(await talk.say('4')).toBe('rating.thanks');
    expect(talk.shop.done).toEqual(['note {"score":4}']);
    expect(talk.state.stack).toEqual([]);
  });
  it('goes away without a word when the debtor writes of something else', async () => {
    const talk = conversation();
    await talk.begin('rating');
    expect(await talk.say('balance')).toBe('verify.number');
    expect(await talk.say('C-1')).not.toContain('rating');
    expect(talk.state.stack.map((one) => one.flow)).not.toContain('rating');
  });
  it('is passed over by thanks and by what nobody understands, and never asked again', async () => {
    const talk = conversation();
    await talk.begin('rating');
    expect(await talk.say('qwertz')).toBe('~not_understood_idle');
    await talk.begin('rating');
    expect(await talk.say('makasih')).not.toContain('rating');
    expect(talk.state.stack).toEqual([]);
  });
  it('leaves the question below it open; the answer to it goes on, and then comes back to it', async () => {
    const talk = conversation();
    await talk.say('dispute INV-12');
    await talk.say('INV-12');
    expect(await talk.begin('rating')).toBe('rating.score');
    expect(await talk.say('2')).toBe(
      'rating.thanks / ~back_to(dispute) + dispute.why [dispute.damaged, dispute.price, dispute.paid]',
    );
  });
  it('lets an answer to the question below through, with the choices offered there', async () => {
    const talk = conversation();
    await talk.say('dispute INV-12');
    await talk.begin('call_back');
    expect(await talk.say('dispute.price')).toBe('dispute.story');
    expect(talk.state.stack.map((one) => one.flow)).toEqual(['dispute']);
    expect(talk.state.stack[0]!.values).toMatchObject({ reason: 'price' });
  });
  it('takes a number for its own choice, since that is what stands on the screen', async () => {
    const talk = conversation();
    await talk.say('dispute INV-12');
    await talk.begin('call_back');
    expect(await talk.say('1')).toContain('call_back.noted / ~back_to(dispute)');
  });
  it('does not stand between a code and the question for it, and the code stays secret', async () => {
    const talk = conversation();
    await talk.say('balance');
    await talk.say('C-1001');
    await talk.begin('rating');
    const answer = await talk.say('123456');
    expect(answer).toBe('balance.total');
    expect(talk.last.secret).toBe(true);
  });
  it('lets a bare yes or no answer nothing below: the question there is put again', async () => {
    const talk = conversation();
    await talk.say('slip');
    for (const words of ['INV-12', 'ref 1', 'skip']) await talk.say(words);
    expect(talk.state.stack[0]!.step).toBe('sure');
    await talk.begin('rating');
    expect(await talk.say('ya')).toBe('~back_to(proof) + proof.sure [values.yes, values.no]');
    expect(talk.shop.done.filter((one) => one.startsWith('proof'))).toEqual([]);
  });
  it('is dropped by "cancel" and "skip", with what was open going on', async () => {
    for (const word of ['batal', 'skip']) {
      const talk = conversation();
      await talk.say('dispute INV-12');
      await talk.begin('rating');
      expect(await talk.say(word)).toContain('~cancelled(rating) + ~back_to(dispute) + dispute.why');
    }
  });
  it('begun twice stands there once, and still gives back what was on the table', async () => {
    const talk = conversation();
    await talk.say('dispute INV-12');
    await talk.begin('call_back');
    await talk.begin('call_back');
    expect(talk.state.stack.map((one) => one.flow)).toEqual(['dispute', 'call_back']);
    expect(await talk.say('dispute.paid')).toBe('dispute.story');
  });
  it('drops no task of the debtor, however many are open', async () => {
    const talk = conversation();
    for (const words of ['dispute', 'slip', 'bahasa', 'saldo', 'status']) await talk.say(words);
    const before = talk.state.stack.length;
    await talk.begin('rating');
    expect(talk.state.stack).toHaveLength(before + 1);
    expect(talk.last.replies).toHaveLength(1);
  });
  it('is no loss when a deployment takes it away', async () => {
    const talk = conversation();
    await talk.say('dispute INV-12');
    await talk.begin('rating');
    talk.redeploy({ rating: undefined });
    expect(await talk.say('dispute.price')).toBe('dispute.story');
  });
});

describe('where nobody is there to take over', () => {
  it('says so and begins what can be done instead, after a wish and after a dead end', async () => {
    const asked = conversation();
    asked.shop.nobodyThere = true;
    expect(await asked.say('petugas')).toBe(
      'person.queued / call_back.when [call_back.morning, call_back.noon]',
    );
    expect(asked.last.replies[0]?.handoff).toEqual({ state: 'initiated', reason: 'asked' });
    const stuck = conversation();
    stuck.shop.nobodyThere = true;
    await stuck.say('slip');
    await stuck.say('INV-12');
    let said = '';
    for (const words of ['photo a', 'photo b', 'photo c']) said = await stuck.say(words);
    expect(said).toBe(
      'proof.no_words + ~human_nobody_online / call_back.when [call_back.morning, call_back.noon]',
    );
    expect(stuck.state.stack.map((one) => one.flow)).toEqual(['call_back']);
  });
});
