import type { HandoffState } from '../../http/contract/webchat.ts';
import { Session, type SessionView } from './chat/session.ts';
import type { WidgetConfig } from './config.ts';
import { textsFor, type UiLocale } from './texts/index.ts';
import { composerView } from './view/composer.ts';
import { el } from './view/dom.ts';
import { headerView } from './view/header.ts';
import { keepTabInside } from './view/keys.ts';
import { launcherView } from './view/launcher.ts';
import { logView } from './view/log.ts';
import { noticeView } from './view/notice.ts';
import { fitToVisible, hasTouchKeyboard, onPhone } from './view/phone.ts';

/** One chat on a page: its parts, put together and kept in one language. */
export function createPanel(config: WidgetConfig, root: HTMLElement) {
  let locale: UiLocale = config.locale;
  let handoff: HandoffState | undefined;
  let creditor = '';
  let isOpen = false;
  let release: () => void = () => {};
  let returnTo: HTMLElement | undefined;
  const texts = () => textsFor(locale);

  const context = {
    base: config.base,
    texts: texts(),
    locale,
    botName: 'Sapa',
    answer: (value: string, title: string) => {
      session.messages.sendText(value, title);
      focusInside();
    },
    retry: (entry: Parameters<Session['messages']['retry']>[0]) => session.messages.retry(entry),
    cancel: (entry: Parameters<Session['messages']['cancel']>[0]) => session.messages.cancel(entry),
  };
  const log = logView(context);
  const header = headerView({ close: () => close(), startNew: () => startNew() });
  const notice = noticeView(() => session.retryNow());
  const composer = composerView(
    {
      text: (text) => session.messages.sendText(text),
      file: (file, caption) => session.messages.sendFile(file, caption),
      // Sapa does not read before it is sent; only a person is told.
      typing: () => handoff?.state === 'assigned' && session.tellTyping(),
    },
    () => ({ texts: texts(), locale }),
  );
  const launcher = launcherView(() => open());
  const panel = el('section', { class: 'panel', role: 'dialog', tabindex: '-1' });
  panel.append(...header.nodes, notice.node, log.node, composer.node);
  panel.hidden = true;
  root.append(...launcher.nodes, panel);

  const relabel = () => {
    Object.assign(context, { texts: texts(), locale });
    root.lang = locale;
    panel.setAttribute('aria-label', texts().dialog);
    launcher.relabel(texts());
    header.relabel(texts(), { bot: context.botName, creditor, handoff });
    notice.relabel(texts());
    log.relabel(texts());
    composer.relabel();
  };
  const view: SessionView = {
    ...log.timeline,
    onLink: notice.set,
    onNames: (creditorName, botName) => {
      const changed = creditor !== creditorName || context.botName !== botName;
      creditor = creditorName;
      context.botName = botName;
      if (changed) relabel();
    },
    onTyping: log.setTyping,
    onReplaying: log.setReplaying,
    onEnded: () => log.divide(texts().ended),
    onHandoff: (next) => {
      // The name stays with the person until they leave.
      const name = next?.name ?? (next?.state === handoff?.state ? handoff?.name : undefined);
      handoff = next && { ...next, ...(name && { name }) };
      header.relabel(texts(), { bot: context.botName, creditor, handoff });
    },
    onLocale: (spoken) => setLocale(spoken),
    onNews: () => {
      if (isOpen) return;
      session.unread += 1;
      launcher.setUnread(session.unread, true);
    },
  };
  const session = new Session({ base: config.base, siteKey: config.siteKey, locale: () => locale, view });
  log.follow(() => session.timeline.entries);
  launcher.setUnread(session.unread, false);
  relabel();

  const setLocale = (next: UiLocale) => {
    if (next === locale) return;
    locale = next;
    relabel();
  };
  const focusInside = () => {
    if (hasTouchKeyboard()) panel.focus();
    else composer.focus();
  };
  const startNew = () => {
    session.startNew();
    log.empty();
    focusInside();
  };

  function open(): void {
    if (isOpen) return;
    isOpen = true;
    returnTo = launcher.node;
    panel.hidden = false;
    launcher.setOpen(true);
    panel.setAttribute('aria-modal', String(onPhone()));
    release = fitToVisible(root);
    session.start();
    session.unread = 0;
    launcher.setUnread(0, false);
    log.settle();
    composer.fit();
    focusInside();
  }

  function close(): void {
    if (!isOpen) return;
    isOpen = false;
    panel.hidden = true;
    launcher.setOpen(false);
    release();
    returnTo?.focus();
  }

  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Tab' && onPhone()) keepTabInside(panel, event);
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    if (!header.dismiss()) close();
  });
  panel.addEventListener('dragover', (event) => event.preventDefault());
  panel.addEventListener('drop', (event) => {
    event.preventDefault();
    composer.choose(event.dataTransfer?.files[0]);
  });
  const onConnectivity = () => notice.refresh();

  return {
    open,
    close,
    setLocale,
    connect: () => {
      addEventListener('online', onConnectivity);
      addEventListener('offline', onConnectivity);
      if (isOpen) session.start();
    },
    disconnect: () => {
      removeEventListener('online', onConnectivity);
      removeEventListener('offline', onConnectivity);
      session.stop();
    },
  };
}

export type Panel = ReturnType<typeof createPanel>;
