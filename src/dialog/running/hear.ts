import type { Heard, TurnScope } from '../action.ts';
import type { Flow } from '../flow-schema.ts';
import type { Intent } from '../intents.ts';
import { say } from '../reply.ts';
import { fitOf } from '../values/fit.ts';
import { obey } from './commands.ts';
import { refill, returnTo } from './correct.ts';
import { abandon } from './frames.ts';
import {
  answer,
  awaitsProof,
  failedTry,
  type OpenQuestion,
  openQuestion,
  pickedValue,
  pickOf,
  readAnswer,
  skip,
} from './open-question.ts';
import { emit, lead, line, type Session, title } from './session.ts';
import { openingOf, startFlow, wantedFlow } from './start-flow.ts';

/**
 * Decides what a message means while a question is open. In this order: an exact pick of what was
 * offered, commands, an answer that is the whole message, a courtesy, another question, an answer inside
 * a longer message, and only then "not understood". Returns true when everything has been said and the
 * question is not to be asked again.
 */
export async function hearInQuestion<Scope extends TurnScope>(
  session: Session<Scope>,
  question: OpenQuestion<Scope>,
): Promise<boolean> {
  const { heard } = session;
  const { step, kind, frame } = question;
  const { understood } = heard;
  const best = understood.decision === 'act' ? understood.intents[0]?.intent : undefined;

  // What was answered before has been corrected: it takes the place of that answer, if it fits one.
  if (heard.corrects && !kind.secret && (await refill(session, question, heard))) return false;
  const picked = await pickOf(session, question);
  if (picked) {
    await answer(session, question, picked.value);
    return false;
  }
  if (step.lapses && understood.command === 'skip') {
    cancel(session);
    return false;
  }
  // In free words only a short message or a question can be anything but the answer.
  const mayDigress = !kind.freeText || isAside(heard);
  if (understood.command !== undefined && (mayDigress || understood.command === 'correct')) {
    const obeyed = await obey(session, understood.command);
    if (obeyed) return obeyed === 'said';
  }
  if (best === 'cancel' && mayDigress && !step.expects?.includes('cancel')) {
    cancel(session);
    return false;
  }

  const reading = await readAnswer(session, question);
  if (reading.ok && reading.fit === 'whole') {
    if (best) keepQuestion(session, question, best);
    await answer(session, question, reading.value);
    return false;
  }
  // "help the children" is an answer where words were asked for; "help" is not.
  const mayChat = !kind.freeText || heard.text.trim().split(/\s+/).length <= 2;
  // Who asks "how does this work?" here wants help with this question, however unsure that is.
  const likely = understood.decision === 'clarify' ? understood.intents[0]?.intent : best;
  const courteous = likely === 'help' ? likely : best;
  // "Thanks, the first one" is an answer.
  const answered = reading.ok && !kind.freeText;
  if (courteous && mayChat && !answered && !step.expects?.includes(courteous)) {
    const courtesy = smallTalk(session, question, courteous);
    if (courtesy !== undefined) return courtesy;
  }
  const offering = frame.flow === session.compiled.offerFlow;
  if (offering && (await answerBelow(session))) return false;
  const other = mayDigress ? otherFlow(session, question, best) : undefined;
  if (other) {
    // Asked for once more while it is open: its question stands, and no try is used up.
    const same = other.name === frame.flow;
    if (!same) {
      // Understood after all: nobody needs to be offered any more.
      if (offering) session.state.stack.pop();
      if (!(await returnTo(session, other))) startFlow(session, other, openingOf(session, heard));
      return false;
    }
    if (!reading.ok && !('refused' in reading)) {
      await refill(session, question, heard);
      return false;
    }
  }
  if (reading.ok) {
    await answer(session, question, reading.value);
    return false;
  }
  const [only, ...others] = session.state.offered;
  if (best === 'affirm' && only && others.length === 0 && !awaitsProof(session, question)) {
    await answer(session, question, await pickedValue(session, question, only));
    return false;
  }
  if (best === 'deny' && step.optional) {
    await skip(session, question);
    return false;
  }
  // The answer could not be read for want of proof: that comes first, and is no failed try.
  if (awaitsProof(session, question)) return false;
  await failedTry(session, question, reading);
  return false;
}

/** "Status of INV-12, I am C-1001" where it is asked who writes: what is wanted comes after the proof. */
function keepQuestion<Scope extends TurnScope>(
  session: Session<Scope>,
  { frame, kind }: OpenQuestion<Scope>,
  best: Intent,
): void {
  const { compiled, heard } = session;
  if (frame.flow !== compiled.verifyFlow || !frame.called || kind.secret) return;
  // "Contract number D-2001" only answers: it asks when a second number says what about, or beyond doubt.
  const named = heard.understood.entities.flatMap((one) => (one.type === 'reference' ? [one.key] : []));
  if (new Set(named).size < 2 && confidenceOf(heard) < KEPT_CONFIDENCE) return;
  const flow = compiled.byIntent.get(best);
  if (flow?.verified && !flow.calledOnly) startFlow(session, flow, openingOf(session, heard));
}

