/** The only door of disputes/. */
export { decisionOn } from './decisions-told.ts';
export {
  LONGEST_NOTE,
  listDisputes,
  noteOnDispute,
  type OpenedDispute,
  readDispute,
} from './dispute-desk.ts';
export type { DisputeListed, DisputeOpened, NoteRow } from './dispute-desk-repository.ts';
export {
  DISPUTE_REASONS,
  type DisputedPart,
  type DisputeReason,
  disputesOf,
  isDisputeReason,
  mayDispute,
  type NewDispute,
  type OpenDispute,
  type Opened,
  openDispute,
  openDisputes,
} from './disputes-service.ts';
export { type Resolution, type Resolved, resolveDispute } from './resolve-dispute.ts';
