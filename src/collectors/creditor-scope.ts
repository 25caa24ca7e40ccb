import { type ReadTx, sqlStatement } from '../storage/database.ts';
import type { Role } from './permissions.ts';

const own = sqlStatement<[number], { id: number }>(
  'SELECT creditor_id AS id FROM collector_creditors WHERE collector_id = ? ORDER BY creditor_id',
);
const ofTeam = sqlStatement<[number], { id: number }>(
  'SELECT creditor_id AS id FROM team_creditors WHERE team_id = ? ORDER BY creditor_id',
);

/**
 * The creditors whose cases a person may see: a collector's own; everybody else all of their team's,
 * or every creditor when they belong to no team.
 */
export function creditorsOf(
  tx: ReadTx,
  account: { id: number; role: Role; team_id: number | null },
): 'all' | readonly number[] {
  if (account.role === 'collector') return ids(own(tx).all(account.id));
  return account.team_id === null ? 'all' : ids(ofTeam(tx).all(account.team_id));
}

const ids = (rows: { id: number }[]) => Object.freeze(rows.map((row) => row.id));

/** What the console says of a creditor. */
export interface ScopeCreditor {
  id: number;
  slug: string;
  name: string;
  timeZone: string;
  currency: string;
}

const creditors = sqlStatement<[], ScopeCreditor>(
  'SELECT id, slug, name, time_zone AS timeZone, currency FROM creditors ORDER BY name, id',
);

/** The creditors of a scope, by name. */
export function creditorsIn(tx: ReadTx, scope: 'all' | readonly number[]): ScopeCreditor[] {
  const rows = creditors(tx).all();
  return scope === 'all' ? rows : rows.filter((row) => scope.includes(row.id));
}
