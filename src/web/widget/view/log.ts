import type { Entry, TimelineView } from '../chat/timeline.ts';
import type { Texts } from '../texts/index.ts';
import { actionsIn, choicesView } from './choices.ts';
import { button, el } from './dom.ts';
import { icon } from './icons.ts';
import { drawMessage, type MessageContext, updateMessage } from './message.ts';
import { scroller } from './scroller.ts';
import { dayText } from './text.ts';

/** Time for assistive technology to take notice of a change. */
const HEARD_MS = 200;

/** The conversation on screen: messages, what Sapa is doing, the answers offered. */
export function logView(context: MessageContext) {
  const nodes = new Map<Entry, HTMLElement>();
  const log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite' });
  const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  const typingText = el('span', { class: 'unseen' });
  const typing = el('div', { class: 'typing' }, typingText, dots);
  typing.hidden = true;
  const choices = choicesView((value, title) => context.answer(value, title));
  const scroll = el('div', { class: 'scroll', tabindex: '0', role: 'region' }, log, typing, choices.node);
  const jump = button('jump', () => place.toEnd(), icon('down', 16), el('span'));
  jump.hidden = true;
  const node = el('div', { class: 'log-wrap' }, scroll, jump);
  let entries: () => readonly Entry[] = () => [];
  let settled: ReturnType<typeof setTimeout>;

  const place = scroller(scroll, log, jump);
  let offeredBy: Entry | undefined;
  const refreshChoices = () => {
    const last = entries().at(-1);
    if (last === offeredBy) return;
    offeredBy = last;
    choices.show(last && !last.mine ? actionsIn(last.activity.suggestedActions) : []);
  };
  /** The date above a message when the one before it is of another day, or it is not of today. */
  const markDay = (entry: Entry | undefined) => {
    if (!entry) return;
    const all = entries();
    const before = all[all.lastIndexOf(entry) - 1];
    const day = dayText(entry.activity.timestamp, context.locale);
    const known = dayText(before?.activity.timestamp, context.locale);
    nodes.get(entry)?.setAttribute('data-day', day === known ? '' : day);
  };

  const timeline: TimelineView = {
    insert: (entry, before) => {
      const settle = place.news();
      const message = el('div');
      nodes.set(entry, message);
      drawMessage(message, entry, context);
      log.insertBefore(message, (before && nodes.get(before)) ?? null);
      markDay(entry);
      markDay(before);
      refreshChoices();
      settle(message, entry.mine);
    },
    move: (entry, before) => {
      const message = nodes.get(entry);
      if (message) log.insertBefore(message, (before && nodes.get(before)) ?? null);
      refreshChoices();
    },
    update: (entry) => {
      const message = nodes.get(entry);
      if (message) updateMessage(message, entry, context);
      place.settle();
    },
    remove: (entry) => {
      nodes.get(entry)?.remove();
      nodes.delete(entry);
      refreshChoices();
    },
  };

  return {
    node,
    timeline,
    /** Call when the log has come into view. */
    settle: place.settle,
    /** Where the entries in order can be read, known once the session exists. */
    follow: (read: () => readonly Entry[]) => {
      entries = read;
    },
    setTyping: (on: boolean, name?: string) => {
      typing.hidden = !on;
      // A person is named for everybody; that Sapa writes goes without saying.
      typingText.className = name ? 'who' : 'unseen';
      typingText.textContent = context.texts.typing(name ?? context.botName);
      place.settle();
    },
    /** While history comes in, nothing is read out. */
    setReplaying: (on: boolean) => {
      place.setReplaying(on);
      clearTimeout(settled);
      // Browsers look at a change a moment after it was made: the last old message must have passed by.
      const set = () => {
        log.setAttribute('aria-busy', String(on));
        log.setAttribute('aria-live', on ? 'off' : 'polite');
      };
      if (on) set();
      else settled = setTimeout(set, HEARD_MS);
    },
    /** A line between two conversations. */
    divide: (text: string) => {
      // What waits to be sent goes to the new conversation.
      const next = entries().find((entry) => !entry.placed && entry.state !== 'failed');
      log.insertBefore(el('p', { class: 'divider' }, text), (next && nodes.get(next)) ?? null);
      place.settle();
    },
    empty: () => log.replaceChildren(),
    relabel: (texts: Texts) => {
      scroll.setAttribute('aria-label', texts.log);
      log.setAttribute('aria-label', texts.log);
      typingText.textContent = texts.typing(context.botName);
      jump.lastElementChild!.textContent = texts.newMessages;
      choices.relabel(texts.choices);
      for (const [entry, message] of nodes) {
        drawMessage(message, entry, context);
        markDay(entry);
      }
    },
  };
}

export type LogView = ReturnType<typeof logView>;
