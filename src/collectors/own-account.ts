import { accountById, setFailures, setPassword } from './account-repository.ts';
import { recordAuditOf } from './audit.ts';
import { takeAccountTry } from './lockout.ts';
import { hashPassword, type PasswordProblem, passwordMatches, passwordProblem } from './passwords.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { endSessionsOf, liveSession, openSession, stepOf } from './session-repository.ts';
import type { Locked, SignInContext, StepDone } from './sign-in.ts';
import type { SignedInCollector } from './signed-in.ts';

/**
 * A new password for whoever holds a whole session. The present one is asked for, except from a person
 * who has just signed in with the one they were given. Every session ends; a new one is opened.
 */
export async function changePassword(
  context: SignInContext,
  token: string,
  given: { current?: string | undefined; password: string },
): Promise<
  | StepDone
  | Locked
  | { ok: false; reason: 'signed_out' | 'wrong_password' }
  | { ok: false; reason: 'unfit'; problem: PasswordProblem }
> {
  const { database, clock } = context;
  const before = await database.read(async (tx) => liveSession(tx, token, clock.now()));
  if (before?.session.stage !== 'full') return { ok: false, reason: 'signed_out' };
  if (before.step === 'done') {
    const proven = await provePassword(context, before.account.id, given.current ?? '');
    if (!proven.ok) return proven;
  }
  const problem = passwordProblem(given.password, before.account.email);
  if (problem) return { ok: false, reason: 'unfit', problem };
  if (await passwordMatches(before.account.password_hash, given.password))
    return { ok: false, reason: 'unfit', problem: 'same_as_before' };
  const hash = await hashPassword(given.password);
  return database.write(async (tx) => {
    const at = clock.now();
    const live = liveSession(tx, token, at);
    // Reset or changed elsewhere while we hashed: that one counts.
    if (!live || live.account.password_hash !== before.account.password_hash)
      return { ok: false, reason: 'signed_out' };
    const { id } = live.account;
    setPassword(tx, id, hash, false);
    endSessionsOf(tx, id, at);
    recordAuditOf(tx, id, { at, what: 'password_changed' });
    const opened = openSession(tx, { collectorId: id, stage: 'full', now: at, device: live.session.device });
    return { ok: true, token: opened.token, step: stepOf('full', accountById(tx, id)!) };
  });
}

/** New recovery codes for who proves the password again; the old ones stop working. */
export async function renewRecoveryCodes(
  context: SignInContext,
  collector: SignedInCollector,
  password: string,
): Promise<
  { ok: true; recoveryCodes: string[] } | Locked | { ok: false; reason: 'wrong_password' | 'signed_out' }
> {
  const proven = await provePassword(context, collector.collectorId, password);
  if (!proven.ok) return proven;
  return context.database.write(async (tx) => {
    const at = context.clock.now();
    recordAuditOf(tx, collector.collectorId, { at, what: 'recovery_codes_renewed' });
    return { ok: true, recoveryCodes: makeRecoveryCodes(tx, context.secrets, collector.collectorId) };
  });
}

async function provePassword(
  { database, clock }: SignInContext,
  collectorId: number,
  password: string,
): Promise<{ ok: true } | Locked | { ok: false; reason: 'wrong_password' | 'signed_out' }> {
  const taken = await database.write(async (tx) => {
    const account = accountById(tx, collectorId);
    if (!account || account.disabled_at !== null) return undefined;
    return { account, ...takeAccountTry(tx, account, SIGN_IN_POLICY.factorLock, clock.now()) };
  });
  if (!taken) return { ok: false, reason: 'signed_out' };
  const { account, retryAfter } = taken;
  if (retryAfter > 0) return { ok: false, reason: 'locked', retryAfter };
  if (!(await passwordMatches(account.password_hash, password))) {
    await database.write(async (tx) =>
      recordAuditOf(tx, collectorId, { at: clock.now(), what: 'password_check_failed' }),
    );
    return { ok: false, reason: 'wrong_password' };
  }
  await database.write(async (tx) => setFailures(tx, collectorId, 0, null));
  return { ok: true };
}
