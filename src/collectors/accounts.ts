import type { ReadTx, Tx } from '../storage/database.ts';
import {
  type AccountRow,
  accountByEmail,
  accountById,
  countOtherAdmins,
  insertAccount,
  normalEmail,
  setDisabled,
  setFailures,
  setOwnCreditors,
  setPassword,
  setTotp,
  updateAccount,
} from './account-repository.ts';
import { recordAudit } from './audit.ts';
import { creditorsIn, creditorsOf } from './creditor-scope.ts';
import { hashPassword, randomPassword } from './passwords.ts';
import type { Role } from './permissions.ts';
import { reaches, type Scope } from './reach.ts';
import { forgetRecoveryCodes } from './recovery-codes.ts';
import { endSessionsOf } from './session-repository.ts';
import type { SignedInCollector } from './signed-in.ts';
import { creditorsOfTeam, teamById } from './team-repository.ts';

/** Names and e-mail must have passed names.ts. */
export interface AccountInput {
  email: string;
  name: string;
  firstName: string;
  role: Role;
  teamId: number | null;
  /** A collector's own; for other roles the team's count, and these are dropped. */
  creditorIds: readonly number[];
  locale: 'id' | 'en';
}

export type AccountRefusal =
  | 'not_found'
  | 'email_taken'
  | 'unknown_team'
  | 'unknown_creditor'
  /** More creditors than the administrator sees. */
  | 'beyond_reach'
  /** Nobody changes their own role, creditors or standing. */
  | 'own_role'
  /** Nobody would be left to manage the whole house. */
  | 'last_admin';
export type AccountAnswer = { ok: true; id: number } | { ok: false; reason: AccountRefusal };

/** Who does it: an administrator, or null for the command line. */
type By = SignedInCollector | null;

/** A random password for telling once, and its hash. Hashing is slow: made before the transaction begins. */
export async function firstPassword(): Promise<{ password: string; hash: string }> {
  const password = randomPassword();
  return { password, hash: await hashPassword(password) };
}

/** Adds an account whose first sign-in changes the password and enrols a second factor. `now` in epoch ms. */
export async function addAccount(
  tx: Tx,
  by: By,
  input: AccountInput,
  passwordHash: string,
  now: number,
): Promise<AccountAnswer> {
  const refusal = unfit(tx, by, input);
  if (refusal) return { ok: false, reason: refusal };
  const id = insertAccount(tx, { ...input, email: normalEmail(input.email), passwordHash, now });
  setOwnCreditors(tx, id, input.role === 'collector' ? input.creditorIds : []);
  await recordAudit(tx, { at: now, collector: by, what: 'collector_added', detail: `${id} ${input.role}` });
  tx.announce({ kind: 'team' });
  return { ok: true, id };
}

export type AccountChange = { [K in keyof AccountInput]?: AccountInput[K] | undefined } & {
  disabled?: boolean | undefined;
};

/** Changes what is given; what is left out stays. A new role, or none any more, signs the person out. */
export async function changeAccount(
  tx: Tx,
  by: By,
  id: number,
  change: AccountChange,
  now: number,
): Promise<AccountAnswer> {
  const before = reachable(tx, by, id);
  if (!before) return { ok: false, reason: 'not_found' };
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const own = before.role === 'collector' ? (creditorsOf(tx, before) as readonly number[]) : [];
  const { disabled, ...after }: AccountInput & { disabled: boolean } = {
    email: before.email,
    name: before.name,
    firstName: before.first_name,
    role: before.role,
    teamId: before.team_id,
    creditorIds: own,
    locale: before.locale,
    disabled: before.disabled_at !== null,
    ...given,
  };
  const standing = after.role !== before.role || disabled !== (before.disabled_at !== null);
  const scope =
    after.teamId !== before.team_id || [...after.creditorIds].sort().join() !== [...own].sort().join();
  if (by?.collectorId === id && (standing || scope)) return { ok: false, reason: 'own_role' };
  if (isHeadAdmin(before) && !(after.role === 'admin' && after.teamId === null && !disabled)) {
    if (countOtherAdmins(tx, id) === 0) return { ok: false, reason: 'last_admin' };
  }
  const refusal = unfit(tx, by, after, id);
  if (refusal) return { ok: false, reason: refusal };
  updateAccount(tx, { ...after, id, email: normalEmail(after.email) });
  setOwnCreditors(tx, id, after.role === 'collector' ? after.creditorIds : []);
  if (disabled !== (before.disabled_at !== null)) setDisabled(tx, id, disabled ? now : null);
  if (standing) endSessionsOf(tx, id, now);
  tx.announce({ kind: 'team' });
  const detail = `${id} ${Object.keys(given).sort().join(' ')}`;
  await recordAudit(tx, { at: now, collector: by, what: 'collector_changed', detail });
  return { ok: true, id };
}

/** A new first password; the second factor and recovery codes are taken off, every session ends. */
export async function resetAccount(
  tx: Tx,
  by: By,
  id: number,
  passwordHash: string,
  now: number,
): Promise<AccountAnswer> {
  if (!reachable(tx, by, id)) return { ok: false, reason: 'not_found' };
  // Or an unwatched screen would be enough to get rid of somebody's second factor.
  if (by?.collectorId === id) return { ok: false, reason: 'own_role' };
  setPassword(tx, id, passwordHash, true);
  setTotp(tx, id, null);
  forgetRecoveryCodes(tx, id);
  setFailures(tx, id, 0, null);
  endSessionsOf(tx, id, now);
  await recordAudit(tx, { at: now, collector: by, what: 'collector_reset', detail: String(id) });
  return { ok: true, id };
}

function reachable(tx: ReadTx, by: By, id: number): AccountRow | undefined {
  const account = accountById(tx, id);
  return account && reaches(by, creditorsOf(tx, account)) ? account : undefined;
}

function unfit(tx: ReadTx, by: By, input: AccountInput, id?: number): AccountRefusal | undefined {
  const same = accountByEmail(tx, input.email);
  if (same && same.id !== id) return 'email_taken';
  if (input.teamId !== null && !teamById(tx, input.teamId)) return 'unknown_team';
  if (creditorsIn(tx, input.creditorIds).length !== new Set(input.creditorIds).size)
    return 'unknown_creditor';
  const scope: Scope =
    input.role === 'collector'
      ? input.creditorIds
      : input.teamId === null
        ? 'all'
        : creditorsOfTeam(tx, input.teamId);
  return reaches(by, scope) ? undefined : 'beyond_reach';
}

/** Manages the whole house, and could sign in. */
function isHeadAdmin(account: AccountRow): boolean {
  return account.role === 'admin' && account.team_id === null && account.disabled_at === null;
}
