import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExpectedError } from './shared/errors.ts';

const NAMES = ['WEBCHAT_SECRET', 'OTP_SECRET', 'DATA_KEY'] as const;
export type DevelopmentSecrets = Record<(typeof NAMES)[number], string>;

/**
 * Secrets for trying Sapa out, made once and kept in `secrets.json` of the data folder (mode 0600), so
 * that codes, tokens and files survive a restart.
 */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets.json');
  const known = existsSync(file) ? readSecrets(file) : {};
  const missing = NAMES.filter((name) => !known[name]);
  const secrets = Object.fromEntries(
    NAMES.map((name) => [name, known[name] ?? randomBytes(32).toString('base64url')]),
  ) as DevelopmentSecrets;
  if (missing.length > 0) writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  // The mode above only counts for a new file.
  chmodSync(file, 0o600);
  return secrets;
}

function readSecrets(file: string): Partial<DevelopmentSecrets> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<DevelopmentSecrets>;
  } catch {
    throw new ExpectedError(
      'secrets_unreadable',
      `${file} is not valid JSON. Restore it, or delete it together with the database beside it: files and codes made with the old secrets cannot be read with new ones.`,
    );
  }
}
