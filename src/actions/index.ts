import type { Actions, ValueKinds } from '../dialog/action.ts';
import { contactActions } from './contacts.ts';
import { disputesActions } from './disputes.ts';
import { handoffActions } from './handoff.ts';
import { identityActions, identityValueKinds } from './identity.ts';
import { paymentsActions } from './payments.ts';
import { receivablesActions } from './receivables.ts';
import type { SapaScope } from './scope.ts';
import { ledgerValueKinds } from './values/index.ts';

/** Everything a flow may do, by the name it uses. */
export const actions: Actions<SapaScope> = {
  ...receivablesActions,
  ...paymentsActions,
  ...disputesActions,
  ...handoffActions,
  ...identityActions,
  ...contactActions,
};

/** Every kind of value an `ask` may want, beyond the engine's own. */
export const valueKinds: ValueKinds<SapaScope> = { ...ledgerValueKinds, ...identityValueKinds };
