import type { Action, Actions, ValueKinds } from '../dialog/action.ts';
import { contactActions } from './contacts.ts';
import { disputesActions } from './disputes.ts';
import { handoffActions } from './handoff.ts';
import { identityActions, identityValueKinds } from './identity.ts';
import { invoiceActions } from './invoices.ts';
import { paymentsActions } from './payments.ts';
import { receivablesActions } from './receivables.ts';
import { type SapaScope, verified } from './scope.ts';
import { ledgerValueKinds } from './values/index.ts';

/** Everything a flow may do, by the name it uses. */
export const actions: Actions<SapaScope> = locked({
  ...receivablesActions,
  ...invoiceActions,
  ...paymentsActions,
  ...disputesActions,
  ...handoffActions,
  ...identityActions,
  ...contactActions,
});

/** A verified action runs with a key or not at all, even where its own work would not need one. */
function locked(all: Actions<SapaScope>): Actions<SapaScope> {
  const lock = (action: Action<SapaScope>): Action<SapaScope> => ({
    ...action,
    async run(scope, values, heard) {
      verified(scope);
      return action.run(scope, values, heard);
    },
  });
  return Object.fromEntries(
    Object.entries(all).map(([name, action]) => [name, action.verified ? lock(action) : action]),
  );
}

/** Every kind of value an `ask` may want, beyond the engine's own. */
export const valueKinds: ValueKinds<SapaScope> = { ...ledgerValueKinds, ...identityValueKinds };
