/** The only door of payments/. */
export {
  type Allocated,
  type AllocationResult,
  allocateOldestFirst,
  type OpenInvoice,
} from './allocate.ts';
export type { PaymentCursor } from './payments-repository.ts';
export {
  type NewPayment,
  type PaymentEntry,
  type PaymentPage,
  type Posted,
  paymentHistory,
  postPayment,
} from './payments-service.ts';
export type { ProofState } from './proof-repository.ts';
export {
  type Decided,
  type Decision,
  decideProof,
  type ProofClaim,
  proofOfSlip,
  type Recorded,
  recordProof,
} from './proof-service.ts';
export { type PaymentState, paymentReceived } from './received-service.ts';
