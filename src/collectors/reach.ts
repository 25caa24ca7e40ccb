import { mayCreditor, type SignedInCollector } from './signed-in.ts';

export type Scope = 'all' | readonly number[];

/**
 * Whether an administrator may give away, or take from, a person who sees `scope`: nobody reaches beyond
 * what they see themselves. null is the command line, which reaches everything.
 */
export function reaches(by: SignedInCollector | null, scope: Scope): boolean {
  if (by === null || by.creditors === 'all') return true;
  return scope !== 'all' && scope.every((id) => mayCreditor(by, id));
}

/** Whether two people share a creditor: then each may know that the other works here. */
export function overlaps(by: SignedInCollector, scope: Scope): boolean {
  if (by.creditors === 'all' || scope === 'all') return true;
  return scope.some((id) => mayCreditor(by, id));
}
