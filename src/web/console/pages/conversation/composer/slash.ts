import type { CannedReply } from '../../../../../http/contract/console.ts';

/** The word after a `/` in front of the caret, with where it begins; undefined when none is being typed. */
export function slashAt(text: string, caret: number): { start: number; word: string } | undefined {
  const found = /(?:^|\s)\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const word = found[1] ?? '';
  return { start: caret - word.length - 1, word };
}

/** Replies that fit a word: shortcuts that begin with it, then those with it in title or text. */
export function matching(replies: readonly CannedReply[], word: string, most = 8): CannedReply[] {
  const wanted = word.toLocaleLowerCase();
  const rank = ({ shortcut, title, body }: CannedReply) => {
    if (shortcut.toLocaleLowerCase().replace(/^\//, '').startsWith(wanted)) return 0;
    if (title.toLocaleLowerCase().includes(wanted)) return 1;
    return body.toLocaleLowerCase().includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, at: rank(reply) }))
    .filter(({ at }) => at < 3)
    .sort((a, b) => a.at - b.at || a.reply.shortcut.localeCompare(b.reply.shortcut))
    .slice(0, most)
    .map(({ reply }) => reply);
}
