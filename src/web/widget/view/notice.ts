import type { LinkState } from '../chat/session.ts';
import type { Texts } from '../texts/index.ts';
import { button, el } from './dom.ts';

/** What heals within this time is nobody's concern, and a line that comes and goes would disturb. */
const SAY_AFTER_MS: Partial<Record<LinkState, number>> = { connecting: 800, lost: 1500 };

/** One line under the header about the connection, when there is something to say. */
export function noticeView(retry: () => void) {
  const words = el('span');
  const again = button('link', retry);
  const node = el('div', { class: 'notice', role: 'status' }, words, again);
  node.hidden = true;
  let state: LinkState = 'online';
  let wasOnline = false;
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
          lost: wasOnline ? texts.reconnecting : texts.notYet,
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
      if (next === state) return;
      state = next;
      if (next === 'online') wasOnline = true;
      clearTimeout(timer);
      const delay = node.hidden && navigator.onLine ? SAY_AFTER_MS[next] : undefined;
      if (delay) timer = setTimeout(refresh, delay);
      else refresh();
    },
    relabel: (next: Texts) => {
      texts = next;
      refresh();
    },
    refresh,
  };
}
