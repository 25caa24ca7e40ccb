import type { ConsoleLocale, Creditor, Role } from './common.ts';

/** GET /team (read_team) */
export interface TeamView {
  teams: TeamItem[];
  collectors: CollectorItem[];
  /** Every creditor an administrator can give away; for others their own. */
  creditors: Creditor[];
}

export interface TeamItem {
  id: number;
  name: string;
  creditorIds: number[];
}

export interface CollectorItem {
  id: number;
  /** Only for who may manage the team. */
  email: string | null;
  name: string;
  firstName: string;
  role: Role;
  teamId: number | null;
  creditorIds: number[];
  locale: ConsoleLocale;
  online: boolean;
  openHandoffs: number;
  disabled: boolean;
  secondFactor: boolean;
}

/** POST /team/teams, PATCH /team/teams/:id (manage_team) → TeamView. 422: fields.name `taken`, fields.creditorIds `unknown`. */
export interface TeamInput {
  name: string;
  creditorIds: number[];
}

/** POST /team/collectors (manage_team). Answer: NewCollector; the password is shown this once. */
export interface CollectorInput {
  email: string;
  name: string;
  firstName: string;
  role: Role;
  teamId: number | null;
  creditorIds: number[];
  locale: ConsoleLocale;
}
export interface NewCollector {
  collector: CollectorItem;
  password: string;
}

/**
 * PATCH /team/collectors/:id (manage_team): any of the fields, and `disabled` → CollectorItem. POST …/:id/reset →
 * NewCollector: new password, second factor taken off, signed out. 422: fields.email `taken`, fields.teamId and
 * fields.creditorIds `unknown`. 409 `own_role` (nobody changes their own), `last_admin`. 403: more than one sees.
 */
export type CollectorChange = Partial<CollectorInput> & { disabled?: boolean };
