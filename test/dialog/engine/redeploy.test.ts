import { describe, expect, it } from 'vitest';
import { conversation } from './support/conversation.ts';
import { FLOWS } from './support/flows.ts';

const REASONS = '[dispute.damaged, dispute.price, dispute.paid]';

describe('a redeploy in mid-conversation', () => {
  it('with steps moved about shifts nothing', async () => {
    const talk = conversation();
    await talk.say('dispute');
    const [head, tail] = FLOWS.dispute!.split('  - id: which');
    talk.redeploy({ dispute: `${head}  - { id: note, say: dispute.note }\n  - id: which${tail}` });
    expect(await talk.say('INV-1')).toBe(`dispute.why ${REASONS}`);
  });
  it('with the step gone asks the first unanswered question, and the message answers nothing else', async () => {
    const talk = conversation();
    await talk.say('dispute INV-1');
    await talk.say('price');
    talk.redeploy({ dispute: FLOWS.dispute!.replace('id: story', 'id: account') });
    expect(await talk.say('too dear')).toBe('~recover_restarted(dispute) + dispute.story');
    expect(await talk.say('too dear')).toBe('dispute.done');
  });
  it('with the flow gone says so and answers what is asked', async () => {
    const talk = conversation({ verified: true });
    await talk.say('dispute');
    talk.redeploy({ dispute: undefined });
    expect(await talk.say('saldo')).toBe('~recover_dropped + balance.total');
    expect(talk.state.stack).toEqual([]);
  });
  it('with the flow gone above another goes back to that', async () => {
    const talk = conversation();
    await talk.say('slip');
    await talk.say('dispute');
    talk.redeploy({ dispute: undefined });
    expect(await talk.say('INV-1')).toBe('~recover_dropped + ~back_to(proof) + proof.which');
  });
  it('with the waiting flow gone goes on with the one on top', async () => {
    const talk = conversation();
    await talk.say('slip');
    await talk.say('dispute');
    talk.redeploy({ proof: undefined });
    expect(await talk.say('INV-1')).toBe(`dispute.why ${REASONS}`);
  });
  it('with the flow that needed the code gone asks for no code', async () => {
    const talk = conversation();
    await talk.say('saldo');
    talk.redeploy({ balance: undefined, greet: FLOWS.greet!.replace('balance', 'proof') });
    expect(await talk.say('halo')).toBe('~recover_dropped + greet.hello [proof.title, status.title]');
  });
  it('stored by an older version without newer fields is read all the same', async () => {
    const talk = conversation({ verified: true });
    talk.state = JSON.parse('{"locale":"id"}');
    expect(await talk.say('saldo')).toBe('balance.total');
  });
});
