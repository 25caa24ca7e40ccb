import { resolve } from 'node:path';
import { z } from 'zod';
import { type DevelopmentSecrets, developmentSecrets } from './development-secrets.ts';
import { ExpectedError } from './shared/errors.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const port = z.coerce.number().int().min(0).max(65_535);
const perMinute = z.coerce.number().int().min(1);
const secret = z.string().min(32, 'expected at least 32 characters; `openssl rand -base64 32` makes one');
const publicUrl = 'expected an http(s) address without a path, such as https://sapa.example.com';
const url = z
  .url({ protocol: /^https?$/, error: publicUrl })
  .refine((text) => !URL.canParse(text) || new URL(text).href === `${new URL(text).origin}/`, publicUrl);

/**
 * Every variable Sapa reads, in the order of `.env.example` (a test holds the two together). The
 * description says what it does; `required` marks what production must set.
 */
export const variables = {
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: port.default(3000),
  PUBLIC_URL: url.optional(),
  TRUST_PROXY: z.string().min(1).optional(),
  DATA_DIR: z.string().min(1).default('data'),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'expected smtp://… or smtps://…' }).optional(),
  MAIL_FROM: z.string().min(3).optional(),
  WEBCHAT_SECRET: secret.optional(),
  OTP_SECRET: secret.optional(),
  DATA_KEY: secret.optional(),
  DEMO: flag.optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  METRICS_PORT: port.default(9464),
  RATE_LIMIT_ADDRESS: perMinute.default(1200),
  RATE_LIMIT_CONVERSATION: perMinute.default(60),
  RATE_LIMIT_TOKEN: perMinute.default(300),
} as const;

/** What production refuses to start without. */
export const REQUIRED_IN_PRODUCTION = [
  'PUBLIC_URL',
  'SMTP_URL',
  'MAIL_FROM',
  'WEBCHAT_SECRET',
  'OTP_SECRET',
  'DATA_KEY',
] as const;

const schema = z.object(variables);
type Parsed = z.infer<typeof schema>;

export type Config = Omit<
  Parsed,
  keyof DevelopmentSecrets | 'PUBLIC_URL' | 'DEMO' | 'LOG_LEVEL' | 'MAIL_FROM'
> &
  DevelopmentSecrets & {
    /** Without a trailing slash. */
    PUBLIC_URL: string;
    DEMO: boolean;
    LOG_LEVEL: NonNullable<Parsed['LOG_LEVEL']>;
    MAIL_FROM: string;
  };

/**
 * Reads the environment once. Throws ExpectedError `config` listing every variable that is missing or
 * wrong, all at once. Outside production, missing secrets are made and kept in DATA_DIR (mode 0600).
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([name, value]) => Object.hasOwn(variables, name) && value?.trim()),
  );
  const parsed = schema.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  const production = given.NODE_ENV === 'production';
  if (production) {
    for (const name of REQUIRED_IN_PRODUCTION) {
      if (given[name] === undefined) problems.push(`${name}: not set, and production needs it`);
    }
    if (given.DEMO === 'true')
      problems.push('DEMO: the demonstration inbox shows codes to everyone; it cannot be on in production');
  }
  if (!parsed.success || problems.length > 0) {
    throw new ExpectedError('config', [
      'Sapa cannot start with this configuration:',
      ...problems.map((line) => `  ${line}`),
      'Each variable is described in .env.example.',
    ]);
  }
  const values = parsed.data;
  const dataDir = resolve(values.DATA_DIR);
  const secrets = production ? undefined : developmentSecrets(dataDir);
  return {
    ...values,
    DATA_DIR: dataDir,
    PUBLIC_URL: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, ''),
    DEMO: values.DEMO ?? !production,
    LOG_LEVEL: values.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    MAIL_FROM: values.MAIL_FROM ?? 'Sapa <sapa@localhost>',
    WEBCHAT_SECRET: values.WEBCHAT_SECRET ?? secrets!.WEBCHAT_SECRET,
    OTP_SECRET: values.OTP_SECRET ?? secrets!.OTP_SECRET,
    DATA_KEY: values.DATA_KEY ?? secrets!.DATA_KEY,
  };
}
