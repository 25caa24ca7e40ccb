import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ExpectedError } from './shared/errors.ts';
import { fileTrouble } from './shared/file-trouble.ts';

const schema = z.object({
  WEBCHAT_SECRET: z.string().min(32),
  OTP_SECRET: z.string().min(32),
  DATA_KEY: z.string().min(32),
});
export type DevelopmentSecrets = z.infer<typeof schema>;

/** Makes DATA_DIR, for this user alone, unless it is there. Throws ExpectedError `data_dir` when it cannot. */
export function makeDataDir(dataDir: string): void {
  inWords(dataDir, () => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
}

/**
 * Secrets for trying Sapa out, made once and kept in `secrets.json` of the data folder (mode 0600), so
 * that codes, tokens and files survive a restart. Throws ExpectedError `data_dir` when the folder cannot
 * be used, `secrets_unreadable` when the file holds anything else.
 */
export function developmentSecrets(dataDir: string): DevelopmentSecrets {
  makeDataDir(dataDir);
  const file = join(dataDir, 'secrets.json');
  return inWords(dataDir, () => {
    const made: DevelopmentSecrets = { WEBCHAT_SECRET: secret(), OTP_SECRET: secret(), DATA_KEY: secret() };
    writeNew(file, made);
    // Its mode only counted when it was made; it may have been copied since.
    chmodSync(file, 0o600);
    const known = readSecrets(file);
    const secrets = { ...made, ...known };
    // A version before this one needed fewer.
    if (Object.keys(known).length < Object.keys(secrets).length) writeFileSync(file, asText(secrets));
    return secrets;
  });
}

/**
 * Leaves a file that is there alone: of processes that start at once, the first one makes the secrets.
 * The file gets its name when it is complete, so that nobody reads half of it.
 */
function writeNew(file: string, secrets: DevelopmentSecrets): void {
  if (existsSync(file)) return;
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, asText(secrets), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
}

function asText(secrets: DevelopmentSecrets): string {
  return `${JSON.stringify(secrets, null, 2)}\n`;
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function readSecrets(file: string): Partial<DevelopmentSecrets> {
  const text = readFileSync(file, 'utf8');
  try {
    return schema.partial().parse(JSON.parse(text));
  } catch {
    throw new ExpectedError(
      'secrets_unreadable',
      `${file} does not hold ${Object.keys(schema.shape).join(', ')} as JSON. Restore it, or delete it together with the database beside it: files and codes made with the old secrets cannot be read with new ones.`,
    );
  }
}

function inWords<T>(dataDir: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const words = fileTrouble(error);
    if (words === undefined) throw error;
    throw new ExpectedError('data_dir', `The data folder ${dataDir} (DATA_DIR) cannot be used: ${words}.`);
  }
}
