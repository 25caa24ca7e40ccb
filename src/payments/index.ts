/** The only door of payments/. */
export {
  type Allocated,
  type AllocationResult,
  allocateOldestFirst,
  type OpenInvoice,
} from './allocate.ts';
export { type NewCreditNote, postCreditNote } from './credit-note.ts';
export {
  acceptProof,
  type Deciding,
  type ProofAccepted,
  type ProofDecided,
  rejectProof,
} from './decide-proof.ts';
export {
  type DecisionLimits,
  isOverLimit,
  parseDecisionLimits,
  readDecisionLimits,
} from './decision-limits.ts';
export { LONGEST_OWN_WORDS, ownWords } from './own-words.ts';
export type { PaymentCursor, PaymentKind } from './payments-repository.ts';
export {
  type NewPayment,
  type PaymentEntry,
  type PaymentPage,
  type Posted,
  paymentHistory,
  postPayment,
} from './payments-service.ts';
export {
  type Candidate,
  type DeskPage,
  type DeskState,
  limitOf,
  listProofs,
  type OpenedProof,
  openProof,
  scopeOf,
} from './proof-desk.ts';
export type { ProofListed, ProofOpened } from './proof-desk-repository.ts';
export type { ProofState } from './proof-repository.ts';
export {
  type Decided,
  type Decision,
  decideProof,
  type ProofClaim,
  proofOfSlip,
  REJECT_REASONS,
  type Recorded,
  type RejectReason,
  recordProof,
} from './proof-service.ts';
export { type PaymentState, paymentReceived } from './received-service.ts';
export { type DecisionToTell, type Told, tellDecision } from './tell-decision.ts';
