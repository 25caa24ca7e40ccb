const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long wrong tries keep a door closed: `free` of them cost nothing, each further one doubles the wait. */
export interface LockPolicy {
  free: number;
  firstMs: number;
  longestMs: number;
  /** After so long without a wrong try the count begins again. */
  forgetMs: number;
}

/** Every figure of signing in, in one place. */
export const SIGN_IN_POLICY = {
  /** Between password and second factor. */
  passwordStageMs: 10 * MINUTE,
  /** Without a request. */
  idleMs: 60 * MINUTE,
  /** However busy. */
  absoluteMs: 12 * HOUR,
  /** A session in use is marked so this often at most. */
  touchEveryMs: MINUTE,
  /** For how long a session is believed without asking the table: another process may have ended it. */
  believeMs: 3_000,
  presenceMs: 90_000,
  /** Longer passwords than this are refused, so that nobody makes us hash a book. */
  password: { min: 12, max: 256 },
  recoveryCodes: 10,
  /** Passwords for one e-mail, on file or not. */
  emailLock: { free: 5, firstMs: 30_000, longestMs: 15 * MINUTE, forgetMs: 24 * HOUR },
  /** From one address: a whole office may sit behind it. */
  addressLock: { free: 20, firstMs: 30_000, longestMs: 15 * MINUTE, forgetMs: 2 * HOUR },
  /** Second factors, recovery codes and passwords asked for again: who tries has one proof already. */
  factorLock: { free: 5, firstMs: 30_000, longestMs: HOUR, forgetMs: 24 * HOUR },
} as const satisfies Record<string, number | LockPolicy | { min: number; max: number }>;

export type SignInPolicy = {
  [K in keyof typeof SIGN_IN_POLICY]: (typeof SIGN_IN_POLICY)[K] extends number
    ? number
    : (typeof SIGN_IN_POLICY)[K] extends { free: number }
      ? LockPolicy
      : { min: number; max: number };
};

/** How long `failures` wrong tries in a row close the door for, in milliseconds. */
export function lockMs(failures: number, policy: LockPolicy): number {
  if (failures < policy.free) return 0;
  return Math.min(policy.firstMs * 2 ** Math.min(failures - policy.free, 40), policy.longestMs);
}
