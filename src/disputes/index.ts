/** The only door of disputes/. */
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
