import type { LinkState } from '../chat/session.ts';
import type { Texts } from '../texts/index.ts';
import { button, el } from './dom.ts';

/** A drop that heals within this time is nobody's concern. */
const SAY_AFTER_MS = 1500;

/** One line under the header about the connection, when there is something to say. */
export function noticeView(retry: () => void) {
  const words = el('span');
  const again = button('link', retry);
  const node = el('div', { class: 'notice', role: 'status' }, words, again);
  node.hidden = true;
  let state: LinkState = 'online';
  let texts: Texts | undefined;
  let timer: ReturnType<typeof setTimeout>;
  const refresh = () => {
    if (!texts) return;
    const offline = state !== 'online' && !navigator.onLine;
    const text = offline
      ? texts.offline
      : {
          online: '',
          connecting: texts.connecting,
          lost: texts.reconnecting,
          busy: texts.busy,
          refused: texts.refused,
        }[state];
    words.textContent = text;
    again.textContent = texts.retry;
    again.hidden = state === 'connecting' || offline;
    node.hidden = text === '';
  };
  return {
    node,
    set: (next: LinkState) => {
      const was = state;
      state = next;
      clearTimeout(timer);
      if (next === 'lost' && was === 'online' && navigator.onLine) timer = setTimeout(refresh, SAY_AFTER_MS);
      else refresh();
    },
    relabel: (next: Texts) => {
      texts = next;
      refresh();
    },
    refresh,
  };
}
