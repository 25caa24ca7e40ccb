import type { Texts } from '../texts/index.ts';
import { sizeText } from './text.ts';

/** As the server's limit; it looks at the content again, this only spares a useless upload. */
export const MOST_BYTES = 10 * 1024 * 1024;
export const ACCEPT = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf';

const BY_NAME = /\.(jpe?g|png|webp|hei[cf]|pdf)$/i;

/** What speaks against sending this file, in words for the person; undefined when nothing does. */
export function fileTrouble(file: File, texts: Texts, locale: string): string | undefined {
  // Some systems give no type: then the name has to do.
  const known = file.type ? ACCEPT.split(',').includes(file.type) : BY_NAME.test(file.name);
  if (!known) return texts.fileWrongType(file.name);
  if (file.size > MOST_BYTES) return texts.fileTooBig(file.name, sizeText(file.size, locale));
  if (file.size === 0) return texts.fileEmpty(file.name);
  return undefined;
}
