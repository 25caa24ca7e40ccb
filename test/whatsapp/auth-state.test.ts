import { readFileSync } from 'node:fs';
import {
  type AuthenticationCreds,
  addTransactionCapability,
  Curve,
  initAuthCreds,
  proto,
  type SignalDataSet,
} from '@whiskeysockets/baileys';
import { describe, expect, it } from 'vitest';
import { besideKeys } from '../../src/channels/whatsapp/baileys/auth-keys.ts';
import { openAuth } from '../../src/channels/whatsapp/baileys/auth-state.ts';
import { loadBaileys } from '../../src/channels/whatsapp/baileys/load.ts';
import { temporaryWhatsAppStore } from '../support/whatsapp-store.ts';
import { ACCOUNT_ID, numberEnv, OUR_PHONE, rememberCreds } from './our-number.ts';

const lib = await loadBaileys();

/** As it is after a phone has confirmed the device. */
function linkedCreds(): AuthenticationCreds {
  return {
    ...initAuthCreds(),
    me: { id: '62215550100:3@s.whatsapp.net', lid: '100200300:3@lid', name: 'Toko' },
    account: { accountSignatureKey: Buffer.alloc(32, 1), details: Buffer.from('details') },
  };
}

const EVERY_TYPE: Required<SignalDataSet> = {
  'pre-key': { 1: Curve.generateKeyPair() },
  session: { '100.3': Buffer.from('a session') },
  'sender-key': { g: Buffer.from('a sender key') },
  'sender-key-memory': { 'x@g.us': { 'y@lid': true } },
  'app-state-sync-key': {
    AAAA: proto.Message.AppStateSyncKeyData.fromObject({ keyData: Buffer.from('state key'), timestamp: 5 }),
  },
  'app-state-sync-version': { regular: { version: 2, hash: Buffer.alloc(128, 7), indexValueMap: {} } },
  'lid-mapping': { '6281200001111': '555', '555_reverse': '6281200001111' },
  'device-list': { '6281200001111': ['0', '7'] },
  tctoken: { '555@lid': { token: Buffer.from('token'), timestamp: '12' } },
  'identity-key': { '555.0': Buffer.from('identity') },
};

