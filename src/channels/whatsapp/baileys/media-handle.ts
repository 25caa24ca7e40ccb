import { z } from 'zod';
import type { Party } from '../ports.ts';

/** What it takes to fetch a file after a restart. */
export interface MediaHandle {
  /** The message it came with, and from whom: to ask their phone for the file again. */
  id: string;
  party: Party;
  sealedAs: 'image' | 'video' | 'audio' | 'document' | 'sticker';
  directPath: string;
  /** Base64. */
  mediaKey: string;
}

const shape = z.object({
  id: z.string(),
  party: z.object({ phone: z.string().optional(), lid: z.string().optional(), bsuid: z.string().optional() }),
  sealedAs: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  directPath: z.string(),
  mediaKey: z.string(),
});

export const writeHandle = (handle: MediaHandle): string => JSON.stringify(handle);

export function readHandle(text: string): MediaHandle | undefined {
  try {
    return shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
