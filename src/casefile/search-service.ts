import { mayCreditor, type SignedInCollector } from '../collectors/index.ts';
import { maskContact } from '../shared/mask.ts';
import { type Money, money } from '../shared/money.ts';
import type { ReadTx } from '../storage/database.ts';
import { readSearchQuery, type SearchQuery } from './search-query.ts';
import {
  allCreditorIds,
  countriesOf,
  debtorsByIds,
  exactHits,
  type Hit,
  nameHits,
  numberHits,
  outstandingOf,
  wordHits,
} from './search-repository.ts';

/**
 * Where the next page begins: behind the n-th exact hit, behind a number, a name or (words in the middle
 * of names) an id. The parts of the list stand in this order.
 */
export type SearchCursor =
  | readonly ['exact', number]
  | readonly ['number', string, number]
  | readonly ['name', string, number]
  | readonly ['words', number];

export interface FoundDebtor {
  id: number;
  number: string;
  name: string;
  creditor: { id: number; name: string };
  /** A phone is shown masked. */
  match: { by: Hit['by']; text: string };
  /** Largest first; [] when nothing is open. */
  outstanding: Money[];
}

export interface FoundPage {
  items: FoundDebtor[];
  next?: SearchCursor;
}

/** More debtors than this behind one number: something else has to be typed. */
const MOST_EXACT = 20;

/**
 * Debtors by their number, an invoice's number, a phone number or its ending, or their name (its beginning
 * first, then words in it); an empty `q` lists all by name. Only of creditors the collector may see.
 */
export async function searchDebtors(
  tx: ReadTx,
  collector: SignedInCollector,
  search: { q: string; creditorId?: number | undefined; after?: SearchCursor | undefined; limit: number },
): Promise<FoundPage> {
  const all = collector.creditors === 'all' && search.creditorId === undefined;
  const within = (search.creditorId === undefined ? allCreditorIds(tx) : [search.creditorId]).filter((id) =>
    mayCreditor(collector, id),
  );
  if (within.length === 0) return { items: [] };
  const creditors = JSON.stringify(within);
  const query = readSearchQuery(search.q, countriesOf(tx, creditors));
  const list = parts(tx, query, { creditors, scope: all ? 'all' : within });
  const found: Placed[] = [];
  const from = search.after ? ORDER.indexOf(search.after[0]) : 0;
  for (const [index, part] of list.entries()) {
    if (index < from || found.length > search.limit) continue;
    const after = index === from ? search.after : undefined;
    found.push(...part(after, search.limit + 1 - found.length));
  }
  const page = found.slice(0, search.limit);
  const last = found.length > search.limit ? page.at(-1) : undefined;
  return { items: described(tx, page), ...(last && { next: last.at }) };
}

const ORDER = ['exact', 'number', 'name', 'words'] as const;
type Placed = Hit & { at: SearchCursor };
type Part = (after: SearchCursor | undefined, limit: number) => Placed[];

/** The four parts of the list; each leaves out what an earlier one holds. */
function parts(
  tx: ReadTx,
  query: SearchQuery,
  scope: { creditors: string; scope: readonly number[] | 'all' },
): Part[] {
  const { creditors } = scope;
  const exact = exactHits(tx, creditors, query, MOST_EXACT);
  const not = JSON.stringify(exact.map((hit) => hit.debtorId));
  const key = query.keyIsPrefix ? query.key : '';
  return [
    (after, limit) => {
      const skip = after?.[0] === 'exact' ? after[1] : 0;
      return exact.slice(skip, skip + limit).map((hit, n) => ({ ...hit, at: ['exact', skip + n + 1] }));
    },
    (after, limit) => {
      if (key === '') return [];
      const [afterKey, afterId] = after?.[0] === 'number' ? [after[1], after[2]] : ['', 0];
      return numberHits(tx, { creditors, key, not, afterKey, afterId, limit }).map(
        ({ key: own, ...hit }) => ({
          ...hit,
          at: ['number', own, hit.debtorId],
        }),
      );
    },
    (after, limit) => {
      const [afterName, afterId] = after?.[0] === 'name' ? [after[1], after[2]] : ['', 0];
      const at = { creditors, key, not, text: query.text, afterName, afterId, limit };
      return nameHits(tx, at).map((hit) => ({ ...hit, at: ['name', hit.text, hit.debtorId] }));
    },
    (after, limit) => {
      const { words, text } = query;
      if (words.length === 0) return [];
      const afterId = after?.[0] === 'words' ? after[1] : 0;
      return wordHits(tx, { creditors: scope.scope, words, text, key, not, afterId, limit }).map((hit) => ({
        ...hit,
        at: ['words', hit.debtorId],
      }));
    },
  ];
}

function described(tx: ReadTx, hits: readonly Hit[]): FoundDebtor[] {
  const ids = hits.map((hit) => hit.debtorId);
  const rows = new Map(debtorsByIds(tx, ids).map((row) => [row.id, row]));
  const open = outstandingOf(tx, ids);
  return hits.flatMap(({ debtorId, by, text }) => {
    const row = rows.get(debtorId);
    if (!row) return [];
    const { id, number, name, creditorId, creditorName } = row;
    return {
      id,
      number,
      name,
      creditor: { id: creditorId, name: creditorName },
      match: { by, text: by === 'phone' ? maskContact(text) : text },
      outstanding: open.filter((sum) => sum.debtorId === id).map((sum) => money(sum.minor, sum.currency)),
    };
  });
}
