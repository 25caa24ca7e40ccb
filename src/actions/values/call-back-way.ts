import type { Value, ValueKind } from '../../dialog/action.ts';
import type { Choice } from '../../dialog/reply.ts';
import { choice } from '../../dialog/values/choice.ts';
import { callBackSlots } from '../../service-levels/index.ts';
import type { SapaScope } from '../scope.ts';

const SLOTS = 3;

/**
 * How to be reached: one of the next open hours, by e-mail, or not at all. The value is `{ how: 'call',
 * fromAt, toAt }` (epoch ms), `{ how: 'email' }` or 'wait'. A plain "no" goes on waiting.
 */
export const callBackWay: ValueKind<SapaScope> = {
  async offer(scope): Promise<Choice[]> {
    const { tx, conversation, now, timeZone } = scope;
    const slots = await callBackSlots(tx, conversation.creditorId, now, SLOTS);
    return [
      ...slots.map(({ fromAt, toAt }) => ({
        label: { key: 'offer_call_back.slot', slots: { slot: { from: fromAt, to: toAt, timeZone } } },
        value: `${fromAt}-${toAt}`,
      })),
      { label: { key: 'offer_call_back.by_email' }, value: 'email' },
      { label: { key: 'offer_call_back.keep_waiting' }, value: 'wait' },
    ];
  },
  picked: (_scope, value) => wayOf(value),
  async read(scope, heard, offered, values) {
    const { intents, decision } = heard.understood;
    const refuses = decision === 'act' && intents[0]?.intent === 'deny';
    if (refuses) return { ok: true, value: 'wait', fit: 'whole' };
    const reading = await choice.read(scope, heard, offered, values);
    return reading.ok ? { ...reading, value: wayOf(String(reading.value)) } : reading;
  },
};

function wayOf(value: string): Value {
  const hours = /^(\d+)-(\d+)$/.exec(value);
  if (hours) return { how: 'call', fromAt: Number(hours[1]), toAt: Number(hours[2]) };
  return value === 'email' ? { how: 'email' } : 'wait';
}
