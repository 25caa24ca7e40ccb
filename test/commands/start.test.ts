import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { REQUIRED_IN_PRODUCTION } from '../../src/config.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import { temporaryDir } from '../support/database.ts';
import { run, sapa, startServer } from '../support/sapa.ts';

describe('sapa', () => {
  it('says what it can do, and that it does not know the rest', async () => {
    const dir = temporaryDir();
    const [help, unknown, typo, nothing] = await Promise.all([
      sapa(dir, '--help'),
      sapa(dir, 'collect'),
      sapa(dir, 'handof', 'list'),
      sapa(dir, 'handoffs'),
    ]);
    expect(help.code).toBe(0);
    for (const command of 'check creditors sites import handoffs outbox understand backup'.split(' '))
      expect(help.out).toContain(`\n  ${command}`);
    expect([unknown.code, unknown.err]).toEqual([1, "error: unknown command 'collect'\n"]);
    expect(typo.err).toContain('(Did you mean handoffs?)');
    expect(nothing.code).toBe(1);
    expect(nothing.err).toContain('reply [options] <id> <text...>');
  });

  it('understands a text, and measures a file of labelled lines', async () => {
    const dir = temporaryDir();
    const lines = join(dir, 'lines.jsonl');
    const bad = join(dir, 'bad.jsonl');
    writeFileSync(
      lines,
      '{"text":"halo","intent":"greet"}\n{"text":"tagihan saya berapa","intent":"greet"}\n',
    );
    writeFileSync(bad, '{"text":"halo","intent":"greet"}\n{"text":"halo"}\n');
    const [text, file, wrong, none, nothing] = await Promise.all([
      sapa(dir, 'understand', '--locale', 'id', 'tagihan', 'saya', 'berapa'),
      sapa(dir, 'understand', '--file', lines),
      sapa(dir, 'understand', '--file', bad),
      sapa(dir, 'understand', '--file', join(dir, 'none.jsonl')),
      sapa(dir, 'understand'),
    ]);
    const { locale, intents } = JSON.parse(text.out);
    expect([locale, intents[0].intent]).toEqual(['id', 'check_balance']);
    expect(file.out).toContain('\nlines 2\naccuracy 50.0 %\nmacro-F1 ');
    expect(file.out).toContain('1 × greet → check_balance: tagihan saya berapa');
    expect([wrong.code, none.code, nothing.code]).toEqual([1, 1, 1]);
    expect(wrong.err).toContain('bad.jsonl:2:');
    expect(none.err).toContain('Cannot read');
    expect(nothing.err).toContain('Nothing to understand');
  });

  it('checks the flows: status 0 when they are right, else 1 with file, line and remedy', async () => {
    const root = join(temporaryDir(), 'copy');
    mkdirSync(root);
    for (const part of ['dialogs', 'locales', 'migrations', 'package.json', 'dist/cli.js', 'dist/chunks'])
      cpSync(join(projectRoot(), part), join(root, part), { recursive: true });
    symlinkSync(join(projectRoot(), 'node_modules'), join(root, 'node_modules'));
    const check = () => run(join(root, 'dist', 'cli.js'), ['check'], { DATA_DIR: root });
    const right = await check();
    expect(right).toMatchObject({ code: 0, err: '' });
    expect(right.out).toMatch(/^\d+ flows with \d+ steps, .*: no mistakes\.\n$/);
    const flow = join(root, 'dialogs', 'flows', 'thanks.yml');
    const text = readFileSync(flow, 'utf8');
    writeFileSync(flow, text.replace('thanks.welcome', 'thanks.welcom'));
    const wrong = await check();
    expect(wrong).toMatchObject({ code: 1, out: '' });
    const line = text.split('\n').findIndex((one) => one.includes('thanks.welcome')) + 1;
    expect(wrong.err).toContain(`thanks.yml:${line}`);
    expect(wrong.err).not.toContain('    at ');
  });
});

describe('a data folder that cannot be used', () => {
  it('is told in words, by the commands and by the server', async () => {
    const dir = temporaryDir();
    writeFileSync(join(dir, 'file'), '');
    const broken = join(dir, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, 'sapa.db'), 'not a database at all'.repeat(100));
    const secrets = join(dir, 'secrets');
    mkdirSync(secrets);
    writeFileSync(join(secrets, 'secrets.json'), 'null');
    const all = await Promise.all([
      sapa(join(dir, 'file'), 'creditors', 'list'),
      startServer({ DATA_DIR: join(dir, 'file', 'below'), PORT: '0', METRICS_PORT: '0' }),
      sapa(broken, 'creditors', 'list'),
      startServer({ DATA_DIR: broken, PORT: '0', METRICS_PORT: '0' }),
      sapa(secrets, 'creditors', 'list'),
    ]);
    for (const one of all) expect([one.code, one.err.trim().split('\n').length], one.err).toEqual([1, 1]);
    expect(all[0]?.err).toContain('(DATA_DIR) cannot be used: there is a file of that name already');
    expect(all[1]?.err).toContain('(DATA_DIR) cannot be used: a part of the path is a file');
    expect(all[2]?.err).toContain('sapa.db cannot be used: it is no SQLite database');
    expect(all[3]?.err).toContain('sapa.db cannot be used: it is no SQLite database');
    expect(all[4]?.err).toContain('secrets.json does not hold WEBCHAT_SECRET, OTP_SECRET, DATA_KEY');
  });
});

describe('a data folder without a database', () => {
  it('is no place to make a backup of, or to look who waits', async () => {
    const dir = temporaryDir();
    const all = await Promise.all([
      sapa(dir, 'backup', join(dir, 'copy.db')),
      sapa(dir, 'handoffs', 'list'),
      sapa(dir, 'outbox', 'list'),
    ]);
    for (const one of all) {
      expect(one).toMatchObject({ code: 1, out: '' });
      expect(one.err).toContain(`There is no database in ${dir}.`);
    }
    expect(existsSync(join(dir, 'sapa.db'))).toBe(false);
  });
});

describe('the server', () => {
  const taken = createServer();
  afterEach(() => taken.close());

  it('lists everything production misses at once, and does not start', async () => {
    const started = await startServer({ NODE_ENV: 'production', PORT: 'http', DATA_DIR: temporaryDir() });
    expect(started).toMatchObject({ code: 1, out: '' });
    for (const name of [...REQUIRED_IN_PRODUCTION, 'PORT']) expect(started.err).toContain(`\n  ${name}: `);
    expect(started.err).toContain('.env.example');
  });

  it('says which port is taken and ends', async () => {
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const port = String((taken.address() as { port: number }).port);
    const [web, metrics, nowhere] = await Promise.all([
      startServer({ DATA_DIR: temporaryDir(), PORT: port, METRICS_PORT: '0' }),
      startServer({ DATA_DIR: temporaryDir(), PORT: '0', METRICS_PORT: port }),
      startServer({ DATA_DIR: temporaryDir(), PORT: '0', METRICS_PORT: '0', HOST: '203.0.113.1' }),
    ]);
    expect([web.code, metrics.code, nowhere.code]).toEqual([1, 1, 1]);
    expect(web.err).toBe(
      `Sapa cannot listen: another program listens on port ${port} already (is Sapa running?). Stop it or set PORT.\n`,
    );
    expect(metrics.err).toContain('set METRICS_PORT');
    expect(nowhere.err).toContain('203.0.113.1 is no address of this machine. Set HOST');
  });
});
