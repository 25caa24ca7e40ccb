import type { Actions } from '../dialog/action.ts';
import { defineAction } from '../dialog/action.ts';
import type { SapaScope } from './scope.ts';

/** What flows can do about being written to. */
export const contactActions: Actions<SapaScope> = {
  'contacts.opt_out': defineAction<SapaScope, 'opted_out' | 'already'>({
    outcomes: ['opted_out', 'already'],
    needs: [],
    async run(scope) {
      const changed = await scope.identity.optOut(scope.tx, scope.conversation.id, scope.now);
      return { outcome: changed ? 'opted_out' : 'already' };
    },
  }),
};
