/** The only door of handoff/. */
export {
  type CallBackWay,
  type CallBackWish,
  contactFor,
  readAddress,
  recordCallBack,
  type Waiting,
  waitingOf,
} from './call-backs.ts';
export { type Print, printHandoffs, showHandoff } from './handoff-commands.ts';
export { closeHandoff, type HandoffFilter, listHandoffs, replyToHandoff } from './handoff-desk.ts';
export {
  createHandoff,
  type HandoffContext,
  type HandoffRequest,
  type HandoffStarted,
} from './handoff-service.ts';
export { mayBeRated, rateHandoff } from './ratings.ts';
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
  QUEUE_PAGE_SIZE,
  type QueueChoices,
  type QueueEntry,
  type QueuePageOf,
  queueChoices,
  queueCounts,
  queueEntry,
  queuePage,
} from './queue-service.ts';
