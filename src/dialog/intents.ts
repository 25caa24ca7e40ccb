/** What an utterance can want. The names are the contract of the training files and of every measurement. */
export const INTENTS = [
  'greet',
  'goodbye',
  'thanks',
  'help',
  'check_balance',
  'invoice_status',
  'due_date',
  'list_invoices',
  'payment_history',
  'payment_received',
  'how_to_pay',
  'payment_link',
  'submit_proof',
  'request_invoice_copy',
  'explain_invoice',
  'dispute_invoice',
  'request_extension',
  'request_installment',
  'promise_to_pay',
  'hardship',
  'talk_to_human',
  'not_me',
  'change_language',
  'update_contact',
  'opt_out',
  'affirm',
  'deny',
  'cancel',
  'abusive',
  'privacy_request',
  'out_of_scope',
] as const;
export type Intent = (typeof INTENTS)[number];

export function isIntent(text: string): text is Intent {
  return (INTENTS as readonly string[]).includes(text);
}
