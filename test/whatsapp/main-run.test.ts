import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { png } from '../support/files.ts';
import { ask, codeMailed, FIRM, firmOnWhatsApp, sapaOn } from './sapa.ts';
import { LoopbackWhatsApp } from './server/index.ts';

let server: LoopbackWhatsApp;
let app: App;
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
  app = await sapaOn(server, await firmOnWhatsApp(await server.linkedCreds(FIRM)));
});
afterAll(async () => {
  await app.stop();
  await server.stop();
});

it('a debtor asks, proves who they are, hears the balance, sends a slip and gets its receipt number', async () => {
  const phone = await server.newPhone('+6281200001002');
  await ask(phone, 'tagihan saya berapa ya', /kode/i);
  // The number is on file: no customer number is asked for, and the code goes to the e-mail address.
  const code = await codeMailed(app, 'admin@sumber-rekaan.example');
  expect(phone.received.map((one) => one.text).join('\n')).not.toMatch(/Rp|\d{6}/);

  const balance = await ask(phone, code, /Rp/);
  expect(balance.text).toContain('Rp7.800.000');

  await ask(phone, 'saya sudah transfer', /bukti/i);
  await phone.sendImage({ bytes: png(900), caption: 'bukti transfer INV/2026/0034' });
  await phone.until('the question for the amount', () => /Berapa/.test(phone.received.at(-1)!.text));
  await ask(phone, '1', /Tanggal berapa/);
  const receipt = await ask(phone, 'hari ini', /P-\d/);
  if (process.env.SAPA_SHOW) console.log(phone.received.map(({ text }) => text).join('\n---\n'));

  const kept = await app.database.read(async ({ connection }) => ({
    proofs: connection.sqlite
      .prepare('SELECT receipt_number AS number FROM payment_proofs ORDER BY id DESC LIMIT 1')
      .all(),
    evidence: connection.sqlite.prepare('SELECT DISTINCT what FROM disclosures').all(),
  }));
  expect(kept.proofs).toEqual([{ number: /P-\d+/.exec(receipt.text)?.[0] }]);
  expect(kept.evidence.length).toBeGreaterThan(0);
});
