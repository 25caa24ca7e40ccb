import { Curve, proto } from '@whiskeysockets/baileys';
import { describe, expect, it } from 'vitest';
import { openAuth } from '../../src/channels/whatsapp/baileys/auth-state.ts';
import type { BaileysContext } from '../../src/channels/whatsapp/baileys/context.ts';
import { loadBaileys } from '../../src/channels/whatsapp/baileys/load.ts';
import { socketConfig } from '../../src/channels/whatsapp/baileys/socket.ts';
import type { Surroundings } from '../../src/channels/whatsapp/ports.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { numberEnv } from './our-number.ts';

const lib = await loadBaileys();

function config(surroundings: Surroundings = {}) {
  const store = temporaryWhatsAppStore();
  const { env } = numberEnv(store, { surroundings });
  const ctx: BaileysContext = {
    ...env,
    lib,
    socket: () => undefined,
    stopped: () => undefined,
    restricted() {},
  };
  const made = socketConfig(ctx, openAuth(lib, env), {
    makeSignalRepository: lib.DEFAULT_CONNECTION_CONFIG.makeSignalRepository,
    getMessage: async () => undefined,
    deaf: false,
  });
  store.close();
  return made;
}

describe('the socket', () => {
  it("goes to WhatsApp's own address, over TLS, unless a test says otherwise in code", () => {
    expect(config().waWebSocketUrl).toBeUndefined();
    expect(config().agent).toBeUndefined();
    expect(config().fetchAgent).toBeUndefined();
    expect(lib.DEFAULT_CONNECTION_CONFIG.waWebSocketUrl).toBe('wss://web.whatsapp.com/ws/chat');
    expect(config({ webSocketUrl: 'ws://127.0.0.1:1/ws/chat' }).waWebSocketUrl).toContain('127.0.0.1');
  });

  it('looks like a browser, leaves the phone its notifications, and logs nothing', () => {
    const { browser, markOnlineOnConnect, logger, generateHighQualityLinkPreview } = config();
    expect(browser).toEqual(['Ubuntu', 'Chrome', expect.stringMatching(/^\d\d\./)]);
    expect(markOnlineOnConnect).toBe(false);
    expect(generateHighQualityLinkPreview).toBe(false);
    expect(logger?.level).toBe('silent');
    expect(logger?.child({})).toBe(logger);
  });

  it('takes LID mappings from the first history, and no old conversations', () => {
    const { shouldSyncHistoryMessage, syncFullHistory } = config();
    const types = proto.HistorySync.HistorySyncType;
    const taken = Object.entries(types)
      .filter(([, syncType]) => shouldSyncHistoryMessage?.({ syncType: syncType as number }))
      .map(([name]) => name);
    expect(taken.sort()).toEqual(['INITIAL_BOOTSTRAP', 'NON_BLOCKING_DATA', 'PUSH_NAME']);
    expect(syncFullHistory).toBe(false);
  });
});

describe('a defect of Baileys 7.0.0-rc14 we build around', () => {
  it('any well-formed signature is called good, so that TLS alone proves whom we talk to', () => {
    const { private: key } = Curve.generateKeyPair();
    const { public: somebodyElse } = Curve.generateKeyPair();
    const signature = Curve.sign(key, Buffer.from('words'));
    // Fails once it is mended: then the certificate and the pairing signatures are checked by Baileys itself.
    expect(Curve.verify(somebodyElse, Buffer.from('other words'), signature)).toBe(true);
  });
});
