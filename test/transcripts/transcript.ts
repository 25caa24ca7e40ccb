import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { UNREADABLE } from '../../src/shared/unreadable.ts';

const words = z.array(z.string());

const turn = z.strictObject({
  says: z.string().optional(),
  /** Messages sent without waiting for an answer between them. */
  at_once: words.optional(),
  /** A unique name for a turn sent again with the same id. */
  id: z.string().optional(),
  code: z.union([z.literal(true), z.literal('wrong')]).optional(),
  picks: z.number().int().min(1).optional(),
  /** A file, or the files of one album. */
  sends: z.union([z.string(), words]).optional(),
  /** On WhatsApp: something that cannot be read comes, alone or beside words and files. */
  unreadable: z.enum(UNREADABLE).optional(),
  /** It is a reply to the newest of our messages in which these words stand. */
  quotes: z.string().optional(),
  /** It is the corrected text of the message with this `id`. */
  corrects: z.string().optional(),
  /** Where the newest code went; false for none at all. */
  code_went_to: z.union([z.literal(false), z.string()]).optional(),
  after: z
    .string()
    .regex(/^\d+ (seconds|minutes|hours|days)$/)
    .optional(),
  /** The company's books go on before the message: "INV-2026-0502 1000.00" is booked. */
  books: z
    .string()
    .regex(/^\S+ \d+\.\d\d$/)
    .optional(),
  /** This invoice is cancelled. */
  voids: z.string().optional(),
  /** Every invoice of this debtor was somebody else's. */
  takes_all: z.string().optional(),
  reloads: z.literal(true).optional(),
  collector: z.string().optional(),
  closes: z.literal(true).optional(),
  resolves: z.literal(true).optional(),
  sweeps: z.literal(true).optional(),
  hears: words.optional(),
  never: words.optional(),
  choices: words.optional(),
  silence: z.literal(true).optional(),
  /** A call-back that is open then: "call c•••5", "email a•••@b.example", with what was typed; false for none. */
  call_back: z.union([z.literal(false), z.string()]).optional(),
  /** The score given to the newest handoff; false for none. */
  rated: z.union([z.literal(false), z.number()]).optional(),
  handed_over: z.union([z.boolean(), z.string()]).optional(),
});

const transcript = z.strictObject({
  about: z.string().min(10),
  locale: z.string().optional(),
  site: z.string().default('demo'),
  /** Through the outbox, with numbers for choices, instead of the page. */
  channel: z.literal('whatsapp').optional(),
  /** The number of who writes by WhatsApp, as the channel proved it; left out: it did not. */
  sender: z.string().optional(),
  /** Numbers on file besides the ledger's: of which debtors. */
  on_file: z.record(z.string(), words).optional(),
  /** The creditor lets codes go to the very number that asks, where nothing else is on file. */
  same_number: z.literal(true).optional(),
  /** The creditor also asks for the last four digits of the phone on file. */
  asks_phone: z.literal(true).optional(),
  /** The creditor has no account on record to pay to. */
  no_accounts: z.literal(true).optional(),
  /** No collector has the console open; else one has, all the time. */
  nobody_online: z.literal(true).optional(),
  /** Greeting: what the first words must and must not contain. */
  greeted: words.optional(),
  /** Begin verified as the debtor of this number. */
  verified: z.string().optional(),
  turns: z.array(turn).min(1),
});

export type Turn = z.infer<typeof turn>;
export type Transcript = z.infer<typeof transcript>;

/** Reads one transcript; throws with the file's name for anything that is not in README.md's form. */
export function readTranscript(file: string): Transcript {
  const read = transcript.safeParse(parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  return read.data;
}
