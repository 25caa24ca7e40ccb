import type { ConsoleLocale, Creditor, Permission, Role } from './common.ts';

/**
 * POST /session. Answer: SignInStep. 401 `wrong_credentials`, 423 `locked` with `retryAfter`. The steps of
 * signing in need no csrf, but content-type application/json and our Origin; each gives a new cookie, and
 * 401 `signed_out` when it is not that step's turn (password and code are ten minutes apart at most).
 */
export interface SignInRequest {
  email: string;
  password: string;
}

/** What is asked for next; `done` comes with the session. */
export type SignInStep =
  | { step: 'code' }
  | { step: 'enrol' }
  | { step: 'change_password' }
  | { step: 'done'; session: SessionInfo };

/** POST /session/code: one of the two. Answer: SignInStep. 401 `wrong_code`, 423 `locked`. */
export type CodeRequest = { code: string } | { recoveryCode: string };

/** GET /session/enrolment, while `step` is `enrol`. */
export interface Enrolment {
  /** otpauth://totp/… */
  uri: string;
  /** For typing by hand, in groups of four. */
  secret: string;
  /** A complete `<svg>` made by the server; shown as an image by data: address, never as markup. */
  qrSvg: string;
}

/** POST /session/enrolment {code}. The codes are shown this once. */
export interface Enrolled {
  recoveryCodes: string[];
  next: SignInStep;
}

/**
 * POST /session/password. `current` may be left out in the step `change_password`. Answer: SignInStep, with a
 * new session and csrf; every other session ends. 422 `invalid`: fields.password is one of `too_short`,
 * `too_long`, `is_email`, `too_common`, `same_as_before`; fields.current is `wrong`. 423 `locked`.
 */
export interface PasswordChange {
  current?: string;
  password: string;
}

/** GET /session; 401 `signed_out` when there is none. DELETE /session signs out, POST /session/sign-out-everywhere all. */
export interface SessionInfo {
  collector: {
    id: number;
    email: string;
    name: string;
    firstName: string;
    role: Role;
    locale: ConsoleLocale;
    teamName: string | null;
  };
  permissions: Permission[];
  creditors: Creditor[];
  preferences: Preferences;
  /** Sent back as the header `x-sapa-csrf` with everything that changes something. */
  csrf: string;
  expiresAt: number;
  /** True in demonstration mode. */
  demo: boolean;
}

export interface Preferences {
  sound: boolean;
  desktop: boolean;
  theme: 'auto' | 'light' | 'dark';
}

/** PATCH /profile. Answer: SessionInfo. */
export interface ProfileChange {
  name?: string;
  firstName?: string;
  locale?: ConsoleLocale;
  preferences?: Partial<Preferences>;
}

/** GET /profile/sessions. */
export interface OwnSession {
  id: number;
  current: boolean;
  device: string | null;
  createdAt: number;
  lastUsedAt: number;
}

/** POST /profile/recovery-codes {password}: new ones, the old stop working. 422 fields.password `wrong`, 423 `locked`. */
export interface RecoveryCodes {
  recoveryCodes: string[];
}
