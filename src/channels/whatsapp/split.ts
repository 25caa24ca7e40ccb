/** WhatsApp takes 4,096 characters; a little room is left for marks. In UTF-16 code units. */
export const TEXT_MAX = 4_000;

/** Cuts at line ends, then at spaces; a word longer than a whole message is cut between its characters. */
export function split(text: string, max = TEXT_MAX): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > max) {
    const window = rest.slice(0, max + 1);
    const line = window.lastIndexOf('\n');
    const space = window.lastIndexOf(' ');
    // A line end near the beginning would leave a message of a few words.
    const cut = line > max / 4 ? line : space > 0 ? space : line > 0 ? line : wholeCharacters(rest, max);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** The end of the last character, as a reader sees characters, within `max`. */
function wholeCharacters(text: string, max: number): number {
  let end = 0;
  // A few characters more than `max` show where the one that reaches beyond it begins.
  for (const { index } of new Intl.Segmenter().segment(text.slice(0, max + 32)))
    if (index <= max) end = index;
  return end > 0 ? end : max;
}
