import type { Heard, TurnScope } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Intent } from '../intents.ts';
import { newFrame, push } from './frames.ts';
import type { Session } from './session.ts';
import { openingOf } from './start-flow.ts';

/** Each part must be as clear as this: a sentence cut in two says two things only if it really does. */
const SURE = 0.9;
/** A person is not called for a signature: the whole message must at least hint at it. */
const HINT = 0.02;
const MOST = 3;
const LONGEST = 300;

/** Courtesies and fragments: no questions of their own. */
const NOT_ASKED: ReadonlySet<Intent> = new Set<Intent>([
  'greet',
  'goodbye',
  'thanks',
  'help',
  'affirm',
  'deny',
  'cancel',
  'abusive',
  'out_of_scope',
  'change_language',
  'not_me',
]);

interface Part {
  flow: Flow;
  heard: Heard;
}

/**
 * "How much do I owe, and where do I pay?": starts a flow for each of two or three questions, in the order
 * asked: first what can be told at once, then what has questions of its own, then what calls a person.
 * False when the message is not clearly several.
 */
export function startSeveral<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const parts = partsOf(session);
  if (parts.length < 2) return false;
  const order = (one: Part) => (callsPerson(session, one.flow) ? 2 : asks(session, one.flow) ? 1 : 0);
  const [told, asked, forPerson] = [0, 1, 2].map((rank) => parts.filter((one) => order(one) === rank));
  // The first one on top; one person is enough.
  for (const { flow, heard } of [...told!, ...asked!, ...forPerson!.slice(0, 1)].reverse()) {
    push(session, { ...newFrame(flow, openingOf(session, heard)), queued: true });
  }
  const top = session.state.stack.at(-1);
  if (top) delete top.queued;
  return true;
}

function partsOf<Scope extends TurnScope>(session: Session<Scope>): Part[] {
  const { compiled, scope, heard } = session;
  if (heard.files.length > 0 || heard.text.length > LONGEST) return [];
  const joining = new Set((scope.text?.('patterns.joining_words') ?? '').split(/,\s*/));
  const texts = split(heard.text, joining);
  if (texts.length < 2) return [];
  const parts = new Map<string, Part>();
  for (const text of texts) {
    const understood = compiled.understanding.understand(text, scope);
    const best = understood.intents[0];
    if (understood.decision !== 'act' || !best || best.confidence < SURE || NOT_ASKED.has(best.intent))
      continue;
    const flow = compiled.byIntent.get(best.intent);
    if (!flow || flow.calledOnly || flow.alone || parts.has(flow.name)) continue;
    const hint = heard.understood.intents.find((one) => one.intent === best.intent)?.confidence ?? 0;
    if (callsPerson(session, flow) && hint < HINT) continue;
    // "When is 0012 due and has it been paid?": a number stands for every part without its own.
    const names = understood.entities.some((one) => one.type === 'reference');
    parts.set(flow.name, { flow, heard: names ? { ...heard, text, understood } : heard });
  }
  return parts.size <= MOST ? [...parts.values()] : [];
}

/** Cut at the ends of sentences, at commas and at joining words. */
function split(text: string, joining: ReadonlySet<string>): string[] {
  const parts: string[] = [];
  let current: string[] = [];
  const close = () => {
    if (current.length > 1) parts.push(current.join(' '));
    current = [];
  };
  for (const word of text.split(/\s+/)) {
    const plain = word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    if (joining.has(plain)) {
      close();
      continue;
    }
    current.push(word);
    if (/[?!;]$|[.,]$/.test(word)) close();
  }
  close();
  return parts;
}

function callsPerson<Scope extends TurnScope>({ compiled }: Session<Scope>, flow: Flow): boolean {
  const [first] = flow.steps;
  return first !== undefined && 'do' in first && compiled.actions[first.do]?.handsOver === true;
}

/** True when the flow offers something to choose from before it can go on. */
function asks<Scope extends TurnScope>({ compiled }: Session<Scope>, flow: Flow): boolean {
  return flow.steps.some((step) => 'ask' in step && compiled.kinds[step.as]?.offer !== undefined);
}
