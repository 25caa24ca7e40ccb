import { z } from 'zod';

/** Control characters and those that turn the direction of text: a name is shown to others, first names to debtors. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>]/u;
const plain = (max: number) =>
  z
    .string()
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length > 0 && text.length <= max, `expected 1 to ${max} characters`)
    .refine((text) => !UNPRINTABLE.test(text), 'expected a name without control characters, < and >');

export const personName = plain(100);
/** The only name a debtor is told. */
export const firstName = plain(40);
export const teamName = plain(80);
