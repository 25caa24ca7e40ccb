/** The only door of casefile/: what a collector sees of a debtor and a conversation. */
export { type ContactClock, contactClock, contactsBegun } from './contact-clock.ts';
export {
  type ContactRules,
  parseContactRules,
  readContactRules,
  shippedContactRules,
} from './contact-rules.ts';
export { type ConversationCase, conversationCase, type Standing } from './conversation-service.ts';
export { type DebtorCase, debtorCase, debtorFor, type Holidays } from './debtor-service.ts';
export { conversationFor } from './file-service.ts';
export { type CaseFile, type CaseMessage, caseMessage, type Delivery, type MessageFacts } from './message.ts';
export {
  type FoundDebtor,
  type FoundPage,
  type SearchCursor,
  searchDebtors,
} from './search-service.ts';
export { recordSeen } from './seen.ts';
export {
  type CaseNote,
  deliveriesNow,
  type TimelineCursor,
  type TimelineItem,
  type TimelinePage,
  timelineOf,
  timelinePage,
} from './timeline-service.ts';
