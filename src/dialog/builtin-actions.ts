import { type Action, defineAction, type TurnScope } from './action.ts';

/** Actions on the conversation itself; no application needs to give them. */
export const builtinActions: Record<string, Action<TurnScope>> = {
  'dialog.set_language': defineAction({
    outcomes: ['done'],
    needs: ['language'],
    run: async (_scope: TurnScope, values) => ({
      outcome: 'done',
      locale: values.language as TurnScope['locale'],
    }),
  }),
};
