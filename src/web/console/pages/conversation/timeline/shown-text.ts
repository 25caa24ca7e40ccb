import type { ConsoleMessage } from '../../../../../http/contract/console.ts';

/** The words of a message; in place of what could not be read the server keeps a word in brackets, the page says it better. */
export function shownText({ text, unreadable }: Pick<ConsoleMessage, 'text' | 'unreadable'>): string {
  return unreadable !== undefined && /^\[[^\]]*\]$/.test(text.trim()) ? '' : text;
}
