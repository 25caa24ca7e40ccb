import { assertSignedIn, type SignedInCollector } from '../collectors/index.ts';
import type { Database } from '../storage/database.ts';
import { scopeOf } from './queue-filter.ts';
import { type ReportRow, selectSince } from './queue-report-repository.ts';

/** How promises were kept for one creditor and reason; a row of the contract's ServiceLevelReport. */
export interface ServiceLevelRow {
  creditor: { id: number; name: string };
  reason: string;
  handoffs: number;
  firstAnswer: { met: number; breached: number; medianMinutes: number | null };
  nextAnswer: { met: number; breached: number };
  resolution: { met: number; breached: number; medianMinutes: number | null };
  rating: { count: number; average: number | null };
}

/** Rows read at a time, so that nobody else's request waits behind a report. */
const CHUNK = 1000;

interface Sums extends Omit<ServiceLevelRow, 'firstAnswer' | 'resolution' | 'rating'> {
  first: { met: number; breached: number; minutes: number[] };
  resolved: { met: number; breached: number; minutes: number[] };
  scores: number[];
}

/**
 * Met and missed by creditor and reason, of handoffs that began at or after `since` (epoch ms). What still runs and is not
 * late counts as neither; times are minutes of open time.
 */
export async function serviceLevelReport(
  database: Database,
  collector: SignedInCollector,
  since: number,
): Promise<ServiceLevelRow[]> {
  assertSignedIn(collector);
  const scope = scopeOf(collector);
  const sums = new Map<string, Sums>();
  for (let at = since, id = 0; ; ) {
    const rows = await database.read(async (tx) => selectSince(tx, { scope, at, id, limit: CHUNK }));
    for (const row of rows) add(sums, row);
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) break;
    ({ createdAt: at, id } = last);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
  return [...sums.values()]
    .map(finished)
    .sort((a, b) => compare(a.creditor.name, b.creditor.name) || compare(a.reason, b.reason));
}

function add(sums: Map<string, Sums>, row: ReportRow): void {
  const key = `${row.creditorId} ${row.reason}`;
  const sum = sums.get(key) ?? {
    creditor: { id: row.creditorId, name: row.creditorName },
    reason: row.reason,
    handoffs: 0,
    first: { met: 0, breached: 0, minutes: [] },
    nextAnswer: { met: 0, breached: 0 },
    resolved: { met: 0, breached: 0, minutes: [] },
    scores: [],
  };
  sums.set(key, sum);
  const missed = row.missed?.split(',') ?? [];
  sum.handoffs++;
  if (missed.includes('first_answer')) sum.first.breached++;
  else if (row.answeredAt !== null && row.firstDueAt !== null) sum.first.met++;
  sum.nextAnswer.met += row.nextAnswersMet;
  sum.nextAnswer.breached += missed.filter((what) => what === 'next_answer').length;
  if (missed.includes('resolution')) sum.resolved.breached++;
  else if (row.state === 'closed' && row.resolutionMinutes !== null) sum.resolved.met++;
  if (row.firstAnswerMinutes !== null) sum.first.minutes.push(row.firstAnswerMinutes);
  if (row.resolutionMinutes !== null) sum.resolved.minutes.push(row.resolutionMinutes);
  if (row.score !== null) sum.scores.push(row.score);
}

function finished({ first, resolved, scores, ...sum }: Sums): ServiceLevelRow {
  const total = scores.reduce((a, b) => a + b, 0);
  return {
    ...sum,
    firstAnswer: { met: first.met, breached: first.breached, medianMinutes: median(first.minutes) },
    resolution: { met: resolved.met, breached: resolved.breached, medianMinutes: median(resolved.minutes) },
    rating: { count: scores.length, average: scores.length > 0 ? total / scores.length : null },
  };
}

function median(values: number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const value = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return Math.round(value * 10) / 10;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
