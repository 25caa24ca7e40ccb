import { confirmTotp, setTotp, spendTotpStep } from './account-repository.ts';
import { recordAuditOf } from './audit.ts';
import { takeAccountTry } from './lockout.ts';
import { SIGN_IN_POLICY } from './policy.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';
import { liveSession } from './session-repository.ts';
import { fullSession, type Locked, type SignInContext, type StepDone, totpContext } from './sign-in.ts';
import { enrolmentOf, newTotpSecret, totpStepOf } from './totp.ts';

/**
 * The second factor to enrol, while that is the step. Asked again it is the same one, so that a page
 * loaded twice does not spoil what the phone has read; a reset makes a new one.
 */
export function showEnrolment(
  { database, clock, vault }: SignInContext,
  token: string,
): Promise<{ ok: true; enrolment: ReturnType<typeof enrolmentOf> } | { ok: false; reason: 'signed_out' }> {
  return database.write(async (tx) => {
    const live = liveSession(tx, token, clock.now());
    if (live?.step !== 'enrol') return { ok: false, reason: 'signed_out' };
    const { id, email, totp_sealed: sealed } = live.account;
    const secret = sealed ? vault.open(sealed, totpContext(id)).toString('utf8') : newTotpSecret();
    if (!sealed) setTotp(tx, id, vault.seal(Buffer.from(secret), totpContext(id)));
    return { ok: true, enrolment: enrolmentOf(secret, email) };
  });
}

/** The first right code confirms it; the recovery codes are told this once. */
export function enrol(
  { database, clock, vault, secrets }: SignInContext,
  token: string,
  code: string,
): Promise<
  (StepDone & { recoveryCodes: string[] }) | Locked | { ok: false; reason: 'signed_out' | 'wrong_code' }
> {
  return database.write(async (tx) => {
    const at = clock.now();
    const live = liveSession(tx, token, at);
    if (live?.step !== 'enrol' || !live.account.totp_sealed) return { ok: false, reason: 'signed_out' };
    const { account } = live;
    const { retryAfter } = takeAccountTry(tx, account, SIGN_IN_POLICY.factorLock, at);
    if (retryAfter > 0) return { ok: false, reason: 'locked', retryAfter };
    const secret = vault.open(live.account.totp_sealed, totpContext(account.id)).toString('utf8');
    const step = await totpStepOf(secret, code, at);
    if (step === undefined || !confirmTotp(tx, account.id, at)) return { ok: false, reason: 'wrong_code' };
    spendTotpStep(tx, account.id, step);
    recordAuditOf(tx, account.id, { at, what: 'second_factor_enrolled' });
    tx.announce({ kind: 'team' });
    const recoveryCodes = makeRecoveryCodes(tx, secrets, account.id);
    return { ok: true, recoveryCodes, ...fullSession(tx, live, at) };
  });
}
