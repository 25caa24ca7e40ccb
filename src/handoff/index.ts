/** The only door of handoff/. */
export { AGAIN_MS } from './again.ts';
export {
  type CallBackWay,
  type CallBackWish,
  contactFor,
  readAddress,
  recordCallBack,
  type Waiting,
  waitingOf,
} from './call-backs.ts';
export {
  type Ended,
  type Ending,
  endHandoff,
  type Resolution,
  resolveHandoff,
  returnToBot,
} from './closing.ts';
export { isLeftAlone } from './desk-repository.ts';
export { type Print, printHandoffs, showHandoff } from './handoff-commands.ts';
export { closeHandoff, type HandoffFilter, listHandoffs, replyToHandoff } from './handoff-desk.ts';
export type { HandoffContext, IdentityLevel } from './handoff-file.ts';
export {
  createHandoff,
  type HandoffRequest,
  type HandoffStarted,
  noteDebtorWrote,
} from './handoff-service.ts';
export { handoffSummary } from './handoff-summary.ts';
export { assignHandoff, claimHandoff, releaseHandoff, releaseOrphaned } from './holding.ts';
export {
  addListener,
  type ListenerChange,
  listListeners,
  openListener,
  removeListener,
  tellListeners,
} from './listeners.ts';
export { NEXT_STEPS, type NextStep } from './next-step.ts';
export { addNote, type WrittenNote } from './notes.ts';
export { changeOwner, type Owner, type OwnershipActor, type OwnershipChange } from './ownership.ts';
export { phoneAnswered, sweepPhone } from './phone.ts';
export {
  type CallBackEntry,
  type CallBackPage,
  type CallBackSettled,
  callBackPage,
  endCallBack,
} from './queue-call-backs.ts';
export { QUEUE_VIEWS, type QueueFilter, type QueuePosition, type QueueView } from './queue-filter.ts';
export { type ServiceLevelRow, serviceLevelReport } from './queue-report.ts';
export {
  openHandoffOf,
  QUEUE_PAGE_SIZE,
  type QueueChoices,
  type QueueEntry,
  type QueuePageOf,
  queueChoices,
  queueCounts,
  queueEntry,
  queuePage,
} from './queue-service.ts';
export { mayBeRated, rateHandoff } from './ratings.ts';
export { type DeskAnswer, type DeskState, deskState } from './seen.ts';
export { tellWaiting } from './waiting-notice.ts';
export {
  type CollectorWords,
  LONGEST_WORDS,
  MOST_FILES,
  mayWriteTo,
  type Written,
  writeToDebtor,
} from './writing.ts';
