import type { ServiceLevelReport } from '../../../../http/contract/console.ts';

type Row = ServiceLevelReport['rows'][number];
type Kept = { met: number; breached: number };

export interface Totals {
  handoffs: number;
  firstAnswer: Kept;
  nextAnswer: Kept;
  resolution: Kept;
  rating: Row['rating'];
}

/** All rows together. Medians cannot be added up and are left out; the rating is weighted by its answers. */
export function totalsOf(rows: readonly Row[]): Totals {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0);
  const kept = (of: (row: Row) => Kept): Kept => ({
    met: sum((row) => of(row).met),
    breached: sum((row) => of(row).breached),
  });
  const count = sum((row) => row.rating.count);
  const stars = sum((row) => (row.rating.average ?? 0) * row.rating.count);
  return {
    handoffs: sum((row) => row.handoffs),
    firstAnswer: kept((row) => row.firstAnswer),
    nextAnswer: kept((row) => row.nextAnswer),
    resolution: kept((row) => row.resolution),
    rating: { count, average: count === 0 ? null : stars / count },
  };
}
