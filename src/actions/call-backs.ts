import { type Actions, defineAction, type Value } from '../dialog/action.ts';
import type { SlotValue } from '../dialog/reply.ts';
import { type CallBackWay, contactFor, readAddress, recordCallBack } from '../handoff/index.ts';
import type { SapaScope } from './scope.ts';

/** A chosen way as the slot `way` holds it; 'wait' is kept apart by its own word. */
export function wayOf(value: Value | undefined): CallBackWay | undefined {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
  const { how, fromAt, toAt } = value;
  if (how === 'email') return { how };
  const timed = how === 'call' && typeof fromAt === 'number' && typeof toAt === 'number';
  return timed ? { how, fromAt, toAt } : undefined;
}

/** How a debtor who cannot be answered now is reached instead. */
export const callBackActions: Actions<SapaScope> = {
  /** Where to reach them: a contact on file is used wherever the debtor was proven. */
  'handoff.where': defineAction({
    outcomes: ['on_file', 'phone', 'email', 'wait'],
    needs: ['way'],
    async run(scope: SapaScope, values) {
      const way = wayOf(values.way);
      if (!way) return { outcome: 'wait' };
      const { tx, debtor, conversation } = scope;
      const known = await contactFor(tx, { conversationId: conversation.id, debtor }, way.how);
      if (known) return { outcome: 'on_file' };
      return { outcome: way.how === 'email' ? 'email' : 'phone' };
    },
  }),
  'handoff.record_call_back': defineAction({
    outcomes: ['call', 'email'],
    needs: ['way'],
    takes: ['phone', 'email'],
    async run(scope: SapaScope, values) {
      const { tx, now, debtor, conversation, timeZone } = scope;
      const way = wayOf(values.way);
      if (!way) throw new Error('call back: no way was chosen');
      const typed = values[way.how === 'email' ? 'email' : 'phone'];
      const typedAddress =
        typeof typed === 'string'
          ? await readAddress(tx, conversation.creditorId, way.how, typed)
          : undefined;
      const recorded = await recordCallBack(tx, now, {
        conversationId: conversation.id,
        way,
        ...(debtor && { debtor }),
        ...(typedAddress !== undefined && { typedAddress }),
      });
      // Signed out, or the contact was removed, since the way was chosen: now it has to be asked for.
      if (!recorded.ok) throw new Error('call back: nowhere to call');
      const slot: SlotValue = way.how === 'call' ? { from: way.fromAt, to: way.toAt, timeZone } : null;
      const contact = recorded.masked ?? { key: 'offer_call_back.contact_on_file' };
      return { outcome: way.how, say: { contact, slot } };
    },
  }),
};
