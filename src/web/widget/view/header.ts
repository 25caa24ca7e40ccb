import type { HandoffState } from '../../../http/contract/webchat.ts';
import type { Texts } from '../texts/index.ts';
import { button, el, label } from './dom.ts';
import { icon } from './icons.ts';

/** The top of the panel: who answers, the menu, the way out. */
export function headerView(on: { close: () => void; startNew: () => void }) {
  const title = el('h2', {}, 'Sapa');
  const subtitle = el('p');
  const menuButton = button('icon-button', () => showMenu(menu.hidden), icon('menu'));
  const close = button('icon-button', on.close, icon('close'));
  const startNew = button('menu-item', () => ask(true), icon('restart', 18), el('span'));
  const menu = el('div', { class: 'menu' }, startNew);
  const question = el('p');
  const yes = button('primary', () => {
    ask(false);
    on.startNew();
  });
  const no = button('plain', () => {
    ask(false);
    menuButton.focus();
  });
  const confirm = el(
    'div',
    { class: 'confirm', role: 'group' },
    question,
    el('div', { class: 'row' }, no, yes),
  );
  menu.hidden = confirm.hidden = true;
  menuButton.setAttribute('aria-expanded', 'false');
  const showMenu = (show: boolean) => {
    menu.hidden = !show;
    menuButton.setAttribute('aria-expanded', String(show));
    if (show) startNew.focus();
  };
  const ask = (show: boolean) => {
    showMenu(false);
    confirm.hidden = !show;
    if (show) no.focus();
  };
  const names = el('div', { class: 'names' }, title, subtitle);
  const bar = el('header', {}, el('span', { class: 'avatar' }, icon('chat', 24)), names, menuButton, close);
  // Leaving the menu by Tab or by a tap elsewhere closes it.
  menu.addEventListener('focusout', (event) => {
    const to = event.relatedTarget as Node | null;
    if (!menu.contains(to) && to !== menuButton) showMenu(false);
  });
  return {
    nodes: [bar, menu, confirm],
    /** Closes what is open here; true when something was. */
    dismiss: (): boolean => {
      const was = !menu.hidden || !confirm.hidden;
      ask(false);
      if (was) menuButton.focus();
      return was;
    },
    relabel: (texts: Texts, names: { bot: string; creditor: string; handoff?: HandoffState }) => {
      title.textContent = names.bot;
      const who = names.handoff && holder(names.handoff, texts);
      subtitle.textContent = who || texts.subtitle(names.creditor);
      label(menuButton, texts.menu);
      label(close, texts.close);
      startNew.lastElementChild!.textContent = texts.startNew;
      question.textContent = texts.confirmNew;
      confirm.setAttribute('aria-label', texts.startNew);
      yes.textContent = texts.confirmNewYes;
      no.textContent = texts.confirmNewNo;
    },
  };
}

/** Who has the conversation, in words; nothing for Sapa. */
function holder({ state, expectedMinutes, name }: HandoffState, texts: Texts): string {
  if (state === 'assigned') return name ? texts.assignedTo(name) : texts.assigned;
  if (state !== 'queued') return '';
  const known = typeof expectedMinutes === 'number' && expectedMinutes > 0;
  return known ? texts.queuedFor(expectedMinutes) : texts.queued;
}
