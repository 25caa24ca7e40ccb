import type { DemoInboxMessage } from '../../http/contract/webchat.ts';
import { bilingual } from './language.ts';

const POLL_MS = 2000;

const WORDS = {
  id: {
    to: 'Kepada',
    copy: 'Salin kode',
    copied: 'Tersalin',
    lost: 'Kotak masuk tidak terjangkau. Dicoba lagi…',
    title: 'Kotak masuk peragaan',
  },
  en: {
    to: 'To',
    copy: 'Copy code',
    copied: 'Copied',
    lost: 'The inbox cannot be reached. Trying again…',
    title: 'Demonstration inbox',
  },
};

const list = document.querySelector<HTMLElement>('#messages')!;
const empty = document.querySelector<HTMLElement>('#empty')!;
const trouble = document.querySelector<HTMLElement>('#trouble')!;

let shown = '';
let latest: DemoInboxMessage[] = [];
const language = bilingual((now) => {
  document.title = `${WORDS[now].title} – Sapa`;
  shown = '';
  draw(latest, now);
});

async function poll(): Promise<void> {
  try {
    const response = await fetch('inbox.json', {
      cache: 'no-store',
      headers: { accept: 'application/json' },
    });
    if (!response.ok) throw new Error(String(response.status));
    latest = (await response.json()) as DemoInboxMessage[];
    draw(latest, language());
    trouble.textContent = '';
  } catch {
    trouble.textContent = WORDS[language()].lost;
  }
  setTimeout(poll, POLL_MS);
}

/** Draws anew only when something changed, so that a selection or a focus is not lost every two seconds. */
function draw(messages: DemoInboxMessage[], locale: 'id' | 'en'): void {
  const state = JSON.stringify(messages);
  if (state === shown) return;
  shown = state;
  empty.hidden = messages.length > 0;
  list.replaceChildren(...messages.map((message) => messageNode(message, locale)));
}

function messageNode(message: DemoInboxMessage, locale: 'id' | 'en'): HTMLElement {
  const words = WORDS[locale];
  const at = new Date(message.at);
  const when = new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'medium',
  });
  const time = node('time', 'when', Number.isNaN(at.getTime()) ? '' : when.format(at));
  time.setAttribute('datetime', message.at);
  const head = node('div', 'head', node('h2', '', message.subject || message.channel), time);
  const to = node('p', 'to', `${words.to} ${message.to} · ${message.channel}`);
  const item = node('li', 'message', head, to, node('p', 'text', message.text));
  const code = /(?<!\d)\d{6}(?!\d)/.exec(message.text)?.[0];
  if (code) item.append(codeNode(code, words));
  return item;
}

function codeNode(code: string, words: { copy: string; copied: string }): HTMLElement {
  const copy = node('button', 'copy', words.copy);
  copy.setAttribute('type', 'button');
  copy.addEventListener('click', async () => {
    // Absent on pages without TLS that are not on this machine.
    await navigator.clipboard?.writeText(code).catch(() => undefined);
    copy.textContent = navigator.clipboard ? words.copied : code;
  });
  return node('div', 'code', node('output', '', code), copy);
}

function node(tag: string, className: string, ...children: (Node | string)[]): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

void poll();
