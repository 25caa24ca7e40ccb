import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, REQUIRED_IN_PRODUCTION, variables } from '../../src/config.ts';
import { ExpectedError } from '../../src/shared/errors.ts';

const dataDir = () => mkdtempSync(join(tmpdir(), 'sapa-config-'));

function problems(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ExpectedError) return [...error.lines];
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing outside production and keeps its secrets in a private file', () => {
    const DATA_DIR = join(dataDir(), 'made', 'here');
    const first = loadConfig({ DATA_DIR });
    const second = loadConfig({ DATA_DIR });
    expect(first.WEBCHAT_SECRET.length).toBeGreaterThanOrEqual(32);
    expect(second).toEqual(first);
    expect(first.DEMO).toBe(true);
    expect(statSync(join(DATA_DIR, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('lists everything production misses, at once', () => {
    const lines = problems({ NODE_ENV: 'production' }).join('\n');
    for (const name of REQUIRED_IN_PRODUCTION) expect(lines).toContain(`${name}: not set`);
  });

  it('names the variable and what was expected', () => {
    const lines = problems({ DATA_DIR: dataDir(), PORT: 'http', SMTP_URL: 'mail.example.com', DEMO: 'yes' });
    expect(lines.filter((line) => /^ {2}(PORT|SMTP_URL|DEMO): /.test(line))).toHaveLength(3);
  });

  it('takes an address for PUBLIC_URL, and nothing behind it', () => {
    const DATA_DIR = dataDir();
    for (const PUBLIC_URL of [
      'https://sapa.example.com',
      'https://sapa.example.com/',
      'http://10.0.0.2:3000',
    ])
      expect(loadConfig({ DATA_DIR, PUBLIC_URL }).PUBLIC_URL).toBe(PUBLIC_URL.replace(/\/$/, ''));
    for (const PUBLIC_URL of [
      'sapa.example.com',
      'ftp://a.example',
      'https://a.example/chat',
      'https://a.example?x=1',
    ])
      expect(problems({ DATA_DIR, PUBLIC_URL }).join('\n')).toContain(
        'PUBLIC_URL: expected an http(s) address',
      );
  });

  it('takes blank variables, and those of other programs, as not set', () => {
    const DATA_DIR = dataDir();
    expect(loadConfig({ DATA_DIR, PORT: ' ', DEMO: '', constructor: 'x' })).toEqual(loadConfig({ DATA_DIR }));
  });

  it('leaves secrets alone that it cannot read, and says so', () => {
    for (const text of ['null', '{', '{"WEBCHAT_SECRET":"short"}', '[]']) {
      const DATA_DIR = dataDir();
      const file = join(DATA_DIR, 'secrets.json');
      writeFileSync(file, text);
      expect(problems({ DATA_DIR }).join('\n')).toContain('Restore it, or delete it');
      expect(readFileSync(file, 'utf8')).toBe(text);
    }
  });

  it('adds the secrets that an earlier version did not need', () => {
    const DATA_DIR = dataDir();
    const { WEBCHAT_SECRET } = loadConfig({ DATA_DIR });
    writeFileSync(join(DATA_DIR, 'secrets.json'), JSON.stringify({ WEBCHAT_SECRET }));
    const completed = loadConfig({ DATA_DIR });
    expect(completed.WEBCHAT_SECRET).toBe(WEBCHAT_SECRET);
    expect(loadConfig({ DATA_DIR })).toEqual(completed);
  });

  it('refuses the demonstration inbox in production', () => {
    expect(problems({ NODE_ENV: 'production', DEMO: 'true' }).join('\n')).toContain('DEMO: ');
  });

  it('never falls back to made secrets in production', () => {
    const secret = 'x'.repeat(40);
    const env = {
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://sapa.example.com/',
      SMTP_URL: 'smtp://localhost:25',
      MAIL_FROM: 'Sapa <a@example.com>',
      WEBCHAT_SECRET: secret,
      OTP_SECRET: secret,
      DATA_KEY: secret,
    };
    expect(loadConfig(env)).toMatchObject({ DEMO: false, PUBLIC_URL: 'https://sapa.example.com' });
    expect(problems({ ...env, DATA_KEY: 'short' }).join('\n')).toContain('DATA_KEY: expected at least 32');
  });

  it('describes every variable in .env.example, and no other', () => {
    const text = readFileSync(new URL('../../.env.example', import.meta.url), 'utf8');
    const described = [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map((match) => match[1]);
    expect([...described].sort()).toEqual(Object.keys(variables).sort());
    const given = Object.fromEntries([...text.matchAll(/^([A-Z_]+)=(.+)$/gm)].map((m) => [m[1], m[2]]));
    const defaults = loadConfig({ DATA_DIR: dataDir() });
    const fromExample = loadConfig({ ...given, DATA_DIR: defaults.DATA_DIR });
    expect(fromExample).toEqual(defaults);
  });
});
