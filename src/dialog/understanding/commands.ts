import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { ExpectedError } from '../../shared/errors.ts';
import { COMMANDS, type Command, type Entity } from './understanding.ts';

const list = z.array(z.string().min(1)).default([]);
const phrases = z
  .object({
    /** The whole message, fillers and punctuation aside. */
    whole: list,
    /** At the start; what follows is the rest. */
    lead: list,
    /** At the start, only before something to point at: "bukan, yang 0012", never "bukan saya". */
    pointed: list,
    /** Anywhere in a short message. */
    contains: list,
  })
  .strict();
const schema = z.partialRecord(z.enum(COMMANDS), phrases);
export type CommandPhrases = z.infer<typeof schema>;

/** Reads and checks one `commands.yml`. */
export function readCommands(file: string): CommandPhrases {
  const checked = schema.safeParse(parse(readFileSync(file, 'utf8')));
  if (checked.success) return checked.data;
  throw new ExpectedError(
    'commands_invalid',
    checked.error.issues.map((issue) => `${file}: ${issue.path.join('.') || '(top)'}: ${issue.message}`),
  );
}

export interface CommandFound {
  command: Command;
  rest: string;
}

export type CommandReader = (text: string, entities: readonly Entity[]) => CommandFound | undefined;

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)?/gu;
const SHORT = 9;

interface Entry {
  command: Command;
  words: string[];
}

/** `standard` makes slang standard, `fillers` are left out of whole messages, `pointers` as in the lexicon. */
export function createCommandReader(
  commands: CommandPhrases,
  fillers: ReadonlySet<string>,
  pointers: ReadonlySet<string>,
  standard: (word: string) => string,
): CommandReader {
  const expand = (typed: string): string[] => standard(typed.toLowerCase().replace(/['’]/g, '')).split(' ');
  const split = (phrase: string): string[] => (phrase.match(WORD) ?? []).flatMap(expand);
  const spare = (words: string[]): string[] => words.filter((word) => !fillers.has(word));
  const whole = new Map<string, Command>();
  const kinds = { lead: [] as Entry[], pointed: [] as Entry[], contains: [] as Entry[] };
  for (const command of COMMANDS) {
    const own = commands[command];
    if (!own) continue;
    for (const phrase of own.whole) {
      whole.set(split(phrase).join(' '), command);
      whole.set(spare(split(phrase)).join(' '), command);
    }
    for (const kind of ['lead', 'pointed', 'contains'] as const)
      for (const phrase of own[kind]) kinds[kind].push({ command, words: split(phrase) });
  }
  whole.delete('');
  for (const entries of Object.values(kinds)) entries.sort((a, b) => b.words.length - a.words.length);
  const at = (words: string[], entry: Entry, from: number): boolean =>
    entry.words.every((word, k) => words[from + k] === word);

  return (text, entities) => {
    const words: string[] = [];
    /** Where each word starts in the text; slang may stand for several words. */
    const starts: number[] = [];
    for (const match of text.matchAll(WORD)) {
      if (words.length > 40) break;
      for (const word of expand(match[0])) {
        words.push(word);
        starts.push(match.index);
      }
    }
    if (words.length === 0) return undefined;
    const exact = whole.get(words.join(' ')) ?? whole.get(spare(words).join(' '));
    if (exact) return { command: exact, rest: '' };
    for (const kind of ['lead', 'pointed'] as const)
      for (const entry of kinds[kind]) {
        const count = entry.words.length;
        if (words.length <= count || !at(words, entry, 0)) continue;
        const from = starts[count]!;
        const points = pointers.has(words[count]!) || entities.some((entity) => entity.start === from);
        if (kind === 'pointed' && !(points && words.length - count <= SHORT)) continue;
        return { command: entry.command, rest: text.slice(from).trim() };
      }
    if (words.length > SHORT) return undefined;
    for (const entry of kinds.contains)
      for (let i = 0; i + entry.words.length <= words.length; i++)
        if (at(words, entry, i)) return { command: entry.command, rest: '' };
    return undefined;
  };
}
