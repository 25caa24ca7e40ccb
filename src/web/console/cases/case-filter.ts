import { useSearchParams } from 'wouter';

/** Which cases are listed; kept in the address, so that a way back leads to the same list. */
export interface CaseFilter {
  state: 'open' | 'decided';
  creditor?: number;
}

/** Reads the address; what cannot be used is left out. */
export function filterOf(params: URLSearchParams): CaseFilter {
  const creditor = params.get('creditor') ?? '';
  return {
    state: params.get('state') === 'decided' ? 'decided' : 'open',
    ...(/^[1-9]\d{0,14}$/.test(creditor) && { creditor: Number(creditor) }),
  };
}

/** The address of a filter; what stands without a word is left out. */
export function searchOf({ state, creditor }: CaseFilter): string {
  const params = new URLSearchParams();
  if (state === 'decided') params.set('state', state);
  if (creditor !== undefined) params.set('creditor', String(creditor));
  const search = params.toString();
  return search && `?${search}`;
}

export function useCaseFilter() {
  const [params, setParams] = useSearchParams();
  const filter = filterOf(params);
  const change = (part: Partial<CaseFilter>) =>
    setParams(new URLSearchParams(searchOf({ ...filter, ...part })), { replace: true });
  return { filter, change, search: searchOf(filter) };
}
