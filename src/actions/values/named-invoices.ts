import type { Heard } from '../../dialog/action.ts';
import { say } from '../../dialog/reply.ts';
import { entitiesOf } from '../../dialog/values/fit.ts';
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
  const spans: Span[] = [];
  for (const readings of groups(spansOf(heard))) {
    let hit = false;
    let miss: ReturnType<typeof say> | undefined;
    for (const span of readings) {
      const result = await findInvoice(scope.tx, debtor, scope.now, span.raw);
      if (result.ok) {
        found.set(result.invoice.id, result.invoice);
        spans.push(span);
        hit = true;
        break;
      }
      if (result.reason === 'ambiguous') {
        miss = say('invoice.several', { list: { list: result.candidates.map((one) => one.number) } });
        break;
      }
      const meant = readings.some((one) => one.labelled) || fitOfAll(heard, [span]) === 'whole';
      if (result.reason === 'not_found' && meant && !hit)
        miss ??= say('invoice.not_found', { number: shortened(span.raw) });
    }
    if (!hit) refused ??= miss;
  }
  if (refused) return { ok: false, refused };
  if (found.size === 0) return { ok: false };
  return { ok: true, invoices: [...found.values()], fit: fitOfAll(heard, spans) };
}

/** No number of an invoice is longer; what is said back stays one. */
const LONGEST = 40;

function shortened(raw: string): string {
  return raw.length <= LONGEST ? raw : `${raw.slice(0, LONGEST - 1)}…`;
}

/** 'whole' when nothing stands beside the spans but signs and a word between each two ("0009 dan 0012"). */
export function fitOfAll(heard: Heard, spans: readonly { start: number; end: number }[]): 'whole' | 'part' {
  let beside = heard.text;
  for (const span of [...spans].sort((a, b) => b.start - a.start)) {
    beside = `${beside.slice(0, span.start)} ${beside.slice(span.end)}`;
  }
  const words = beside.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length < spans.length ? 'whole' : 'part';
}

/** A number as it is typed in one piece: letters and digits joined by the signs numbers are written with. */
const PIECE = /[\p{L}\p{N}]+(?:[/._#-]+[\p{L}\p{N}]+)*/gu;

/**
 * References as understood, and the whole piece around each: a ledger's format may be one the
 * understanding cuts in two. Where there are none, pieces with digits, which a ledger may number by.
 */
function spansOf(heard: Heard): Span[] {
  const pieces = [...heard.text.matchAll(PIECE)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    raw: match[0],
    labelled: false,
  }));
  const references = entitiesOf(heard, 'reference');
  if (references.length > 0) {
    const around = pieces.filter((piece) =>
      references.some((one) => piece.start <= one.start && one.end <= piece.end && piece.raw !== one.raw),
    );
    return [...around, ...references];
  }
  if (heard.understood.entities.some((one) => one.type === 'amount' || one.type === 'date')) return [];
  return pieces.filter((piece) => (piece.raw.match(/\p{N}/gu) ?? []).length >= 3);
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
