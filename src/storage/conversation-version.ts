import type { Tx } from './connection.ts';

/*
 * Every writer raises a conversation's version. What a job raised itself is counted here, so that a turn
 * can tell its own changes (a flow that called a person) from those of somebody else.
 */
const raised = new WeakMap<Tx, Map<number, number>>();

/** Notes that this job has raised the conversation's version by one. */
export function noteRaised(tx: Tx, conversationId: number): void {
  const mine = raised.get(tx) ?? new Map<number, number>();
  mine.set(conversationId, (mine.get(conversationId) ?? 0) + 1);
  raised.set(tx, mine);
}

/** How often this job has raised it. */
export function raisedBy(tx: Tx, conversationId: number): number {
  return raised.get(tx)?.get(conversationId) ?? 0;
}
