import { randomInt } from 'node:crypto';
import { isCommonPassword } from './common-passwords.ts';
import { SIGN_IN_POLICY } from './policy.ts';

/** OWASP's second choice for argon2id: 19 MiB, two passes, one lane. It is the package's default algorithm. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** As dear to check as a real one; of a password nobody knows. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$Oxr14m89QbwMNI1IPqi2yg$GqA4S3WViVyX66VYYFgAbnCnnvwm7lNxo2qpv7nQRkY';
/** Native code, loaded at the first sign-in: a start need not wait for it. */
const argon2 = () => import('@node-rs/argon2');
/** Hashing runs beside the event loop, on threads that files need too. */
const AT_ONCE = 2;

export type PasswordProblem = 'too_short' | 'too_long' | 'is_email' | 'too_common' | 'same_as_before';

/** NIST SP 800-63B: long enough, not guessable from who it is, none of the commonest; no rules of composition. */
export function passwordProblem(password: string, email: string): PasswordProblem | undefined {
  const { min, max } = SIGN_IN_POLICY.password;
  const text = normal(password);
  const length = [...text].length;
  if (length < min) return 'too_short';
  if (length > max) return 'too_long';
  const plain = text.toLowerCase();
  const [name = ''] = email.split('@');
  if (plain === email || plain === name || plain === `${name}${name}`) return 'is_email';
  return isCommonPassword(plain) ? 'too_common' : undefined;
}

/** Argon2id in PHC string format. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => (await argon2()).hash(normal(password), COST));
}

/** `hashed` undefined (nobody of that e-mail): takes as long as a real check, and is false. */
export async function passwordMatches(hashed: string | undefined, password: string): Promise<boolean> {
  if (password.length > SIGN_IN_POLICY.password.max * 4) return false;
  const right = await inTurn(async () => (await argon2()).verify(hashed ?? NOBODY, normal(password)));
  return right && hashed !== undefined;
}

/** No letters that look alike; 20 of 31: 99 bits. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password, to be read off a screen once: `k3mp-…`, five groups of four. */
export function randomPassword(): string {
  return randomGroups(5, 4);
}

/** `count` groups of `size` random characters that are hard to misread. */
export function randomGroups(count: number, size: number): string {
  const group = () => Array.from({ length: size }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: count }, group).join('-');
}

/** The same password however the keyboard composed it (NIST SP 800-63B asks for one of NFKC, NFKD). */
function normal(password: string): string {
  return password.normalize('NFKC');
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}
