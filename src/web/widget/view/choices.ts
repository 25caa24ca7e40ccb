import type { SuggestedAction } from '../../../http/contract/webchat.ts';
import { button, el, label } from './dom.ts';

/** The answers offered under the newest message. */
export function choicesView(answer: (value: string, title: string) => void) {
  const node = el('div', { class: 'choices', role: 'group' });
  node.hidden = true;
  return {
    node,
    relabel: (text: string) => {
      label(node, text);
      node.removeAttribute('title');
    },
    show: (actions: SuggestedAction[]) => {
      node.replaceChildren(
        ...actions.map((action) => button('choice', () => answer(action.value, action.title), action.title)),
      );
      node.hidden = actions.length === 0;
    },
  };
}

/** The actions that can be answered with a message; anything else is left out. */
export function actionsIn(value: unknown): SuggestedAction[] {
  const actions = (value as { actions?: unknown } | undefined)?.actions;
  if (!Array.isArray(actions)) return [];
  return actions.filter(
    (action): action is SuggestedAction =>
      (action?.type === 'imBack' || action?.type === 'postBack') &&
      typeof action.title === 'string' &&
      typeof action.value === 'string' &&
      action.value !== '',
  );
}