describe('auth state', () => {
  it('gives every type of key back as it was, from another opening of the file', async () => {
    const first = temporaryWhatsAppStore();
    rememberCreds(first, linkedCreds());
    await openAuth(lib, numberEnv(first).env).keys.set(EVERY_TYPE);
    first.close();
    const second = temporaryWhatsAppStore(first.file);
    const { keys } = openAuth(lib, numberEnv(second).env);
    for (const [type, values] of Object.entries(EVERY_TYPE)) {
      const ids = Object.keys(values);
      const found = await keys.get(type as keyof typeof EVERY_TYPE, [...ids, 'missing']);
      expect(JSON.stringify(found, lib.BufferJSON.replacer), type).toBe(
        JSON.stringify(values, lib.BufferJSON.replacer),
      );
    }
    const stateKeys = await keys.get('app-state-sync-key', ['AAAA']);
    expect(stateKeys.AAAA).toBeInstanceOf(proto.Message.AppStateSyncKeyData);
    second.close();
  });

  it('deletes with null, and keeps the creds whole at each save', async () => {
    const store = temporaryWhatsAppStore();
    rememberCreds(store, linkedCreds());
    const auth = openAuth(lib, numberEnv(store).env);
    await auth.keys.set({ session: { a: Buffer.from('1'), b: Buffer.from('2') } });
    await auth.keys.set({ session: { a: null } });
    expect(Object.keys(await auth.keys.get('session', ['a', 'b']))).toEqual(['b']);
    Object.assign(auth.creds, { nextPreKeyId: 813 });
    auth.save();
    const again = openAuth(lib, numberEnv(store).env).creds;
    expect(again.nextPreKeyId).toBe(813);
    expect(again.noiseKey.private).toEqual(Buffer.from(auth.creds.noiseKey.private));
    expect(again.me?.lid).toBe('100200300:3@lid');
    store.close();
  });

  it('throws away creds that no phone has confirmed, keys included', async () => {
    const store = temporaryWhatsAppStore();
    const abandoned = { ...initAuthCreds(), me: { id: '62215550100@s.whatsapp.net', name: '~' } };
    rememberCreds(store, abandoned);
    store.auth.saveKeys(ACCOUNT_ID, [{ type: 'pre-key', id: '1', value: '{}' }]);
    const auth = openAuth(lib, numberEnv(store).env);
    expect(auth.creds.me).toBeUndefined();
    expect(auth.creds.noiseKey).not.toEqual(abandoned.noiseKey);
    expect(await auth.keys.get('pre-key', ['1'])).toEqual({});
    store.close();
  });

  it('writes what lies beside the keys in the same transaction: all of it, or none', async () => {
    const store = temporaryWhatsAppStore();
    rememberCreds(store, linkedCreds());
    const { keys } = openAuth(lib, numberEnv(store).env);
    const box: { write?: () => void } = {
      write() {
        throw new Error('disk full');
      },
    };
    const write = async () => keys.set({ session: { a: Buffer.from('moved on') } });
    await expect(besideKeys.run(box, write)).rejects.toThrow('disk full');
    expect(await keys.get('session', ['a'])).toEqual({});

    const entry = { chat: 'lid:5', messageId: 'M1', stanza: {}, seenAt: 1 };
    store.journal.seen(ACCOUNT_ID, entry);
    const at = { chat: 'lid:5', messageId: 'M1', cipherHash: 'ab', plaintext: Buffer.from('halo') };
    box.write = () => store.journal.decrypted(ACCOUNT_ID, at);
    // As Baileys does it: through a transaction of its own, committed when the work is over.
    const options = { maxCommitRetries: 1, delayBetweenTriesMs: 1 };
    const withTransactions = addTransactionCapability(keys, lib.DEFAULT_CONNECTION_CONFIG.logger, options);
    await besideKeys.run(box, () =>
      withTransactions.transaction(
        async () => withTransactions.set({ session: { a: Buffer.from('1') } }),
        'a',
      ),
    );
    expect(box.write).toBeUndefined();
    expect(store.journal.plaintextOf(ACCOUNT_ID, 'ab')).toEqual(Buffer.from('halo'));
    expect(Object.keys(await keys.get('session', ['a']))).toEqual(['a']);
    store.close();
  });

  it('refuses late writes of a connection that is closed', async () => {
    const store = temporaryWhatsAppStore();
    rememberCreds(store, linkedCreds());
    const old = openAuth(lib, numberEnv(store).env);
    await old.keys.set({ session: { a: Buffer.from('new') } });
    old.retire();
    expect(() => old.keys.set({ session: { a: Buffer.from('late') } })).toThrow('closed');
    store.auth.wipe(ACCOUNT_ID);
    old.save();
    expect(store.auth.creds(ACCOUNT_ID)).toBeUndefined();
    store.close();
  });

  it('tells every pair of number and LID that is stored, our own aside', async () => {
    const store = temporaryWhatsAppStore();
    rememberCreds(store, linkedCreds());
    const { env, told } = numberEnv(store);
    const own = { [OUR_PHONE.slice(1)]: '100200300', '100200300_reverse': OUR_PHONE.slice(1) };
    await openAuth(lib, env).keys.set({ 'lid-mapping': { ...EVERY_TYPE['lid-mapping'], ...own } });
    expect(told.learnt).toEqual([{ phone: '+6281200001111', lid: '555' }]);
    store.close();
  });

  it('leaves no key in the file that can be read without DATA_KEY', async () => {
    const store = temporaryWhatsAppStore();
    const creds = linkedCreds();
    rememberCreds(store, creds);
    const auth = openAuth(lib, numberEnv(store).env);
    await auth.keys.set(EVERY_TYPE);
    auth.save();
    const bytes = [store.file, `${store.file}-wal`].map((file) => readFileSync(file, 'latin1')).join('');
    const preKey = EVERY_TYPE['pre-key'][1]!;
    for (const secret of [creds.noiseKey, creds.signedIdentityKey, preKey].map((pair) => pair.private)) {
      for (const form of ['latin1', 'base64', 'hex'] as const) {
        expect(bytes.includes(Buffer.from(secret).toString(form))).toBe(false);
      }
    }
    expect(bytes.includes('noiseKey')).toBe(false);
    expect(bytes.includes(creds.advSecretKey)).toBe(false);
    store.close();
  });
});
