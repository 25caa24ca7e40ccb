import type { Attachment } from '../../../http/contract/webchat.ts';
import type { Texts } from '../texts/index.ts';
import { adaptiveNode } from './adaptive.ts';
import { el } from './dom.ts';
import { icon } from './icons.ts';
import { ownAddress } from './text.ts';

const ADAPTIVE = 'application/vnd.microsoft.card.adaptive';
const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif'];

/**
 * Draws what hangs on a message: a picture, a file to open, the readable part of a card. Only addresses
 * on Sapa's own server are followed; a file elsewhere is shown by its name alone.
 */
export function attachmentNode(attachment: Attachment, base: string, texts: Texts): Node | undefined {
  if (attachment.contentType === ADAPTIVE) return adaptiveNode(attachment.content);
  const name = String(attachment.name ?? texts.file);
  const href = ownAddress(attachment.contentUrl, base);
  if (!href) return attachment.name || attachment.contentUrl ? fileNode(name) : undefined;
  const attributes = { href, target: '_blank', rel: 'noopener noreferrer' };
  if (PICTURES.includes(attachment.contentType)) {
    const src = ownAddress(attachment.thumbnailUrl, base) ?? href;
    const picture = el('img', { class: 'picture', src, alt: name });
    return el('a', { ...attributes, class: 'picture-link', 'aria-label': texts.opensFile(name) }, picture);
  }
  return el('a', { ...attributes, class: 'file', 'aria-label': texts.opensFile(name) }, ...fileParts(name));
}

/** A file that cannot be opened from here. */
export function fileNode(name: string, detail?: string): HTMLElement {
  return el('span', { class: 'file' }, ...fileParts(name, detail));
}

function fileParts(name: string, detail?: string): (Node | string)[] {
  const parts: Node[] = [icon('file'), el('span', { class: 'file-name' }, name)];
  if (detail) parts.push(el('span', { class: 'file-size' }, detail));
  return parts;
}
