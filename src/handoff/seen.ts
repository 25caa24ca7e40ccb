import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import type { ReadTx } from '../storage/database.ts';
import { type PersonRow, selectPerson } from './desk-repository.ts';
import {
  type ConversationRow,
  type HandoffRow,
  selectConversation,
  selectHandoff,
} from './handoff-repository.ts';

/** waiting: nobody has it; claimed: somebody, not answered yet. */
export type DeskState = 'waiting' | 'claimed' | 'answered' | 'closed';

/** How a handoff stands after what a collector did; the console's HandoffAnswer. */
export interface DeskAnswer {
  handoffId: number;
  conversationId: number;
  state: DeskState;
  collector: PersonRow | null;
  /** Of the conversation. */
  version: number;
}

export type Done = { ok: true; answer: DeskAnswer };
/** The same for what does not exist and for what this collector may not see. */
export type NotFound = { ok: false; reason: 'not_found' };
export type Closed = { ok: false; reason: 'closed' };
export type HeldByOther = { ok: false; reason: 'already_claimed'; by: PersonRow };

export interface Seen {
  ok: true;
  handoff: HandoffRow;
  conversation: ConversationRow;
}

/** A handoff that is open and that this collector may see, with its conversation. */
export async function openFor(
  tx: ReadTx,
  collector: SignedInCollector,
  handoffId: number,
): Promise<Seen | NotFound | Closed> {
  const handoff = await selectHandoff(tx, handoffId);
  if (!handoff || !mayCreditor(collector, handoff.creditorId)) return { ok: false, reason: 'not_found' };
  if (handoff.state === 'closed') return { ok: false, reason: 'closed' };
  const conversation = await selectConversation(tx, handoff.conversationId);
  if (!conversation) throw new Error(`handoff: conversation ${handoff.conversationId} is gone`);
  return { ok: true, handoff, conversation };
}

/** Who else has it; undefined for one's own and for what nobody by name has. */
export function heldByOther(
  tx: ReadTx,
  collector: SignedInCollector,
  handoff: HandoffRow,
): HeldByOther | undefined {
  const { collectorId } = handoff;
  if (collectorId === null || collectorId === collector.collectorId) return undefined;
  return { ok: false, reason: 'already_claimed', by: selectPerson(tx, collectorId)! };
}

export function deskState(row: Pick<HandoffRow, 'state' | 'collectorId'>): DeskState {
  return row.state === 'waiting' && row.collectorId !== null ? 'claimed' : row.state;
}

/** Reads the state anew: what a change left. */
export async function answerOf(tx: ReadTx, handoffId: number): Promise<Done> {
  const row = await selectHandoff(tx, handoffId);
  const conversation = row && (await selectConversation(tx, row.conversationId));
  if (!row || !conversation) throw new Error(`handoff: ${handoffId} is gone`);
  const answer = {
    handoffId,
    conversationId: row.conversationId,
    state: deskState(row),
    collector: selectPerson(tx, row.collectorId),
    version: conversation.version,
  };
  return { ok: true, answer };
}
