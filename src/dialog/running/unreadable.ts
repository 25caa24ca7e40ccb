import type { Heard, TurnScope } from '../action.ts';
import { openQuestion } from './open-question.ts';
import { emit, lead, line, type Session } from './session.ts';

/** True when nothing of the message can be read. */
export function isUnreadable({ unreadable, text, files }: Heard): boolean {
  return unreadable !== undefined && text.trim() === '' && files.length === 0;
}

/**
 * Says honestly what could not be read. It is nobody's failure: no try is used up, and what was offered
 * stays on the table. Returns true when nothing is to be asked again.
 */
export function answerUnreadable<Scope extends TurnScope>(session: Session<Scope>): boolean {
  const { heard, compiled } = session;
  const kind = heard.unreadable!;
  const question = openQuestion(session);
  if (question && !question.step.lapses) {
    lead(session, `unreadable.${kind}`);
    return false;
  }
  session.aside = true;
  emit(session, { lines: [line(compiled.text(`unreadable.${kind === 'sticker' ? 'sticker_idle' : kind}`))] });
  return true;
}

/** Beside words or files that can be read: said first. */
export function mentionUnreadable<Scope extends TurnScope>(session: Session<Scope>): void {
  if (session.heard.unreadable) lead(session, `unreadable.${session.heard.unreadable}`);
}
