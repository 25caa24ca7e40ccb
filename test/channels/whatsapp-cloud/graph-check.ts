import { Refusal } from './graph-errors.ts';

type Json = Record<string, unknown>;

export interface Template {
  name: string;
  language: string;
  /** Of the body. */
  parameters: number;
  /** An authentication template: its code stands in the body and behind a button. */
  code?: boolean;
}

const KEYS = new Set([
  ...[
    'messaging_product',
    'recipient_type',
    'to',
    'recipient',
    'type',
    'context',
    'biz_opaque_callback_data',
  ],
  ...['text', 'interactive', 'document', 'template'],
]);

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Characters as a person counts them, more or less. */
const length = (text: string) => [...text].length;

function object(of: Json, key: string): Json {
  const value = of[key];
  if (!isJson(value)) throw new Refusal(100, `The parameter ${key} is required.`);
  return value;
}

function list(of: Json, key: string, most: number): Json[] {
  const value = of[key];
  if (!Array.isArray(value) || value.length < 1 || value.length > most || !value.every(isJson))
    throw new Refusal(131009, `${key} must have 1 to ${most} items.`);
  return value;
}

function text(of: Json, key: string, most: number): string {
  const value = of[key];
  if (typeof value !== 'string' || value.trim() === '') throw new Refusal(131008, `${key} is required.`);
  if (length(value) > most) throw new Refusal(131009, `${key} is longer than ${most} characters.`);
  return value;
}

function unique(values: string[], what: string): void {
  if (new Set(values).size !== values.length) throw new Refusal(131009, `Duplicate ${what}.`);
}

function onlyKeys(of: Json, keys: readonly string[]): void {
  for (const key of Object.keys(of)) {
    if (!keys.includes(key)) throw new Refusal(100, `Unexpected key "${key}".`);
  }
}

/** Throws how Meta would refuse the content of a message; addresses and windows are checked elsewhere. */
export function checkContent(
  body: Json,
  templates: readonly Template[],
  hasMedia: (id: string) => boolean,
): void {
  if (body.messaging_product !== 'whatsapp') throw new Refusal(100, 'messaging_product must be whatsapp.');
  for (const key of Object.keys(body)) if (!KEYS.has(key)) throw new Refusal(100, `Unexpected key "${key}".`);
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual')
    throw new Refusal(100, 'recipient_type must be individual.');
  if (body.biz_opaque_callback_data !== undefined) text(body, 'biz_opaque_callback_data', 512);
  switch (body.type) {
    case 'text': {
      const own = object(body, 'text');
      onlyKeys(own, ['body', 'preview_url']);
      text(own, 'body', 4096);
      return;
    }
    case 'interactive':
      checkInteractive(object(body, 'interactive'));
      return;
    case 'document': {
      const own = object(body, 'document');
      onlyKeys(own, ['id', 'filename', 'caption']);
      if (typeof own.id !== 'string' || !hasMedia(own.id))
        throw new Refusal(100, 'document[id] is not a valid media attachment ID of this number.');
      if (own.filename !== undefined) text(own, 'filename', 255);
      if (own.caption !== undefined) text(own, 'caption', 1024);
      return;
    }
    case 'template':
      checkTemplate(object(body, 'template'), templates);
      return;
    default:
      throw new Refusal(100, 'type is not one of the supported ones.');
  }
}

function checkInteractive(own: Json): void {
  onlyKeys(own, ['type', 'header', 'body', 'footer', 'action']);
  const action = object(own, 'action');
  if (own.type === 'button') {
    text(object(own, 'body'), 'text', 1024);
    const replies = list(action, 'buttons', 3).map((one) => {
      if (one.type !== 'reply') throw new Refusal(131009, 'Buttons must be replies.');
      return object(one, 'reply');
    });
    for (const reply of replies) {
      text(reply, 'title', 20);
      const id = text(reply, 'id', 256);
      if (id !== id.trim()) throw new Refusal(131009, 'Button ids have no spaces around them.');
    }
    unique(
      replies.map((reply) => String(reply.id)),
      'button id',
    );
    unique(
      replies.map((reply) => String(reply.title)),
      'button title',
    );
  } else if (own.type === 'list') {
    text(object(own, 'body'), 'text', 4096);
    text(action, 'button', 20);
    const sections = list(action, 'sections', 10);
    if (sections.length > 1) for (const section of sections) text(section, 'title', 24);
    const rows = sections.flatMap((section) => list(section, 'rows', 10));
    if (rows.length > 10) throw new Refusal(131009, 'More than 10 rows.');
    for (const row of rows) {
      onlyKeys(row, ['id', 'title', 'description']);
      text(row, 'id', 200);
      text(row, 'title', 24);
      if (row.description !== undefined) text(row, 'description', 72);
    }
    unique(
      rows.map((row) => String(row.id)),
      'row id',
    );
  } else throw new Refusal(131009, 'Unknown interactive type.');
}

/** The words behind the placeholders of one component. */
export function parametersOf(own: Json, type: 'body' | 'button'): string[] {
  const components = Array.isArray(own.components) ? own.components.filter(isJson) : [];
  const one = components.find((component) => component.type === type);
  const parameters = one && Array.isArray(one.parameters) ? one.parameters.filter(isJson) : [];
  return parameters.map((parameter) => (parameter.type === 'text' ? String(parameter.text) : ''));
}

function checkTemplate(own: Json, templates: readonly Template[]): void {
  const [name, language] = [text(own, 'name', 512), text(object(own, 'language'), 'code', 16)];
  const known = templates.find((one) => one.name === name && one.language === language);
  if (!known) throw new Refusal(132001, 'Template name does not exist in the translation.');
  const [body, button] = [parametersOf(own, 'body'), parametersOf(own, 'button')];
  if (body.length !== known.parameters || button.length !== (known.code ? 1 : 0))
    throw new Refusal(132000, 'Number of parameters does not match the expected number.');
  for (const parameter of [...body, ...button]) {
    if (parameter === '' || /[\n\t]| {5}/.test(parameter))
      throw new Refusal(132012, 'Parameter format does not match.');
  }
  if (known.code && (button[0] !== body[0] || length(button[0] ?? '') > 15))
    throw new Refusal(132012, 'The code must be the same twice, 15 characters at most.');
}
