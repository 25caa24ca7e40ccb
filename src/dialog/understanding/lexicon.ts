import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../../shared/errors.ts';

const phrases = z.array(z.string().min(1));

/** The words entities are made of, in one language. Every key is lower case. */
const entityWords = z
  .object({
    /** Number words: `dua: 2`. */
    numbers: z.record(z.string(), z.number()).default({}),
    /** Scales as powers of ten: `ribu: 3`. */
    scales: z.record(z.string(), z.number().int().min(1).max(15)).default({}),
    /** Words for a half. */
    half: phrases.default([]),
    /** Numbers only before a scale or a unit: "a million", "a week ago". */
    articles: phrases.default([]),
    /** Numbers that mostly stand for a noun: "the first one". */
    pronouns: phrases.default([]),
    /** Words and signs that go on with a list of numbers: "faktur 12 dan 15". */
    and: phrases.default([]),
    /** Bare digits from this length on may be an amount. */
    amountDigits: z.number().int().default(4),
    /** Words between number words that mean nothing: `and`. */
    joiners: phrases.default([]),
    /** Words that add ten to the one before: `belas`. */
    teens: phrases.default([]),
    /** After this scale a bare rest counts in that one: "1 juta 250" is 1,250,000. */
    elliptic: z.record(z.string(), z.string()).default({}),
    currencies: z.record(z.string(), z.string().regex(/^[A-Z]{3}$/)).default({}),
    months: z.record(z.string(), z.number().int().min(1).max(12)).default({}),
    weekdays: z.record(z.string(), z.number().int().min(0).max(6)).default({}),
    /** Whole phrases: a count of days from today, or `+1w`, `+1m`, `eom`, `som+1`, `mid`, `eoy`, `weekend`. */
    days: z.record(z.string(), z.union([z.number().int(), z.string()])).default({}),
    units: z.record(z.string(), z.enum(['day', 'week', 'month', 'year'])).default({}),
    /** Before a day number: `tanggal 25`. */
    dayLabels: phrases.default([]),
    monthLabels: phrases.default([]),
    /** "in 3 days", "3 hari lagi", "3 days ago". */
    before: phrases.default([]),
    after: phrases.default([]),
    ago: phrases.default([]),
    next: phrases.default([]),
    last: phrases.default([]),
    this: phrases.default([]),
    /** Words that put a bare day number into the past: "sudah transfer tgl 5". */
    past: phrases.default([]),
    /** Day before month in `3/4/2026`; otherwise both are offered, the month first. */
    dayFirst: z.boolean().default(false),
    decimal: z.enum([',', '.']).default('.'),
    ordinals: z.record(z.string(), z.number().int()).default({}),
    /** Before a number that is a place in a list: `nomor 3`, `yang ke-3`. */
    ordinalLabels: phrases.default([]),
    /** Words after which a bare number is one of several things known to both: `yang 0012`. */
    pointers: phrases.default([]),
    /** Words that may stand between a label and its number: "faktur saya 0012". */
    links: phrases.default([]),
    /** Words before a reference; the second list may itself be part of the number: `inv 12`. */
    referenceLabels: phrases.default([]),
    referencePrefixes: phrases.default([]),
    /** Nouns that make the number before them a count: `3 kali`. */
    counted: phrases.default([]),
    /** Words after which digits tell the time: `jam 10.30`. */
    clock: phrases.default([]),
    all: phrases.default([]),
  })
  .strict();

const lexiconSchema = z
  .object({
    /** Languages whose entity words are understood here too: people mix. */
    borrows: z.array(z.string()).default([]),
    /** Standard form → what people type instead. */
    replace: z.record(z.string(), phrases).default({}),
    /** Meaning → words that carry it; a word never seen in training still speaks through its concept. */
    concepts: z.record(z.string(), phrases).default({}),
    /** Words without meaning of their own, dropped where anything else is left. */
    fillers: phrases.default([]),
    /** Greetings and courtesies that never hide the request beside them. */
    courtesies: phrases.default([]),
    /** What people add before or after a request; training teaches that it changes nothing. */
    openers: phrases.default([]),
    closers: phrases.default([]),
    entities: entityWords,
  })
  .strict();

export type Lexicon = z.infer<typeof lexiconSchema>;
export type EntityWords = z.infer<typeof entityWords>;

/** Reads and checks one `lexicon.yml`; an ExpectedError names every place that is wrong. */
export function readLexicon(file: string): Lexicon {
  return parseLexicon(readFileSync(file, 'utf8'), file);
}

export function parseLexicon(text: string, file = 'lexicon.yml'): Lexicon {
  const checked = lexiconSchema.safeParse(parse(text));
  if (checked.success) return checked.data;
  throw new ExpectedError(
    'lexicon_invalid',
    checked.error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}
