import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { PERMISSIONS, type Role } from './permissions.ts';
import { SIGN_IN_POLICY } from './policy.ts';

const touch = sqlStatement<[number, number, 0 | 1]>(
  `INSERT INTO collector_presence (collector_id, online_until, away) VALUES (?, ?, ?)
   ON CONFLICT (collector_id) DO UPDATE SET online_until = excluded.online_until, away = excluded.away`,
);

/**
 * Marks that a collector has the console open, for the next 90 seconds; `online: false` that they have
 * just closed it. `now` in epoch ms.
 */
export function touchPresence(
  tx: Tx,
  collectorId: number,
  now: number,
  { away, online = true }: { away: boolean; online?: boolean },
): void {
  touch(tx).run(collectorId, online ? now + SIGN_IN_POLICY.presenceMs : now, away ? 1 : 0);
}

interface OnlineRow {
  id: number;
  name: string;
  first_name: string;
  role: Role;
}

/** Own creditors for a collector; for others the team's, or all without a team: as in creditor-scope. */
const online = sqlStatement<{ now: number; creditorId: number | null }, OnlineRow>(
  `SELECT c.id, c.name, c.first_name, c.role FROM collector_presence p JOIN collectors c ON c.id = p.collector_id
   WHERE p.online_until > @now AND p.away = 0 AND c.disabled_at IS NULL AND (
     @creditorId IS NULL
     OR (c.role = 'collector' AND EXISTS (SELECT 1 FROM collector_creditors o
           WHERE o.collector_id = c.id AND o.creditor_id = @creditorId))
     OR (c.role <> 'collector' AND (c.team_id IS NULL OR EXISTS (SELECT 1 FROM team_creditors t
           WHERE t.team_id = c.team_id AND t.creditor_id = @creditorId))))
   ORDER BY c.id`,
);

/** Who could take a conversation of this creditor now: at the console, not away, and allowed to work on it. */
export function onlineCollectors(
  tx: ReadTx,
  creditorId: number | null,
  now: number,
): { id: number; name: string; firstName: string }[] {
  const workers: readonly Role[] = PERMISSIONS.work;
  return online(tx)
    .all({ now, creditorId })
    .filter((row) => workers.includes(row.role))
    .map(({ id, name, first_name: firstName }) => ({ id, name, firstName }));
}
