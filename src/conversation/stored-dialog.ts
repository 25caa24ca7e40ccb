import type { TurnScope } from '../dialog/action.ts';
import type { Engine } from '../dialog/engine.ts';
import { type DialogState, newState } from '../dialog/state.ts';
import type { Locale } from '../shared/locale.ts';
import type { ConversationRow } from './conversation-repository.ts';

/** An open question is dropped after this long: nobody remembers what it was about. */
const STALE_MS = 6 * 60 * 60_000;

/** The dialog where it was left; after a long pause only its language and that a person was asked for. */
export function storedDialog<Scope extends TurnScope>(
  engine: Engine<Scope>,
  { conversation, locale, now }: { conversation: ConversationRow; locale: Locale; now: number },
): DialogState {
  const state = engine.restore(conversation.state, locale);
  if (now - conversation.updatedAt < STALE_MS) return state;
  const { localeChosen, handedOff } = state;
  return {
    ...newState(state.locale),
    ...(localeChosen && { localeChosen }),
    ...(handedOff && { handedOff }),
  };
}
