/** The only door of handoff/. */
export { type Print, printHandoffs, showHandoff } from './handoff-commands.ts';
export { closeHandoff, type HandoffFilter, listHandoffs, replyToHandoff } from './handoff-desk.ts';
export {
  createHandoff,
  type HandoffContext,
  type HandoffRequest,
  type HandoffStarted,
} from './handoff-service.ts';