/** Words around a number resemble a question ("my invoice number is ..."); a real one leaves no doubt. */
const KEPT_CONFIDENCE = 0.95;

/** The question under the offer of a person is answered after all: the offer is forgotten. */
async function answerBelow<Scope extends TurnScope>(session: Session<Scope>): Promise<boolean> {
  const { stack } = session.state;
  const below = stack.at(-2);
  const question = below && openQuestion(session, below);
  if (!question || question.kind.freeText) return false;
  const reading = await readAnswer(session, question);
  if (!reading.ok) return false;
  stack.pop();
  await answer(session, question, reading.value);
  return true;
}

/** What is either answered in passing or part of an answer, but never another question. */
const NO_QUESTIONS: ReadonlySet<Intent> = new Set<Intent>([
  'affirm',
  'deny',
  'greet',
  'thanks',
  'goodbye',
  'help',
  'abusive',
]);

/** The flow of another question in the middle of this one. */
export function otherFlow<Scope extends TurnScope>(
  session: Session<Scope>,
  { step, frame }: OpenQuestion<Scope>,
  best: Intent | undefined,
): Flow | undefined {
  const { heard, compiled } = session;
  const bareFile = heard.files.length > 0 && heard.text.trim() === '';
  if (bareFile) return compiled.onFile;
  // The offer of a person comes where little was understood: a bare number may be the way out.
  const offering = frame.flow === compiled.offerFlow;
  if (best === undefined ? !offering : NO_QUESTIONS.has(best) || step.expects?.includes(best))
    return undefined;
  // Nothing but a value is an attempt to answer, whatever else begins with such words.
  const bareValue = heard.understood.entities.some((one) => fitOf(heard, one) === 'whole');
  if (bareValue && !offering) return undefined;
  // In the middle of a question it takes more to leave it than to begin with nothing open.
  // Only a person is never asked for too faintly.
  const faint = confidenceOf(heard) < DIGRESSION_CONFIDENCE;
  if (best !== undefined && best !== 'talk_to_human' && faint) return undefined;
  // Gibberish resembles other subjects; only what is put as a question is answered as one.
  if (best === 'out_of_scope' && !heard.text.trim().endsWith('?')) return undefined;
  const flow = wantedFlow(session, heard);
  return flow?.calledOnly ? undefined : flow;
}

const DIGRESSION_CONFIDENCE = 0.7;

function confidenceOf(heard: Heard): number {
  return heard.understood.intents[0]?.confidence ?? 0;
}

/** Words that may be something else than the free text asked for. */
function isAside(heard: Heard): boolean {
  const text = heard.text.trim();
  if (text.endsWith('?')) return true;
  const confident = confidenceOf(heard) >= 0.85;
  const words = text.split(/\s+/).length;
  return words <= 4 && (confident || heard.understood.command !== undefined);
}

/** Drops the task on top (and the one that called it); what waited below goes on. */
export function cancel<Scope extends TurnScope>(session: Session<Scope>): void {
  const { stack } = session.state;
  // What is to be dropped is the task, not the offer of help with it.
  if (stack.length > 1 && stack.at(-1)!.flow === session.compiled.offerFlow) stack.pop();
  let position = stack.length - 1;
  while (position > 0 && stack[position]!.called) position--;
  lead(session, 'cancel.cancelled', stack[position]!.flow);
  abandon(session);
}

/** A greeting, thanks, help or abuse in mid-question: a short word, then the question again. */
function smallTalk<Scope extends TurnScope>(
  session: Session<Scope>,
  { step, frame }: OpenQuestion<Scope>,
  intent: string,
): boolean | undefined {
  const { compiled, state } = session;
  switch (intent) {
    case 'help':
      if (step.help) session.lead.push(line(step.help));
      else session.lead.push(line(compiled.text('help.in_question'), { task: title(frame.flow) }));
      return false;
    case 'greet':
      lead(session, 'small_talk.greet');
      return false;
    case 'thanks':
      lead(session, 'small_talk.thanks');
      return false;
    case 'abusive':
      lead(session, 'small_talk.abusive');
      return false;
    case 'goodbye':
      // Whoever leaves is not asked again; the question waits for their return.
      emit(session, say(compiled.text('small_talk.goodbye')));
      session.offered = state.offered;
      return true;
    default:
      return undefined;
  }
}
