import type { Texts } from '../texts/index.ts';
import { button, el } from './dom.ts';
import { icon } from './icons.ts';

/** The button that opens the chat, with the count of unread messages. */
export function launcherView(open: () => void) {
  const words = el('span', { class: 'launcher-text' });
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  const node = button('launcher', open, icon('chat', 26), words, badge);
  node.setAttribute('aria-haspopup', 'dialog');
  node.setAttribute('aria-expanded', 'false');
  const heard = el('span', { class: 'unseen', role: 'status' });
  let count = 0;
  let texts: Texts | undefined;
  const refresh = () => {
    if (!texts) return;
    words.textContent = texts.launcher;
    badge.hidden = count === 0;
    badge.textContent = count > 99 ? '99+' : String(count);
    // The name begins with the words on the button, so that a voice user can say them.
    const unread = count > 0 ? `, ${texts.unread(count)}` : '';
    node.setAttribute('aria-label', `${texts.launcher}: ${texts.open}${unread}`);
  };
  refresh();
  return {
    nodes: [node, heard],
    node,
    setUnread: (next: number, announce: boolean) => {
      count = next;
      refresh();
      heard.textContent = announce && texts && next > 0 ? texts.unread(next) : '';
    },
    setOpen: (isOpen: boolean) => {
      node.setAttribute('aria-expanded', String(isOpen));
      node.hidden = isOpen;
    },
    relabel: (next: Texts) => {
      texts = next;
      refresh();
    },
  };
}
