import type { QueueFilter } from '../../api/queue-filter.ts';

export const VIEWS = ['mine', 'unassigned', 'all', 'closed'] as const;
export type View = (typeof VIEWS)[number];

/** Reads the address; what cannot be used is left out. Without a view: who waits for somebody. */
export function filterOf(params: URLSearchParams): QueueFilter {
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'unassigned';
  const filter: QueueFilter = { view };
  const creditor = wholeNumber(params.get('creditor'));
  const minAge = wholeNumber(params.get('minAge'));
  const minAmount = wholeNumber(params.get('minAmount'));
  const currency = params.get('currency') ?? '';
  if (creditor) filter.creditor = creditor;
  if (minAge) filter.minAge = minAge;
  if (/^[A-Z]{3}$/.test(currency)) {
    filter.currency = currency;
    if (minAmount) filter.minAmount = minAmount;
  }
  const reason = params.get('reason');
  const locale = params.get('locale');
  if (reason) filter.reason = reason;
  if (locale) filter.locale = locale;
  return filter;
}

/** The address of a filter; the view that stands without a word is left out. */
export function paramsOf({ view, ...rest }: QueueFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (view !== 'unassigned') params.set('view', view);
  for (const [name, value] of Object.entries(rest)) {
    if (value !== undefined && value !== '') params.set(name, String(value));
  }
  return params;
}

/** How many filters are set; an amount and its currency count once. */
export function activeFilters({ creditor, reason, locale, minAge, minAmount }: QueueFilter): number {
  return [creditor, reason, locale, minAge, minAmount].filter((one) => one !== undefined).length;
}

function wholeNumber(text: string | null): number | undefined {
  return text && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}
