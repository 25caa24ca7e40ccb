import { z } from 'zod';

/**
 * Words a collector types: at most `longest` characters, without control characters (which nobody types,
 * and which could do harm where they are shown), trimmed.
 */
export function words(longest: number) {
  return z
    .string()
    .max(longest, `must have at most ${longest} characters`)
    .transform((text) => text.replace(/(?![\n\t])\p{Cc}/gu, '').trim());
}
