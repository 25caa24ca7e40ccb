import type { Locale } from '../../shared/locale.ts';
import type { AttachmentRef, MessageBody, RenderedCard } from '../channel.ts';
import { split } from './split.ts';

/** One wire message of a body; the bytes of documents are fetched when they are sent. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'choices'; text: string; labels: string[]; locale: Locale }
  | { kind: 'document'; file: AttachmentRef; caption?: string };

/** A caption longer than this is better read as a message of its own (WhatsApp folds it away). */
const CAPTION_MAX = 600;
/** What a list can show: a long label stands below its row's title. */
const TAPPED_MOST = 10;
const TAPPED_LENGTH = 72;

/**
 * A body as the messages that tell it, in order. `tappable`: the number can send buttons and lists; else
 * choices are numbered lines. Empty for a body with nothing to show on WhatsApp.
 */
export function piecesOf(body: MessageBody, tappable: boolean): Piece[] {
  const labels = (body.choices ?? []).map(({ label }) => label.trim()).filter((label) => label !== '');
  const said = [body.text.trim(), ...(body.cards ?? []).map(cardText)].filter((text) => text !== '');
  const tapped = tappable && said.length > 0 && fitsTapping(labels);
  const numbered = tapped ? [] : labels.map((label, index) => `${index + 1}. ${label}`);
  const texts = split([...said, numbered.join('\n')].join('\n\n'));
  const files = (body.attachments ?? []).map((file): Piece => ({ kind: 'document', file }));
  const last = texts.at(-1);
  const before = texts.slice(0, -1).map((text): Piece => ({ kind: 'text', text }));
  if (last === undefined) return files;
  if (tapped) return [...before, ...files, { kind: 'choices', text: last, labels, locale: body.locale }];
  const [first] = files;
  if (first?.kind === 'document' && labels.length === 0 && last.length <= CAPTION_MAX)
    return [...before, { ...first, caption: last }, ...files.slice(1)];
  // A question stands below what it is about.
  const words: Piece = { kind: 'text', text: last };
  return labels.length > 0 ? [...before, ...files, words] : [...before, words, ...files];
}

function fitsTapping(labels: readonly string[]): boolean {
  const different = new Set(labels).size === labels.length;
  return (
    labels.length > 0 &&
    labels.length <= TAPPED_MOST &&
    different &&
    labels.every((label) => label.length <= TAPPED_LENGTH)
  );
}

/** An invoice in WhatsApp's own marks: its number bold, its state in italics. */
function cardText(card: RenderedCard): string {
  return [
    `${marked(card.title, '*')} · ${card.amountText}`,
    marked(card.statusText, '_'),
    ...card.rows.map(({ label, value }) => `${label}: ${value}`),
  ]
    .filter((line) => line.trim() !== '')
    .join('\n');
}

/** Unmarked where the mark would not work: it stands in the words, or these begin or end with a space. */
function marked(words: string, mark: '*' | '_'): string {
  const text = words.trim();
  return text === '' || text.includes(mark) || text.includes('\n') ? text : `${mark}${text}${mark}`;
}
