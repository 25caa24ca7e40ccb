import type { Clock } from '../shared/clock.ts';
import type { Vault } from '../shared/vault.ts';
import { createVault } from '../shared/vault.ts';
import type { Database, Tx } from '../storage/database.ts';
import {
  type AccountRow,
  accountByEmail,
  normalEmail,
  setFailures,
  spendTotpStep,
} from './account-repository.ts';
import { recordAuditOf } from './audit.ts';
import { clearSubject, forgetFailures, takeAccountTry, takeBackTry, takeTry } from './lockout.ts';
import { passwordMatches } from './passwords.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import { spendRecoveryCode } from './recovery-codes.ts';
import { type SignInSecrets, signInSecrets } from './secrets.ts';
import {
  endSession,
  forgetSessions,
  type LiveSession,
  liveSession,
  openSession,
  stepOf,
} from './session-repository.ts';
import { totpStepOf } from './totp.ts';

export type SignInStepName = LiveSession['step'];
export type Locked = { ok: false; reason: 'locked'; retryAfter: number };
/** The token is a new one at every step: what was known before opens nothing after. */
export type StepDone = { ok: true; token: string; step: SignInStepName };

const KEEP_SESSIONS_MS = 90 * 24 * 60 * 60_000;

/** What the steps of signing in share. */
export interface SignInContext {
  database: Database;
  clock: Clock;
  secrets: SignInSecrets;
  vault: Vault;
}

/** `key` is DATA_KEY. */
export function signInContext(options: { database: Database; clock: Clock; key: string }): SignInContext {
  const { database, clock, key } = options;
  return { database, clock, secrets: signInSecrets(key), vault: createVault(key, 'second-factor') };
}

/**
 * The first step. An e-mail that is not on file costs the same time, counts and locks like any other.
 * `address` is the network's (`addressKey`), `device` what the browser calls itself.
 */
export async function signInWithPassword(
  { database, clock, secrets }: SignInContext,
  given: { email: string; password: string; address: string; device?: string | undefined },
): Promise<StepDone | Locked | { ok: false; reason: 'wrong_credentials' }> {
  const email = {
    hash: secrets.subjectHash('email', normalEmail(given.email)),
    policy: SIGN_IN_POLICY.emailLock,
  };
  const address = { hash: secrets.subjectHash('address', given.address), policy: SIGN_IN_POLICY.addressLock };
  const { account, retryAfter } = await database.write(async (tx) => ({
    ...takeTry(tx, [email, address], clock.now()),
    account: accountByEmail(tx, given.email),
  }));
  if (retryAfter > 0) return { ok: false, reason: 'locked', retryAfter };
  const right = await passwordMatches(account?.password_hash, given.password);
  return database.write(async (tx) => {
    const at = clock.now();
    // Anything may have changed while the password was checked.
    const now = accountByEmail(tx, given.email);
    if (!right || !now || now.disabled_at !== null || now.password_hash !== account?.password_hash) {
      recordAuditOf(tx, null, { at, what: 'sign_in_failed', detail: account ? String(account.id) : null });
      return { ok: false, reason: 'wrong_credentials' };
    }
    clearSubject(tx, email.hash);
    takeBackTry(tx, address.hash);
    const { token } = openSession(tx, {
      collectorId: now.id,
      stage: 'password',
      now: at,
      device: given.device ?? null,
    });
    return { ok: true, token, step: stepOf('password', now) };
  });
}

/** The second factor of a session that has shown its password: a code of the app, or a recovery code. */
export function confirmSecondFactor(
  { database, clock, secrets, vault }: SignInContext,
  token: string,
  given: { code: string } | { recoveryCode: string },
  address: string,
): Promise<StepDone | Locked | { ok: false; reason: 'signed_out' | 'wrong_code' }> {
  return database.write(async (tx) => {
    const at = clock.now();
    const live = liveSession(tx, token, at);
    if (live?.step !== 'code') return { ok: false, reason: 'signed_out' };
    const { account } = live;
    const { retryAfter } = takeAccountTry(tx, account, SIGN_IN_POLICY.factorLock, at);
    if (retryAfter > 0) return { ok: false, reason: 'locked', retryAfter };
    const right =
      'code' in given
        ? await codeIsRight(tx, vault, account, given.code, at)
        : spendRecoveryCode(tx, secrets, account.id, given.recoveryCode, at);
    if (!right) {
      recordAuditOf(tx, null, { at, what: 'second_factor_failed', detail: String(account.id) });
      return { ok: false, reason: 'wrong_code' };
    }
    if ('recoveryCode' in given) recordAuditOf(tx, account.id, { at, what: 'recovery_code_used' });
    clearSubject(tx, secrets.subjectHash('address', address));
    return { ok: true, ...fullSession(tx, live, at) };
  });
}

/** Ends the half session and opens the whole one, under a new token. */
export function fullSession(tx: Tx, { session, account }: LiveSession, at: number): Omit<StepDone, 'ok'> {
  endSession(tx, session.id, at);
  setFailures(tx, account.id, 0, null);
  forgetFailures(tx, at - SIGN_IN_POLICY.emailLock.forgetMs);
  forgetSessions(tx, at - KEEP_SESSIONS_MS);
  recordAuditOf(tx, account.id, { at, what: 'signed_in' });
  const { token } = openSession(tx, {
    collectorId: account.id,
    stage: 'full',
    now: at,
    device: session.device,
  });
  return { token, step: stepOf('full', account) };
}

async function codeIsRight(
  tx: Tx,
  vault: Vault,
  account: AccountRow,
  code: string,
  now: number,
): Promise<boolean> {
  if (!account.totp_sealed) return false;
  const secret = vault.open(account.totp_sealed, totpContext(account.id)).toString('utf8');
  const step = await totpStepOf(secret, code, now);
  return step !== undefined && spendTotpStep(tx, account.id, step);
}

/** What a sealed second factor is bound to: it opens on no other account. */
export function totpContext(collectorId: number): string {
  return `collector-totp:${collectorId}`;
}
