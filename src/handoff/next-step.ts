/** What a collector is advised to do first; the console shows it in their language. */
export const NEXT_STEPS = [
  'answer',
  'call_back',
  'check_proof',
  'decide_dispute',
  'offer_installments',
  'record_promise',
  'send_invoice_copy',
  'send_payment_details',
  'update_contact',
  'handle_privacy_request',
  'correct_contact',
  'verify_identity',
  'calm_down',
  'repair_failure',
] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** Reasons that name the step by themselves. */
const BY_REASON: Record<string, NextStep> = {
  abusive: 'calm_down',
  call_back: 'call_back',
  dispute: 'decide_dispute',
  hardship: 'offer_installments',
  locked: 'verify_identity',
  no_accounts: 'send_payment_details',
  not_me: 'correct_contact',
  owner_wrote: 'answer',
  payment_link: 'send_payment_details',
  privacy_request: 'handle_privacy_request',
  promise_to_pay: 'record_promise',
  request_extension: 'offer_installments',
  request_installment: 'offer_installments',
  request_invoice_copy: 'send_invoice_copy',
  system_error: 'repair_failure',
  update_contact: 'update_contact',
};

/** The suggestion from the reason and, where that says nothing, from what is open in the record. */
export function nextStep(facts: {
  reason: string;
  verified: boolean;
  openProofs: number;
  openDisputes: number;
  tried: readonly string[];
}): NextStep {
  const named = BY_REASON[facts.reason];
  if (named) return named;
  const triedProof = facts.tried.includes('submit_proof');
  if (facts.openProofs > 0) return 'check_proof';
  if (facts.openDisputes > 0) return 'decide_dispute';
  if (!facts.verified) return 'verify_identity';
  return triedProof ? 'check_proof' : 'answer';
}
