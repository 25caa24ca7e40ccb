import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../../src/config.ts';
import { projectRoot } from '../../src/shared/project-root.ts';
import type { Tx } from '../../src/storage/database.ts';
import { addWhatsAppAccount, createAccountSecrets } from '../../src/storage/whatsapp/index.ts';
import { ownStore } from '../../src/whatsapp-store.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { sapa } from '../support/sapa.ts';

const PATIENCE = { timeout: 15_000, interval: 20 };
const SECRET = '0123456789abcdef0123456789abcdef';
const TOKEN = 'EAAGrahasia-sekali';
const [BAILEYS, CLOUD] = ['+622155500001', '+622155500002'];

let dir = '';
afterEach(() => {
  dir = '';
});
beforeEach(() =>
  inDatabase((tx) => {
    tx.connection.sqlite.exec(
      "INSERT INTO creditors (id, slug, name, created_at) VALUES (1, 'contoh', 'PT Contoh', 0)",
    );
  }),
);

/** Every command is a process of its own: what a test only needs is put there directly. */
async function inDatabase(work: (tx: Tx) => void): Promise<void> {
  if (!existsSync(join(dir, 'sapa.db'))) dir = temporaryDir();
  const database = testDatabase(join(dir, 'sapa.db'));
  await database.write(async (tx) => work(tx));
  await database.close();
}

const onFile = (...phones: string[]) =>
  inDatabase((tx) => {
    for (const phone of phones) {
      const sealedSecrets = createAccountSecrets(loadConfig({ DATA_DIR: dir }).DATA_KEY).seal(phone, {
        ...{ accessToken: TOKEN, appSecret: SECRET, verifyToken: 'kata-sandi' },
      });
      const cloud = { phoneNumberId: phone.slice(1), businessAccountId: null, sealedSecrets };
      const one = { creditorId: 1, phone, ownerEmail: null };
      addWhatsAppAccount(
        tx,
        phone === CLOUD ? { ...one, transport: 'cloud', cloud } : { ...one, transport: 'baileys' },
        0,
      );
    }
  });

const stores: ReturnType<typeof ownStore>[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
});

const whatsapp = (...args: string[]) => sapa(dir, 'whatsapp', ...args);

const addBaileys = () =>
  whatsapp('add', '--creditor', 'contoh', '--number', '021-5550-0001', '--transport', 'baileys');

function addCloud(secrets = `access_token=${TOKEN}\napp_secret=${SECRET}\nverify_token=kata-sandi-kita\n`) {
  const file = join(temporaryDir(), 'secrets');
  writeFileSync(file, secrets);
  return whatsapp(
    ...['add', '--creditor', 'contoh', '--number', CLOUD, '--transport', 'cloud'],
    ...['--phone-number-id', '105512345', '--secrets-from', file, '--owner-email', 'Pemilik@contoh.example'],
  );
}

/** What a server beside the command line would have open. */
function beside() {
  const { DATA_KEY } = loadConfig({ DATA_DIR: dir });
  const store = ownStore({ DATA_DIR: dir, DATA_KEY });
  stores.push(store);
  return store;
}

describe('sapa whatsapp add', () => {
  it('puts numbers on file, in any way of writing them, with secrets from a file', async () => {
    const first = await addBaileys();
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toContain(`Next: sapa whatsapp link --number ${BAILEYS}`);
    const cloud = await addCloud();
    expect(cloud).toMatchObject({ code: 0, err: '' });
    expect(cloud.out).toMatch(/Callback URL {2}http:\/\/localhost:3000\/whatsapp\/webhook/);
    expect(cloud.out).toContain('kata-sandi-kita');
    const list = await whatsapp('list');
    expect(list.out).toBe(
      `#1  ${BAILEYS}  contoh  baileys  unlinked  reminders off\n#2  ${CLOUD}  contoh  cloud  connecting  reminders off\n`,
    );
    expect(cloud.out + list.out).not.toMatch(/EAAG|0123456789abcdef/);
    // A renewed token: the same number again.
    const again = await addCloud(JSON.stringify({ access_token: 'EAAGnewtoken', app_secret: SECRET }));
    expect(again.out).toContain('has its new settings (#2)');
    expect(again.out).toMatch(/Verify token {2}[\w-]{24}\n/);
  });

  it('says what is wrong, all at once, and never repeats a secret', async () => {
    const add = (...args: string[]) => whatsapp('add', '--creditor', 'contoh', ...args);
    const [options, number, creditor, missing, words] = await Promise.all([
      add('--number', BAILEYS, '--transport', 'cloud', '--phone-number-id', 'x', '--owner-email', 'nobody'),
      add('--number', 'nomor kami', '--transport', 'baileys'),
      whatsapp('add', '--creditor', 'lain', '--number', BAILEYS, '--transport', 'baileys'),
      add(
        ...['--number', BAILEYS, '--transport', 'cloud', '--phone-number-id', '10551'],
        ...['--secrets-from', join(dir, 'none')],
      ),
      add('--number', BAILEYS, '--transport', 'pigeon', '--secrets-from', 'x'),
    ]);
    expect(options.err).toContain('--phone-number-id: expected the digits');
    expect(options.err).toContain('--secrets-from: is needed');
    expect(options.err).toContain('--owner-email: expected an e-mail address');
    expect(number.err).toContain('"nomor kami" is no phone number');
    expect(creditor.err).toContain('no creditor "lain"');
    expect(missing.err).toContain('there is no such file');
    expect(words.err).toContain('expected baileys or cloud');
    expect([options, number, creditor, missing, words].map((one) => one.code)).toEqual([1, 1, 1, 1, 1]);
    const bad = await addCloud(`ACCESS_TOKEN=${TOKEN}\napp_secret=tidak-heksadesimal\n${TOKEN}=1\n`);
    expect(bad.err).toContain('app_secret: expected 32 hexadecimal digits');
    expect(bad.err).toContain('1 unknown name');
    expect(bad.out + bad.err).not.toMatch(/EAAGrahasia|tidak-heks/);
    expect((await whatsapp('list')).out).toContain('No WhatsApp number yet');
  });
});

