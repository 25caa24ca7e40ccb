import type { Tx } from '../storage/database.ts';
import { recordAudit } from './audit.ts';
import { creditorsIn } from './creditor-scope.ts';
import { reaches } from './reach.ts';
import type { SignedInCollector } from './signed-in.ts';
import {
  creditorsOfTeam,
  insertTeam,
  renameTeam,
  setTeamCreditors,
  teamById,
  teamByName,
} from './team-repository.ts';

export interface TeamInput {
  /** Passed names.ts. */
  name: string;
  creditorIds: readonly number[];
}
export type TeamAnswer =
  | { ok: true; id: number }
  | { ok: false; reason: 'not_found' | 'name_taken' | 'unknown_creditor' | 'beyond_reach' };

/** Adds a team, or changes the one of `id`: its name, and the creditors of everybody in it. */
export async function saveTeam(
  tx: Tx,
  by: SignedInCollector,
  id: number | undefined,
  input: TeamInput,
  now: number,
): Promise<TeamAnswer> {
  if (id !== undefined && (!teamById(tx, id) || !reaches(by, creditorsOfTeam(tx, id))))
    return { ok: false, reason: 'not_found' };
  const same = teamByName(tx, input.name);
  if (same && same.id !== id) return { ok: false, reason: 'name_taken' };
  if (creditorsIn(tx, input.creditorIds).length !== new Set(input.creditorIds).size)
    return { ok: false, reason: 'unknown_creditor' };
  if (!reaches(by, input.creditorIds)) return { ok: false, reason: 'beyond_reach' };
  const saved = id ?? insertTeam(tx, input.name, now);
  if (id !== undefined) renameTeam(tx, id, input.name);
  setTeamCreditors(tx, saved, input.creditorIds);
  const what = id === undefined ? 'team_added' : 'team_changed';
  await recordAudit(tx, { at: now, collector: by, what, detail: String(saved) });
  tx.announce({ kind: 'team' });
  return { ok: true, id: saved };
}
