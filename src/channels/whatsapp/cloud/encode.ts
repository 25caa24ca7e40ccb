import { unreachable } from '../../../shared/errors.ts';
import type { Locale } from '../../../shared/locale.ts';
import type { Outgoing } from '../ports.ts';
import { encodeChoices } from './choices.ts';
import { type Json, objectAt, textAt } from './json.ts';
import { LIMITS } from './limits.ts';

export type Encoded = { ok: true; body: Json } | { ok: false; reason: 'empty' | 'too_large' | 'template' };

/** One wire message in Meta's JSON, without its address; `mediaId` of the uploaded file, for a document. */
export function encode(message: Outgoing, locale: Locale, mediaId?: string): Encoded {
  switch (message.kind) {
    case 'text':
      return fitting({ type: 'text', text: { preview_url: false, body: message.text } });
    case 'choices':
      return fitting(encodeChoices(message.text, message.labels, message.locale ?? locale));
    case 'document':
      return document(message, mediaId);
    case 'template':
      return template(message);
    default:
      return unreachable(message);
  }
}

function fitting(body: Json): Encoded {
  if (body.type !== 'text') return { ok: true, body };
  const text = textAt(objectAt(body, 'text'), 'body') ?? '';
  if (text.trim() === '') return { ok: false, reason: 'empty' };
  return text.length > LIMITS.text ? { ok: false, reason: 'too_large' } : { ok: true, body };
}

function document(message: Extract<Outgoing, { kind: 'document' }>, mediaId: string | undefined): Encoded {
  if (message.bytes.length === 0) return { ok: false, reason: 'empty' };
  const caption = message.caption ?? '';
  if (message.bytes.length > LIMITS.documentBytes || caption.length > LIMITS.caption) {
    return { ok: false, reason: 'too_large' };
  }
  const filename = message.fileName.slice(0, LIMITS.fileName);
  return {
    ok: true,
    body: { type: 'document', document: { id: mediaId, filename, ...(caption !== '' && { caption }) } },
  };
}

/**
 * A code goes into the body and behind the button that copies it (sub_type "url", as Meta wants it for
 * both kinds of button of an authentication template).
 */
function template(message: Extract<Outgoing, { kind: 'template' }>): Encoded {
  const { code } = message;
  const given = code !== undefined && message.parameters.length === 0 ? [code] : message.parameters;
  const parameters = given.map(oneLine);
  const unfit = parameters.some((text) => text === '' || text.length > LIMITS.parameter);
  if (unfit || (code !== undefined && (code === '' || code.length > LIMITS.code))) {
    return { ok: false, reason: 'template' };
  }
  const components: Json[] = [];
  if (parameters.length > 0) components.push({ type: 'body', parameters: parameters.map(asText) });
  if (code !== undefined) {
    components.push({ type: 'button', sub_type: 'url', index: '0', parameters: [asText(code)] });
  }
  return {
    ok: true,
    body: {
      type: 'template',
      template: {
        name: message.name,
        language: { code: message.language },
        ...(components.length > 0 && { components }),
      },
    },
  };
}

const asText = (text: string): Json => ({ type: 'text', text });

/** Meta refuses line ends, tabs and more than four spaces within a parameter. */
function oneLine(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}
