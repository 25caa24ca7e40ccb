import type { Entry } from '../chat/timeline.ts';
import type { Texts, UiLocale } from '../texts/index.ts';
import { attachmentNode, fileNode } from './attachments.ts';
import { cardNode, cardsIn } from './cards.ts';
import { button, el, unseen } from './dom.ts';
import { icon } from './icons.ts';
import { sizeText, textNodes, timeText } from './text.ts';

/** What a message on screen needs to know and may do. */
export interface MessageContext {
  base: string;
  texts: Texts;
  locale: UiLocale;
  botName: string;
  answer: (value: string, title: string) => void;
  retry: (entry: Entry) => void;
  cancel: (entry: Entry) => void;
}

/** Fills `node` with an entry as it stands now. */
export function drawMessage(node: HTMLElement, entry: Entry, context: MessageContext): void {
  const { activity, mine } = entry;
  node.className = mine ? `message own ${entry.state}` : 'message';
  const unnamed = activity.from?.id === 'collector' ? context.texts.colleague : context.botName;
  const name = String(activity.from?.name || unnamed);
  const parts: Node[] = [];
  if (mine) parts.push(unseen(`${context.texts.you}: `));
  else if (name === context.botName) parts.push(unseen(`${name}: `));
  // A human answers under a name of their own: everybody should see that.
  else parts.push(el('span', { class: 'who' }, name));
  const bubble = bubbleNode(entry, context);
  if (bubble) parts.push(bubble);
  if (!mine)
    for (const card of cardsIn(activity.channelData?.sapa?.cards)) parts.push(cardNode(card, context.answer));
  parts.push(
    mine
      ? ownFooter(entry, context)
      : el('span', { class: 'meta' }, timeText(activity.timestamp, context.locale)),
  );
  node.replaceChildren(...parts);
}

function bubbleNode(entry: Entry, context: MessageContext): HTMLElement | undefined {
  const { activity, mine } = entry;
  const bubble = el('div', { class: 'bubble', dir: 'auto' });
  if (activity.locale) bubble.lang = activity.locale;
  const text = (mine ? activity.channelData?.label : undefined) ?? activity.text ?? '';
  if (entry.file) {
    bubble.append(fileNode(entry.file.name, sizeText(entry.file.size, context.locale)));
  } else {
    const simpler = cardsIn(activity.channelData?.sapa?.cards).length > 0;
    for (const attachment of Array.isArray(activity.attachments) ? activity.attachments : []) {
      if (!attachment || (simpler && attachment.content)) continue;
      const drawn = attachmentNode(attachment, context.base, context.texts);
      if (drawn) bubble.append(drawn);
    }
  }
  if (text) bubble.append(el('p', { class: 'text' }, ...textNodes(String(text), context.base)));
  return bubble.childNodes.length > 0 ? bubble : undefined;
}

/**
 * Brings an own message on screen up to date. Only what changed is touched: a message drawn anew would be
 * read out again, and a button replaced under the finger would not be pressed.
 */
export function updateMessage(node: HTMLElement, entry: Entry, context: MessageContext): void {
  const bar = node.querySelector('progress');
  if (bar && entry.file && entry.state === 'sending') {
    const percent = Math.round(entry.file.share * 100);
    bar.value = percent;
    bar.nextElementSibling!.textContent = context.texts.uploading(percent);
    return;
  }
  if (!entry.mine || entry.file || entry.activity.attachments) {
    drawMessage(node, entry, context);
    return;
  }
  node.className = `message own ${entry.state}`;
  node.lastElementChild!.replaceWith(ownFooter(entry, context));
}

/** The state of an own message in words, with what can be done about it. */
function ownFooter(entry: Entry, context: MessageContext): HTMLElement {
  const { texts, locale } = context;
  // Of the states only trouble is worth interrupting a screen reader for.
  const trouble = entry.state === 'failed' || entry.state === 'waiting';
  const meta = el('span', { class: 'meta', ...(trouble ? {} : { 'aria-live': 'off' }) });
  const retry = () => button('link', () => context.retry(entry), texts.retry);
  if (entry.state === 'sent') {
    meta.append(timeText(entry.activity.timestamp, locale), icon('check', 14), el('span', {}, texts.sent));
  } else if (trouble) {
    const words = entry.state === 'failed' ? failure(entry, texts) : texts.waiting;
    meta.append(icon(entry.state === 'failed' ? 'alert' : 'clock', 14), el('span', {}, words));
    if (!entry.lost) meta.append(retry());
  } else if (entry.file) {
    const percent = Math.round(entry.file.share * 100);
    const bar = el('progress', { max: '100', value: String(percent), 'aria-label': entry.file.name });
    meta.append(bar, el('span', {}, texts.uploading(percent)));
    meta.append(button('link', () => context.cancel(entry), texts.cancelUpload));
  } else {
    meta.append(icon('clock', 14), el('span', {}, texts.sending));
  }
  return meta;
}

function failure(entry: Entry, texts: Texts): string {
  if (entry.lost) return texts.fileLost;
  if (entry.status === 413) return `${texts.failed}. ${texts.tooLarge}`;
  if (entry.status === 415 && entry.file) return texts.fileWrongType(entry.file.name);
  return `${texts.failed}. ${texts.notAccepted}`;
}
