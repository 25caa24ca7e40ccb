import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ExpectedError } from '../shared/errors.ts';
import { fileTrouble } from '../shared/file-trouble.ts';

/** Meta's are far shorter; a whole file given by mistake is not. */
const LONGEST = 64 * 1024;

const token = z
  .string('is missing')
  .trim()
  .min(8, 'is too short')
  .max(1_000, 'is too long')
  .regex(/^[\x21-\x7e]+$/, 'must be one word without spaces');
const schema = z.strictObject({
  access_token: token,
  app_secret: token.regex(/^[0-9a-f]{32}$/i, 'expected 32 hexadecimal digits, as Meta shows it'),
  verify_token: token.optional(),
});

const EXPECTED = [
  'Expected three lines (the last one may be left out; then one is made):',
  '  access_token=EAAG…',
  '  app_secret=0123456789abcdef0123456789abcdef',
  '  verify_token=a word of your own',
];

export interface GivenSecrets {
  accessToken: string;
  appSecret: string;
  verifyToken: string;
}

/**
 * The Cloud API's secrets from a file, or from standard input for "-"; never from the command line, which
 * every user of the machine can read. Lines of name=value, or JSON. Throws ExpectedError `whatsapp_secrets`,
 * which names what is wrong and never repeats a value.
 */
export function readSecrets(source: string): GivenSecrets {
  const parsed = schema.safeParse(pairs(read(source)));
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `  ${issue.keys.length} unknown name(s)`
        : `  ${issue.path.join('.')}: ${issue.message}`,
    );
    throw new ExpectedError('whatsapp_secrets', ['The secrets cannot be used:', ...wrong, ...EXPECTED]);
  }
  const { access_token, app_secret, verify_token } = parsed.data;
  return {
    accessToken: access_token,
    appSecret: app_secret,
    verifyToken: verify_token ?? randomBytes(18).toString('base64url'),
  };
}

function read(source: string): string {
  const text = contentOf(source);
  if (text.length <= LONGEST) return text;
  throw new ExpectedError('whatsapp_secrets', ['That is no file of secrets: it is too long.', ...EXPECTED]);
}

function contentOf(source: string): string {
  try {
    return readFileSync(source === '-' ? 0 : source, 'utf8');
  } catch (error) {
    const trouble = fileTrouble(error);
    if (trouble === undefined) throw error;
    throw new ExpectedError(
      'whatsapp_secrets',
      `The secrets cannot be read from ${source === '-' ? 'standard input' : source}: ${trouble}.`,
    );
  }
}

function pairs(text: string): unknown {
  if (text.trimStart().startsWith('{')) {
    try {
      return JSON.parse(text);
    } catch {
      throw new ExpectedError('whatsapp_secrets', ['The secrets are no valid JSON.', ...EXPECTED]);
    }
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const [name = '', ...value] = line.split('=');
      return [name.trim().toLowerCase(), value.join('=').trim()];
    }),
  );
}
