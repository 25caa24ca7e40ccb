import { type BinaryNode, S_WHATSAPP_NET } from '@whiskeysockets/baileys';

export type Node = BinaryNode;

/** A stanza no client would send; it ends the stream. */
export class Malformed extends Error {}

/** A node; attributes that are undefined are left out, as on the wire. */
export function node(
  tag: string,
  attrs: Record<string, string | undefined> = {},
  content?: Node['content'],
): Node {
  const given = Object.entries(attrs).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { tag, attrs: Object.fromEntries(given), content };
}

/** Child nodes, all or those of one tag. */
export function children(parent: Node | undefined, tag?: string): Node[] {
  if (!parent || !Array.isArray(parent.content)) return [];
  return tag === undefined ? parent.content : parent.content.filter((one) => one.tag === tag);
}

export function child(parent: Node | undefined, tag: string): Node | undefined {
  return children(parent, tag)[0];
}

/** Binary content, of this length where one is given; undefined otherwise. */
export function bytes(one: Node | undefined, length?: number): Buffer | undefined {
  const content = one?.content;
  if (content === undefined || Array.isArray(content)) return undefined;
  const buffer = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  return length === undefined || buffer.length === length ? buffer : undefined;
}

/** Content as words: the codec turns short strings into tokens and everything else into bytes. */
export function words(one: Node | undefined): string {
  return bytes(one)?.toString('utf8') ?? '';
}

export function bigEndian(value: number, length: number): Buffer {
  const buffer = Buffer.alloc(length);
  buffer.writeUIntBE(value, 0, length);
  return buffer;
}

/** Answer to an iq. */
export function result(request: Node, content?: Node['content']): Node {
  return node('iq', { from: S_WHATSAPP_NET, type: 'result', id: request.attrs.id }, content);
}

export function failed(request: Node, code: number, text: string): Node {
  return node('iq', { from: S_WHATSAPP_NET, type: 'error', id: request.attrs.id }, [
    node('error', { code: String(code), text }),
  ]);
}

/** Epoch seconds, as stanzas carry them. */
export function seconds(at = Date.now()): string {
  return String(Math.floor(at / 1000));
}
