import type { Heard, TurnScope } from '../action.ts';
import type { Intent } from '../intents.ts';
import type { DialogState, Offered } from '../state.ts';
import type { Understood } from '../understanding/understanding.ts';
import { plainWords } from '../values/fit.ts';
import { type Compiled, kindOf, stepOf } from './compiled.ts';
import { bareNumber } from './offers.ts';

/**
 * What a reply to one of our messages means together with it: "2" is the second choice of the list that
 * is quoted, "yang ini" what it is about, and "kapan jatuh temponya?" asks for the number in it where the
 * words name none (a few may stand in it: a case number beside an invoice's; the ledger tells which is
 * which). Never while a code is awaited. The result is read like any other message: amounts taken from it
 * are said back as ever.
 */
export function inContext<Scope extends TurnScope>(
  compiled: Compiled<Scope>,
  scope: Scope,
  state: DialogState,
  heard: Heard,
): Heard {
  const { quoted } = heard;
  const top = state.stack?.at(-1);
  const flow = top && compiled.flows.get(top.flow);
  const step = flow && stepOf(flow, top.step);
  const kind = step && 'ask' in step ? kindOf(compiled, step.as) : undefined;
  if (!quoted || kind?.secret) return heard;
  const read = (text: string) => compiled.understanding.understand(text, scope);
  const as = (text: string): Heard => ({ ...heard, text, understood: read(text) });

  const choices = numbered(quoted);
  const label = choices.get(bareNumber(heard.text) ?? pointedNumber(heard) ?? 0);
  if (label !== undefined) {
    const chosen = as(meant(label, state, read));
    // Of a list put before the open question: it may take the place of what was answered there.
    return isOffered(label, state.offered) ? chosen : { ...chosen, corrects: true };
  }
  const things = [...choices.values()].filter((one) => referencesIn(read(one)).length > 0);
  // A list of which one is to be picked says nothing by itself.
  if (things.length > 1) return heard;
  const references = referencesIn(read(quoted));
  const [one, ...more] = choices.values();
  const named = references.length <= MOST_NAMED ? references.join(' ') : '';
  if (compiled.pointsAtQuoted(heard.text)) {
    if (named !== '') return as(named);
    return one !== undefined && more.length === 0 ? as(meant(one, state, read)) : heard;
  }
  if (named === '' || kind?.freeText || !asksAbout(heard)) return heard;
  const together = as(`${heard.text.trim()} ${named}`);
  // What they want is in their own words; the number only says about what.
  const { intents, decision } = heard.understood;
  return decision === 'act'
    ? { ...together, understood: { ...together.understood, intents, decision } }
    : together;
}

/** More numbers in one message are a list: no question is about all of them. */
const MOST_NAMED = 3;

/** "2. INV-2026-0012 · Rp1.500.000": the choices of a message by their numbers. */
function numbered(text: string): Map<number, string> {
  const lines = text.matchAll(/^\s*(\d{1,2})[.)]\s+(\S.*)$/gmu);
  return new Map([...lines].map((line) => [Number(line[1]), line[2]!.trim()]));
}

/** "Yang 2", "pilihan 2": one word that wants nothing beside the number. */
function pointedNumber({ text, understood }: Heard): number | undefined {
  const acts = understood.decision === 'act' && understood.intents[0]?.intent !== 'out_of_scope';
  const found = acts ? null : /^\p{L}+ (\d{1,2})$/u.exec(plainWords(text));
  return found ? Number(found[1]) : undefined;
}

/** A choice that is still known is picked by its words; else what it names counts. */
function meant(label: string, state: DialogState, read: (text: string) => Understood): string {
  if (isOffered(label, state.offered) || isOffered(label, state.earlier)) return label;
  const references = referencesIn(read(label));
  return references.length > 0 ? references.join(' ') : label;
}

function isOffered(label: string, offers: readonly Offered[] = []): boolean {
  return offers.some((one) => plainWords(one.label) === plainWords(label));
}

/** Numbers of the ledger as we write them: with letters, and neither an amount nor a date. */
function referencesIn({ entities }: Understood): string[] {
  const values = entities.filter((one) => one.type === 'amount' || one.type === 'date');
  const found = new Map<string, string>();
  for (const one of entities) {
    if (one.type !== 'reference' || !/\p{L}/u.test(one.raw) || !/\p{N}/u.test(one.raw)) continue;
    if (values.some((value) => value.start < one.end && one.start < value.end)) continue;
    found.set(one.key, one.raw.trim());
  }
  return [...found.values()];
}

/** Words that want something and do not say of what; a courtesy or a command wants nothing of the kind. */
function asksAbout({ text, files, understood }: Heard): boolean {
  const { decision, intents, command, entities } = understood;
  if (!/\p{L}/u.test(text) || command !== undefined) return false;
  if (entities.some((one) => one.type === 'reference' && /\p{L}/u.test(one.raw))) return false;
  if (files.length > 0 && decision !== 'act') return true;
  const best = intents[0]?.intent;
  if (decision === 'reject') return text.trim().endsWith('?');
  return best !== undefined && !ABOUT_NOTHING.has(best);
}

const ABOUT_NOTHING: ReadonlySet<Intent> = new Set<Intent>([
  'greet',
  'thanks',
  'goodbye',
  'affirm',
  'deny',
  'help',
  'cancel',
  'abusive',
  'out_of_scope',
  'change_language',
  'opt_out',
  'not_me',
  'talk_to_human',
]);
