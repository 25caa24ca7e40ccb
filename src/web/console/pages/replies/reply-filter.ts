import type { CannedReply } from '../../../../http/contract/console.ts';

export interface ReplyFilter {
  words: string;
  /** '' for every one. */
  locale: string;
  /** Id as text; '' for every one. */
  creditor: string;
}

export const NO_FILTER: ReplyFilter = { words: '', locale: '', creditor: '' };

/** A creditor's filter also shows what holds for all of them: those can be used there too. */
export function fits(reply: CannedReply, { words, locale, creditor }: ReplyFilter): boolean {
  if (locale && reply.locale !== locale) return false;
  if (creditor && reply.creditorId !== null && String(reply.creditorId) !== creditor) return false;
  const wanted = words.trim().toLocaleLowerCase();
  const text = `${reply.title}\n${reply.shortcut}\n${reply.body}`.toLocaleLowerCase();
  return text.includes(wanted);
}

/** Replies in the collector's language first, then by title. */
export function ownLanguageFirst(locale: string) {
  return (a: CannedReply, b: CannedReply) =>
    Number(a.locale !== locale) - Number(b.locale !== locale) ||
    a.locale.localeCompare(b.locale) ||
    a.title.localeCompare(b.title, locale);
}
