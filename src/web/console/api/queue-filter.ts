/** What GET /queue understands; `minAmount` in minor units of `currency`, `minAge` in minutes. */
export interface QueueFilter {
  view: 'mine' | 'unassigned' | 'all' | 'closed';
  creditor?: number;
  reason?: string;
  locale?: string;
  minAge?: number;
  minAmount?: number;
  currency?: string;
}
