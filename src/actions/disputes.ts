import { type Actions, defineAction } from '../dialog/action.ts';
import type { Slots } from '../dialog/reply.ts';
import {
  type DisputedPart,
  isDisputeReason,
  mayDispute,
  type Opened,
  openDispute,
} from '../disputes/index.ts';
import { type SapaScope, verified } from './scope.ts';

/** Asked before anything else is: nobody tells a whole story for nothing. */
const check = defineAction({
  outcomes: ['possible', 'already_open', 'already_paid', 'not_found'],
  needs: ['invoice'],
  verified: true,
  async run(scope: SapaScope, values) {
    const debtor = verified(scope);
    const may = await mayDispute(scope.tx, debtor, scope.now, Number(values.invoice));
    if (may.ok) return { outcome: 'possible' };
    return { outcome: may.reason, say: slotsOf(may, debtor.timeZone) };
  },
});

const open = defineAction({
  outcomes: ['opened', 'already_open', 'already_paid', 'not_found', 'bad_part'],
  needs: ['invoice', 'reason', 'part'],
  takes: ['details'],
  verified: true,
  async run(scope: SapaScope, values) {
    const debtor = verified(scope);
    const reason = String(values.reason);
    const details = (values.details ?? {}) as { note?: string; attachmentId?: number };
    const result = await openDispute(scope.tx, debtor, scope.now, {
      invoiceId: Number(values.invoice),
      reason: isDisputeReason(reason) ? reason : 'other',
      part: values.part as DisputedPart,
      ...(details.note !== undefined && { note: details.note }),
      ...(details.attachmentId !== undefined && { attachmentId: details.attachmentId }),
    });
    return { outcome: result.ok ? 'opened' : result.reason, say: slotsOf(result, debtor.timeZone) };
  },
});

function slotsOf(result: Opened, timeZone: string): Slots {
  if (result.ok) {
    return { case: result.caseNumber, number: result.invoiceNumber, amount: result.disputed };
  }
  switch (result.reason) {
    case 'already_open': {
      const at = { instant: result.openedAt, timeZone };
      return { case: result.caseNumber, number: result.invoiceNumber, at };
    }
    case 'already_paid':
      return { number: result.invoiceNumber };
    case 'bad_part':
      return { outstanding: result.outstanding };
    case 'not_found':
      return {};
  }
}

/** What a flow may do about disputes. */
export const disputesActions: Actions<SapaScope> = {
  'disputes.check': check,
  'disputes.open': open,
};
