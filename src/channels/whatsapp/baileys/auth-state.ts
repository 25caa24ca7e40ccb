import type { AuthenticationCreds } from '@whiskeysockets/baileys';
import type { TransportEnv } from '../ports.ts';
import { createKeyStore, type KeyStore } from './auth-keys.ts';
import type { Lib } from './context.ts';

/** Who this device is to WhatsApp, for one connection. */
export interface AuthState {
  readonly creds: AuthenticationCreds;
  readonly keys: KeyStore;
  /** Whole, each time, before it returns: a lost write would use the same pre-keys again. */
  save(): void;
  /** The connection is closed: late writes of it are refused. */
  retire(): void;
}

/**
 * True once a phone has confirmed this device. `creds.registered` stays false after a QR code, and `me` alone
 * is also there after a pairing code that nobody typed in.
 */
export function isLinked(creds: AuthenticationCreds): boolean {
  return creds.account !== undefined && creds.account !== null && Boolean(creds.me?.lid);
}

export function readCreds(lib: Lib, env: TransportEnv): AuthenticationCreds | undefined {
  const json = env.store.auth.creds(env.account.id);
  return json === undefined ? undefined : JSON.parse(json, lib.BufferJSON.reviver);
}

/** Creds without a confirmed phone are thrown away: signing in with them is answered with 401. */
export function openAuth(lib: Lib, env: TransportEnv): AuthState {
  const { account, store, events } = env;
  let creds = readCreds(lib, env);
  if (!creds || !isLinked(creds)) {
    store.auth.wipe(account.id);
    creds = lib.initAuthCreds();
  }
  const ours = creds;
  const keys = createKeyStore(lib, store, account.id, (pairs) => {
    const others = pairs.filter((pair) => pair.phone !== account.phone);
    if (others.length > 0) events.learnt(others);
  });
  let retired = false;
  return {
    creds: ours,
    keys,
    save() {
      if (!retired) store.auth.saveCreds(account.id, JSON.stringify(ours, lib.BufferJSON.replacer));
    },
    retire() {
      retired = true;
      keys.retire();
    },
  };
}
