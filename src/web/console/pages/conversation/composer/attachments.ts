import type { FileRef } from '../../../../../http/contract/console.ts';

/** As the server's limits; it looks at the content again, this only spares a useless upload. */
export const MOST_BYTES = 10 * 1024 * 1024;
export const MOST_FILES = 5;
export const ACCEPT = 'image/jpeg,image/png,image/webp,image/heic,image/heif,application/pdf';

const BY_NAME = /\.(jpe?g|png|webp|hei[cf]|pdf)$/i;

export interface Attachment {
  id: number;
  name: string;
  size: number;
  /** 0 to 1 while on its way. */
  share: number;
  ref?: FileRef;
  error?: unknown;
}

/** What speaks against a file; undefined when nothing does. Some systems give no type: then the name has to do. */
export function troubleWith(file: {
  name: string;
  type: string;
  size: number;
}): 'type' | 'size' | 'empty' | undefined {
  const known = file.type ? ACCEPT.split(',').includes(file.type) : BY_NAME.test(file.name);
  if (!known) return 'type';
  if (file.size > MOST_BYTES) return 'size';
  return file.size === 0 ? 'empty' : undefined;
}