describe('sapa whatsapp status', () => {
  it('tells a linked number from one that works, by the exit code, too', async () => {
    await onFile(BAILEYS);
    const before = await whatsapp('status');
    expect(before.code).toBe(1);
    expect(before.out).toContain('UNWELL        not linked');
    const store = beside();
    const now = Date.now();
    store.statuses.write(1, { state: 'linked', lastInboundAt: now - 300_000 }, now - 3_600_000);
    store.inbox.put(1, 'lid:1', { id: 'A' } as never, now);
    store.journal.seen(1, { chat: 'lid:1', messageId: 'B', stanza: {}, seenAt: now - 3_600_000 });
    store.leases.take(1, 'server', now, now + 600_000);
    const silent = await whatsapp('status');
    expect([silent.code, silent.out]).toEqual([
      1,
      expect.stringContaining('WhatsApp has not answered lately'),
    ]);
    store.statuses.write(1, { roundTripMs: 84, roundTripAt: now }, now);
    const well = await whatsapp('status', '--number', '021 5550 0001');
    expect(well).toMatchObject({ code: 0, err: '' });
    expect(well.out).toContain('state         linked, for 60 min');
    expect(well.out).toContain('received 5 min ago, accepted never');
    expect(well.out).toContain('round trip    84 ms');
    expect(well.out).toContain('1 to be answered, 0 given up');
    expect(well.out).toContain('missing       1: look at');
    const json = JSON.parse((await whatsapp('status', '--json')).out) as object[];
    expect(json).toMatchObject([
      { number: BAILEYS, well: true, waiting: 1, missing: 1, roundTripMs: 84, restricted: false },
    ]);
    store.statuses.write(1, { state: 'restricted', reason: 'timelock' }, now);
    const restricted = await whatsapp('status');
    expect([restricted.code, restricted.out]).toEqual([1, expect.stringContaining('restricted (timelock)')]);
  });

  it('says so when DATA_KEY is another one', async () => {
    await onFile(BAILEYS);
    beside().auth.saveCreds(1, '{}');
    const file = join(dir, 'secrets.json');
    const { WEBCHAT_SECRET, OTP_SECRET } = loadConfig({ DATA_DIR: dir });
    writeFileSync(file, JSON.stringify({ WEBCHAT_SECRET, OTP_SECRET, DATA_KEY: 'x'.repeat(40) }));
    const status = await whatsapp('status');
    expect(status.code).toBe(1);
    expect(status.err).toContain('sealed under another DATA_KEY');
  });
});

