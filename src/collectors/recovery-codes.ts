import { sqlStatement, type Tx } from '../storage/database.ts';
import { randomGroups } from './passwords.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import type { SignInSecrets } from './secrets.ts';

const forget = sqlStatement<[number]>('DELETE FROM collector_recovery_codes WHERE collector_id = ?');
const insert = sqlStatement<[number, string]>(
  'INSERT INTO collector_recovery_codes (collector_id, code_hash) VALUES (?, ?)',
);
const spend = sqlStatement<[number, number, string]>(
  'UPDATE collector_recovery_codes SET used_at = ? WHERE collector_id = ? AND code_hash = ? AND used_at IS NULL',
);

/** New codes for when the phone is lost, shown this once (59 random bits each); earlier ones stop working. */
export function makeRecoveryCodes(tx: Tx, secrets: SignInSecrets, collectorId: number): string[] {
  forgetRecoveryCodes(tx, collectorId);
  const codes = Array.from({ length: SIGN_IN_POLICY.recoveryCodes }, () => randomGroups(3, 4));
  for (const code of codes) insert(tx).run(collectorId, secrets.recoveryHash(collectorId, plain(code)));
  return codes;
}

/** True once for each code, however it was typed. */
export function spendRecoveryCode(
  tx: Tx,
  secrets: SignInSecrets,
  collectorId: number,
  typed: string,
  now: number,
): boolean {
  return spend(tx).run(now, collectorId, secrets.recoveryHash(collectorId, plain(typed))).changes === 1;
}

export function forgetRecoveryCodes(tx: Tx, collectorId: number): void {
  forget(tx).run(collectorId);
}

function plain(typed: string): string {
  return typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.-]/g, '')
    .slice(0, 64);
}
