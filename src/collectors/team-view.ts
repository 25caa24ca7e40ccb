import type { ReadTx } from '../storage/database.ts';
import { type AccountRow, allAccounts } from './account-repository.ts';
import { creditorsIn, creditorsOf, type ScopeCreditor } from './creditor-scope.ts';
import { allows, type Role } from './permissions.ts';
import { overlaps } from './reach.ts';
import { mayCreditor, type SignedInCollector } from './signed-in.ts';
import { allTeams, creditorsOfTeam, onlineNow, openHandoffs } from './team-repository.ts';

export interface TeamMember {
  id: number;
  /** null for who may not manage the team. */
  email: string | null;
  name: string;
  firstName: string;
  role: Role;
  teamId: number | null;
  creditorIds: number[];
  locale: 'id' | 'en';
  online: boolean;
  openHandoffs: number;
  disabled: boolean;
  secondFactor: boolean;
}

export interface TeamOverview {
  teams: { id: number; name: string; creditorIds: number[] }[];
  collectors: TeamMember[];
  creditors: ScopeCreditor[];
}

/**
 * Who works here, as far as `viewer` has to do with them: people and teams that share a creditor with
 * them, and of those only the shared ones. `now` in epoch ms.
 */
export function teamOverview(tx: ReadTx, viewer: SignedInCollector, now: number): TeamOverview {
  const visible = (ids: readonly number[]) => ids.filter((id) => mayCreditor(viewer, id));
  const manages = allows(viewer.role, 'manage_team');
  const online = onlineNow(tx, now);
  const open = openHandoffs(tx, viewer.creditors);
  const member = (account: AccountRow): TeamMember => ({
    id: account.id,
    email: manages || account.id === viewer.collectorId ? account.email : null,
    name: account.name,
    firstName: account.first_name,
    role: account.role,
    teamId: account.team_id,
    creditorIds: account.role === 'collector' ? visible(creditorsOf(tx, account) as readonly number[]) : [],
    locale: account.locale,
    online: online.has(account.id),
    openHandoffs: open.get(account.id) ?? 0,
    disabled: account.disabled_at !== null,
    secondFactor: account.totp_confirmed_at !== null,
  });
  const teams = allTeams(tx).map((team) => ({ ...team, creditorIds: creditorsOfTeam(tx, team.id) }));
  return {
    teams: teams
      .filter((team) => overlaps(viewer, team.creditorIds))
      .map((team) => ({ ...team, creditorIds: visible(team.creditorIds) })),
    collectors: allAccounts(tx)
      .filter((one) => one.id === viewer.collectorId || overlaps(viewer, creditorsOf(tx, one)))
      .map(member),
    creditors: creditorsIn(tx, viewer.creditors),
  };
}
