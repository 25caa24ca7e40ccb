const LONGEST = 160;

interface StoredBody {
  text?: unknown;
  attachments?: { name?: unknown }[];
  cards?: { title?: unknown }[];
}

/**
 * The first words of a stored message (JSON of a MessageBody) on one line, cut short; without words the
 * names of its files or cards. Plain text of whoever wrote it: hostile until shown as text.
 */
export function messagePreview(body: string): string {
  const { text, attachments, cards } = JSON.parse(body) as StoredBody;
  const names = [...(attachments ?? []).map((one) => one.name), ...(cards ?? []).map((one) => one.title)];
  const words = typeof text === 'string' && text.trim() !== '' ? text : names.map(String).join(', ');
  const line = words.replace(/[\s\p{Cc}]+/gu, ' ').trim();
  const points = [...line];
  return points.length > LONGEST
    ? `${points
        .slice(0, LONGEST - 1)
        .join('')
        .trimEnd()}…`
    : line;
}
