import type { ReadTx } from '../storage/database.ts';
import { accountByEmail, allAccounts } from './account-repository.ts';
import { creditorsIn, creditorsOf } from './creditor-scope.ts';
import type { Role } from './permissions.ts';
import { teamByName } from './team-repository.ts';

/** An account as the command line lists it: for who runs the server, so without a key. */
export interface ListedAccount {
  email: string;
  name: string;
  role: Role;
  /** Slugs of the creditors they see. */
  sees: 'all' | string[];
  disabled: boolean;
  secondFactor: boolean;
}

export function listAccounts(tx: ReadTx): ListedAccount[] {
  return allAccounts(tx).map((account) => {
    const scope = creditorsOf(tx, account);
    return {
      email: account.email,
      name: account.name,
      role: account.role,
      sees: scope === 'all' ? scope : creditorsIn(tx, scope).map((creditor) => creditor.slug),
      disabled: account.disabled_at !== null,
      secondFactor: account.totp_confirmed_at !== null,
    };
  });
}

export function accountIdOf(tx: ReadTx, email: string): number | undefined {
  return accountByEmail(tx, email)?.id;
}

export function teamNamed(tx: ReadTx, name: string): { id: number } | undefined {
  return teamByName(tx, name);
}
