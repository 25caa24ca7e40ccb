import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/shared/project-root.ts';
import { temporaryDir } from '../support/database.ts';
import { fileNamed } from '../support/files.ts';
import { ServerProcess } from '../support/server-process.ts';
import { type Browser, launchBrowser, openPage, until, widgetOn } from './support/page.ts';

const dataDir = temporaryDir();
const run = promisify(execFile);

/** The command line, on the data folder of the running server. */
async function sapa(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(projectRoot(), 'dist', 'cli.js'), ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: 'development', DATA_DIR: dataDir },
  });
  return stdout;
}

describe('a debtor in the widget, the real server behind it', () => {
  let server: ServerProcess;
  let browser: Browser;
  beforeAll(async () => {
    server = await ServerProcess.start(dataDir);
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.kill();
  });

  async function newestCode(): Promise<string> {
    let code: string | undefined;
    await until('a code is in the inbox', async () => {
      const mails = (await (await fetch(`${server.url}/demo/inbox.json`)).json()) as { text: string }[];
      code = /\b\d{6}\b/.exec(mails[0]?.text ?? '')?.[0];
      return code !== undefined;
    });
    return code!;
  }

  it('is verified, hears the balance, sends a slip, disputes, meets a person, and finds it all after a restart', async () => {
    const { page, troubles } = await openPage(browser);
    await page.goto(`${server.url}/demo/shop`);
    const chat = widgetOn(page);
    await chat.open();
    await chat.says('saya Sapa');

    await chat.send('tagihan saya berapa ya');
    await chat.says('nomor pelanggan');
    await chat.send('C-1001');
    await chat.says('kode 6 angka');
    const code = await newestCode();
    await chat.send(code);
    await chat.says('Rp7.250.000');

    await chat.send('mau kirim bukti transfer');
    await until('invoices are offered', async () => (await chat.choices.count()) > 1);
    await chat.choices.first().click();
    await chat.says(/foto|PDF|bukti/i);
    await chat.attach({ name: 'bukti.png', mimeType: 'image/png', buffer: fileNamed('slip.png') });
    await chat.sendButton.click();
    await chat.says(/berapa|jumlah|nominal/i);
    await chat.send('lewati');
    await chat.says(/tanggal|kapan/i);
    await chat.send('lewati');
    await chat.says(/P-\d{4}/);

    await chat.send(`saya mau sanggah faktur INV-${new Date().getFullYear()}-0018`);
    await chat.says('Apa yang tidak sesuai?');
    await chat.send('jumlahnya salah');
    await chat.says('Bagian mana');
    await chat.send('semuanya');
    await chat.says('lewati');
    await chat.send('lewati');
    await chat.says(/D-\d{4}/);

    await chat.send('saya mau bicara dengan petugas');
    await chat.says(/sambungkan|petugas/i);
    const waiting = await sapa('handoffs', 'list');
    expect(waiting).toContain('C-1001');
    const id = /#(\d+)/.exec(waiting)![1]!;
    await sapa('handoffs', 'reply', id, '--name', 'Rini', 'Selamat pagi, saya bantu ya.');
    await chat.says('Selamat pagi, saya bantu ya.');
    const before = (await chat.transcript()).length;
    await chat.send('terima kasih kak');
    await until('my words are sent', async () => (await chat.messages.count()) === before + 1);
    // The bot is silent now: what comes next is the collector's farewell and nothing else.
    await sapa('handoffs', 'close', id);
    await until('the closing line is there', async () => (await chat.messages.count()) > before + 1);
    expect((await chat.transcript()).filter((line) => !line.startsWith('>')).length).toBeGreaterThan(0);

    await server.kill();
    await server.start();
    await chat.send('makasih');
    await chat.says(/sama-sama/i);
    // What is kept of the code is its length: this page still shows what was typed, a fresh one cannot.
    const all = (await chat.transcript()).map((line) => line.replace(code, '••••••'));
    await page.reload();
    await chat.open();
    await until('all is back', async () => (await chat.messages.count()) >= all.length);
    expect(await chat.transcript()).toEqual(all);
    expect(troubles).toEqual({ violations: [], errors: [] });
  }, 60_000);
});
