import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import type { Role } from './permissions.ts';

/** A row of `collectors`. */
export interface AccountRow {
  id: number;
  email: string;
  name: string;
  first_name: string;
  role: Role;
  team_id: number | null;
  locale: 'id' | 'en';
  password_hash: string;
  must_change_password: 0 | 1;
  totp_sealed: Buffer | null;
  totp_confirmed_at: number | null;
  totp_last_step: number | null;
  failures: number;
  locked_until: number | null;
  preferences: string;
  disabled_at: number | null;
}

const byId = sqlStatement<[number], AccountRow>('SELECT * FROM collectors WHERE id = ?');
const byEmail = sqlStatement<[string], AccountRow>('SELECT * FROM collectors WHERE email = ?');
const everybody = sqlStatement<[], AccountRow>('SELECT * FROM collectors ORDER BY name, id');

export const accountById = (tx: ReadTx, id: number) => byId(tx).get(id);
export const accountByEmail = (tx: ReadTx, email: string) => byEmail(tx).get(normalEmail(email));
export const allAccounts = (tx: ReadTx) => everybody(tx).all();

/** As e-mails are stored and compared. */
export function normalEmail(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

const insert = sqlStatement<NewAccountRow>(
  `INSERT INTO collectors (email, name, first_name, role, team_id, locale, password_hash, created_at)
   VALUES (@email, @name, @firstName, @role, @teamId, @locale, @passwordHash, @now)`,
);
export interface NewAccountRow {
  email: string;
  name: string;
  firstName: string;
  role: Role;
  teamId: number | null;
  locale: 'id' | 'en';
  passwordHash: string;
  now: number;
}
/** Returns the new account's id; it must change its password and enrol a second factor. */
export const insertAccount = (tx: Tx, row: NewAccountRow) => Number(insert(tx).run(row).lastInsertRowid);

const update = sqlStatement<Omit<NewAccountRow, 'passwordHash' | 'now'> & { id: number }>(
  `UPDATE collectors SET email = @email, name = @name, first_name = @firstName, role = @role,
     team_id = @teamId, locale = @locale WHERE id = @id`,
);
export const updateAccount = (tx: Tx, row: Omit<NewAccountRow, 'passwordHash' | 'now'> & { id: number }) =>
  update(tx).run(row);

const disable = sqlStatement<[number | null, number]>('UPDATE collectors SET disabled_at = ? WHERE id = ?');
/** `at` null enables again. */
export const setDisabled = (tx: Tx, id: number, at: number | null) => disable(tx).run(at, id);

const password = sqlStatement<[string, 0 | 1, number]>(
  'UPDATE collectors SET password_hash = ?, must_change_password = ? WHERE id = ?',
);
export const setPassword = (tx: Tx, id: number, hash: string, mustChange: boolean) =>
  password(tx).run(hash, mustChange ? 1 : 0, id);

const seal = sqlStatement<[Buffer | null, number]>(
  `UPDATE collectors SET totp_sealed = ?, totp_confirmed_at = NULL, totp_last_step = NULL WHERE id = ?`,
);
/** A second factor not yet confirmed; null takes it off. */
export const setTotp = (tx: Tx, id: number, sealed: Buffer | null) => seal(tx).run(sealed, id);

const confirm = sqlStatement<[number, number]>(
  'UPDATE collectors SET totp_confirmed_at = ? WHERE id = ? AND totp_confirmed_at IS NULL',
);
export const confirmTotp = (tx: Tx, id: number, now: number) => confirm(tx).run(now, id).changes === 1;

const spendStep = sqlStatement<{ id: number; step: number }>(
  `UPDATE collectors SET totp_last_step = @step
   WHERE id = @id AND (totp_last_step IS NULL OR totp_last_step < @step)`,
);
/** False when this step's code, or a later one, was used before. */
export const spendTotpStep = (tx: Tx, id: number, step: number) =>
  spendStep(tx).run({ id, step }).changes === 1;

const count = sqlStatement<[number, number | null, number]>(
  'UPDATE collectors SET failures = ?, locked_until = ? WHERE id = ?',
);
export const setFailures = (tx: Tx, id: number, failures: number, lockedUntil: number | null) =>
  count(tx).run(failures, lockedUntil, id);

const profile = sqlStatement<{
  id: number;
  name: string;
  firstName: string;
  locale: 'id' | 'en';
  preferences: string;
}>(
  `UPDATE collectors SET name = @name, first_name = @firstName, locale = @locale, preferences = @preferences
   WHERE id = @id`,
);
export const updateProfile = (tx: Tx, row: Parameters<ReturnType<typeof profile>['run']>[0]) =>
  profile(tx).run(row);

const otherAdmins = sqlStatement<[number], { found: number }>(
  `SELECT count(*) AS found FROM collectors WHERE role = 'admin' AND team_id IS NULL AND disabled_at IS NULL AND id <> ?`,
);
/** Administrators of the whole house who could still sign in without this one. */
export const countOtherAdmins = (tx: ReadTx, id: number) => otherAdmins(tx).get(id)!.found;

const forget = sqlStatement<[number]>('DELETE FROM collector_creditors WHERE collector_id = ?');
const give = sqlStatement<[number, number]>('INSERT INTO collector_creditors VALUES (?, ?)');
/** Replaces a collector's own creditors. */
export function setOwnCreditors(tx: Tx, id: number, creditorIds: readonly number[]): void {
  forget(tx).run(id);
  for (const creditorId of new Set(creditorIds)) give(tx).run(id, creditorId);
}
