import type { Locale } from '../../../shared/locale.ts';
import type { Json } from './json.ts';
import { LIMITS } from './limits.ts';

/** The word on the button that opens a list. */
const OPEN: Record<Locale, string> = { id: 'Pilih', en: 'Choose' };

/**
 * Choices as Meta shows them: up to three short ones as buttons, up to ten as a list, anything else as
 * numbered lines of text. The id of each is its full label, so that a tap says the same as typing it.
 */
export function encodeChoices(text: string, given: readonly string[], locale: Locale): Json {
  const labels = [...new Set(given.map((label) => label.trim()).filter((label) => label !== ''))];
  const identifiable = labels.every((label) => label.length <= LIMITS.rowId);
  if (labels.length > 0 && text !== '' && identifiable) {
    const short = labels.every((label) => label.length <= LIMITS.buttonTitle);
    if (labels.length <= LIMITS.buttons && short && text.length <= LIMITS.buttonBody) {
      return interactive('button', text, { buttons: labels.map(button) });
    }
    if (labels.length <= LIMITS.rows && text.length <= LIMITS.listBody) {
      return interactive('list', text, { button: OPEN[locale], sections: [{ rows: labels.map(row) }] });
    }
  }
  const lines = labels.map((label, index) => `${index + 1}. ${label}`);
  return { type: 'text', text: { preview_url: false, body: [text, lines.join('\n')].join('\n\n').trim() } };
}

function interactive(type: 'button' | 'list', text: string, action: Json): Json {
  return { type: 'interactive', interactive: { type, body: { text }, action } };
}

function button(label: string): Json {
  return { type: 'reply', reply: { id: label, title: label } };
}

/** A label too long for a row's title is there in full below it, as far as Meta's room goes. */
function row(label: string): Json {
  const title = cut(label, LIMITS.rowTitle);
  return { id: label, title, ...(title !== label && { description: cut(label, LIMITS.rowDescription) }) };
}

/** At most `length` UTF-16 units, no character torn, with an ellipsis where something is missing. */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > length - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
