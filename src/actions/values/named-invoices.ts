import type { Heard } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { entitiesOf, fitOf } from '../../dialog/values/fit.ts';
import { findInvoice, type Invoice } from '../../receivables/index.ts';
import { type SapaScope, verified } from '../scope.ts';

export type Named =
  | { ok: true; invoices: Invoice[]; fit: 'whole' | 'part' }
  | { ok: false; refused?: ReturnType<typeof say> };

interface Span {
  start: number;
  end: number;
  raw: string;
  labelled: boolean;
}

/**
 * The debtor's invoices a message names, in its order. A number that looks like an invoice's but is none
 * of theirs, or fits several, is refused in words; one that may mean something else is passed over.
 */
export async function namedInvoices(scope: SapaScope, heard: Heard): Promise<Named> {
  const debtor = verified(scope);
  const found = new Map<number, Invoice>();
  let refused: ReturnType<typeof say> | undefined;
  let last: Span | undefined;
  for (const readings of groups(spansOf(heard))) {
    let hit = false;
    let miss: ReturnType<typeof say> | undefined;
    for (const span of readings) {
      const result = await findInvoice(scope.tx, debtor, scope.now, span.raw);
      if (result.ok) {
        found.set(result.invoice.id, result.invoice);
        last = span;
        hit = true;
        break;
      }
      if (result.reason === 'ambiguous') {
        miss = say('invoice.several', { list: { list: result.candidates.map((one) => one.number) } });
        break;
      }
      const meant = span.labelled || fitOf(heard, span) === 'whole';
      if (result.reason === 'not_found' && meant && !hit)
        miss ??= say('invoice.not_found', { number: span.raw });
    }
    if (!hit) refused ??= miss;
  }
  if (refused) return { ok: false, refused };
  if (found.size === 0 || !last) return { ok: false };
  const whole = found.size === 1 && fitOf(heard, last) === 'whole';
  return { ok: true, invoices: [...found.values()], fit: whole ? 'whole' : 'part' };
}

/** References as understood; where there are none, words with digits, which a ledger may number by. */
function spansOf(heard: Heard): Span[] {
  const references = entitiesOf(heard, 'reference');
  if (references.length > 0) return references;
  if (heard.understood.entities.some((one) => one.type === 'amount' || one.type === 'date')) return [];
  const words = [...heard.text.matchAll(/[\p{L}\p{N}][\p{L}\p{N}/._-]*/gu)];
  return words
    .filter((word) => (word[0].match(/\p{N}/gu) ?? []).length >= 3)
    .map((word) => ({
      start: word.index,
      end: word.index + word[0].length,
      raw: word[0],
      labelled: false,
    }));
}

/** Overlapping spans are readings of one number ("inv 12" and "12"); the longest is tried first. */
function groups(spans: readonly Span[]): Span[][] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
  const all: Span[][] = [];
  for (const span of sorted) {
    const current = all.at(-1);
    if (current?.some((one) => span.start < one.end)) current.push(span);
    else all.push([span]);
  }
  return all;
}