describe('sapa whatsapp link', () => {
  /** The command as a process, whose output grows. */
  function command(...args: string[]) {
    const child = spawn(process.execPath, [join(projectRoot(), 'dist', 'cli.js'), 'whatsapp', ...args], {
      env: { PATH: process.env.PATH, DATA_DIR: dir },
    });
    const said = { out: '', err: '', code: undefined as number | null | undefined };
    child.stdout.on('data', (chunk) => {
      said.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.err += chunk;
    });
    child.on('close', (code) => {
      said.code = code;
    });
    return said;
  }

  it('shows what the server that has the number shows, until it is linked', async () => {
    await onFile(BAILEYS);
    const store = beside();
    store.leases.take(1, 'server', Date.now(), Date.now() + 600_000);
    const qr = command('link');
    await vi.waitFor(
      () => expect(store.links.read(1)).toMatchObject({ method: 'qr', state: 'requested' }),
      PATIENCE,
    );
    store.links.update(1, { state: 'showing', show: '2@first', expiresAt: Date.now() + 60_000 }, Date.now());
    await vi.waitFor(() => expect(qr.out.match(/Scan this/g)).toHaveLength(1), PATIENCE);
    store.links.update(1, { state: 'showing', show: '2@second' }, Date.now());
    await vi.waitFor(() => expect(qr.out.match(/Scan this/g)).toHaveLength(2), PATIENCE);
    store.links.update(1, { state: 'done' }, Date.now());
    await vi.waitFor(() => expect(qr.code).toBe(0), PATIENCE);
    expect(qr.out).toContain(`${BAILEYS} is linked.`);
    expect(qr.out).toMatch(/[▀▄█]{10}/);
    expect(qr.out).not.toContain('2@first');

    const code = command('link', '--code', '--number', BAILEYS);
    await vi.waitFor(
      () => expect(store.links.read(1)).toMatchObject({ method: 'code', state: 'requested' }),
      PATIENCE,
    );
    store.links.update(1, { state: 'showing', show: 'ABCD1234' }, Date.now());
    await vi.waitFor(() => expect(code.out).toContain('ABCD-1234'), PATIENCE);
    store.links.update(1, { state: 'failed', reason: 'expired' }, Date.now());
    await vi.waitFor(() => expect(code.code).toBe(1), PATIENCE);
    expect(code.err).toContain(`${BAILEYS} was not linked: nobody scanned or typed it in time`);
  });

  it('is refused where there is nothing to link, or it is not clear what', async () => {
    const none = await whatsapp('link');
    await onFile(CLOUD);
    const [cloud, unknown] = await Promise.all([whatsapp('link'), whatsapp('unlink', '--number', '+6281')]);
    expect(none.err).toContain('There is no WhatsApp number yet');
    expect(cloud.err).toContain("a number of Meta's Cloud API");
    expect(unknown.err).toMatch(/is not one of our numbers|is no phone number/);
    await onFile(BAILEYS, '+622155500003');
    const several = await whatsapp('link');
    expect(several.err).toContain(`say which with --number: ${BAILEYS}, +622155500003`);
    expect([none, cloud, unknown, several].map((one) => one.code)).toEqual([1, 1, 1, 1]);
  });
});

describe('sapa whatsapp settings', () => {
  it('switches reminders, and keeps templates of the Cloud API', async () => {
    await onFile(BAILEYS, CLOUD);
    expect((await whatsapp('reminders', 'on', '--number', CLOUD)).out).toBe(
      `Reminders over ${CLOUD} are on.\n`,
    );
    const [unclear, word] = await Promise.all([whatsapp('reminders', 'on'), whatsapp('reminders', 'maybe')]);
    expect(unclear.err).toContain('say which with --number');
    expect(word.err).toContain('expected on or off');
    const template = (...args: string[]) => whatsapp('templates', ...args);
    const code = ['--purpose', 'code', '--locale', 'id'];
    expect((await template('add', ...code, '--name', 'kode_masuk')).out).toContain('for code, id');
    expect((await template('add', ...code, '--name', 'kode_baru', '--language', 'id_ID')).code).toBe(0);
    expect((await template('list')).out).toBe(`${CLOUD}  code  id  kode_baru  id_ID\n`);
    const refused = await Promise.all([
      template('add', ...code, '--name', 'Kode Masuk'),
      template('add', '--purpose', 'sale', '--locale', 'id', '--name', 'x'),
      template('add', ...code, '--name', 'x', '--number', BAILEYS),
      template('remove', '--purpose', 'reopen', '--locale', 'id'),
    ]);
    expect(refused.map((one) => one.code)).toEqual([1, 1, 1, 1]);
    expect(refused[2]?.err).toContain('only the Cloud API has templates');
    expect((await template('remove', ...code)).code).toBe(0);
    expect((await template('list')).out).toContain('No template yet');
  });

  it('removes a number, its keys and its secrets', async () => {
    await onFile(BAILEYS, CLOUD);
    const store = beside();
    store.auth.saveCreds(1, '{}');
    store.statuses.write(1, { state: 'linked' }, 1);
    expect((await whatsapp('remove', '--number', CLOUD)).out).toContain('not used any more');
    expect((await whatsapp('remove', '--number', BAILEYS, '--force')).code).toBe(0);
    expect([store.auth.creds(1), store.statuses.read(1)]).toEqual([undefined, undefined]);
    expect((await whatsapp('list')).out).toContain('No WhatsApp number yet');
    // In use again, with either transport: its conversations are still its own.
    expect((await addCloud()).out).toContain('(#2)');
  });
});
