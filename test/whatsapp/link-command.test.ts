import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WhatsAppAtHand } from '../../src/commands/whatsapp-common.ts';
import { wish } from '../../src/commands/whatsapp-link.ts';
import { systemClock } from '../../src/shared/clock.ts';
import {
  addWhatsAppAccount,
  createAccountSecrets,
  createDirectory,
  listWhatsAppAccounts,
} from '../../src/storage/whatsapp/index.ts';
import { ownStore } from '../../src/whatsapp-store.ts';
import { temporaryDir, testDatabase } from '../support/database.ts';
import { LoopbackWhatsApp } from './server/index.ts';

const FIRM = '+62215550100';
const DATA_KEY = 'a data key of tests, long enough to be one';
const PATIENCE = { timeout: 20_000, interval: 20 };

let server: LoopbackWhatsApp;
const around = () => ({ ...server.surroundings(), pause: async () => {} });
let printed = '';
beforeAll(async () => {
  server = await LoopbackWhatsApp.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  printed = '';
  vi.spyOn(console, 'log').mockImplementation((text) => {
    printed += `${text}\n`;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What the command finds in DATA_DIR beside which no server runs. */
async function atHand(): Promise<WhatsAppAtHand> {
  const database = testDatabase(join(temporaryDir(), 'sapa.db'));
  await database.write(async (tx) => {
    tx.connection.sqlite.exec(
      "INSERT INTO creditors (id, slug, name, created_at) VALUES (1, 'contoh', 'PT Contoh', 0)",
    );
    addWhatsAppAccount(tx, { creditorId: 1, phone: FIRM, transport: 'baileys', ownerEmail: null }, 0);
  });
  const secrets = createAccountSecrets(DATA_KEY);
  return {
    database,
    store: ownStore({ DATA_DIR: temporaryDir(), DATA_KEY }),
    directory: createDirectory({ database, clock: systemClock, secrets }),
    accounts: await database.read(async (tx) => listWhatsAppAccounts(tx)),
  };
}

describe('sapa whatsapp link beside which no server runs', () => {
  it('links by a scanned QR code, lets the number go, and unlinks again', async () => {
    const at = await atHand();
    const owner = await server.ownerPhone(FIRM);
    const linking = wish(at, undefined, 'qr', around());
    const text = await vi.waitFor(() => {
      const { show } = at.store.links.read(1) ?? {};
      expect(show).toBeDefined();
      expect(printed).toMatch(/[▀▄█]{10}/);
      return show ?? '';
    }, PATIENCE);
    await owner.scan(text);
    expect(await linking).toEqual({ phone: FIRM });
    expect(printed).not.toContain(text);
    expect(at.store.auth.creds(1)).toContain('account');
    expect(at.store.leases.holder(1, Date.now())).toBeUndefined();

    expect(await wish(at, FIRM, 'unlink', around())).toEqual({ phone: FIRM });
    expect(at.store.auth.creds(1)).toBeUndefined();
    at.store.close();
    await at.database.close();
  });

  it('links by a code typed into the phone', async () => {
    const at = await atHand();
    const owner = await server.ownerPhone(FIRM);
    const linking = wish(at, FIRM, 'code', around());
    const code = await vi.waitFor(() => {
      const found = /\b([A-Z0-9]{4})-([A-Z0-9]{4})\b/.exec(printed);
      expect(found).not.toBeNull();
      return `${found?.[1]}${found?.[2]}`;
    }, PATIENCE);
    await owner.enterCode(code);
    expect(await linking).toEqual({ phone: FIRM });
    at.store.close();
    await at.database.close();
  });
});
