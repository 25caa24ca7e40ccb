import { AsyncLocalStorage } from 'node:async_hooks';
import type { SignalDataSet, SignalDataTypeMap, SignalKeyStore } from '@whiskeysockets/baileys';
import type { WhatsAppStore } from '../store.ts';
import type { Lib } from './context.ts';

/**
 * Something to be written in the very transaction that stores the keys: within `besideKeys.run(box, ...)`
 * the next `keys.set` runs `box.write` too, and clears it.
 */
export const besideKeys = new AsyncLocalStorage<{ write?: () => void }>();

export interface KeyStore extends SignalKeyStore {
  /** From here on nothing is read and a write throws: a late one of a closed connection would undo a newer one's. */
  retire(): void;
}

/**
 * The Signal keys of one number, durable when `set` returns. `learnt` hears every pair of number and LID (bare
 * digits) that Baileys stores, wherever it had it from.
 */
export function createKeyStore(
  lib: Pick<Lib, 'BufferJSON' | 'proto'>,
  store: WhatsAppStore,
  accountId: number,
  learnt: (pairs: { phone: string; lid: string }[]) => void,
): KeyStore {
  let retired = false;
  return {
    get<T extends keyof SignalDataTypeMap>(type: T, ids: string[]) {
      const found: Record<string, SignalDataTypeMap[T]> = {};
      if (retired) return found;
      for (const [id, json] of store.auth.keys(accountId, type, ids)) {
        found[id] = revive(lib, type, json) as SignalDataTypeMap[T];
      }
      return found;
    },
    set(data) {
      if (retired) throw new Error('the connection these keys belong to is closed');
      const changes = changesOf(lib, data);
      const box = besideKeys.getStore();
      store.together(() => {
        store.auth.saveKeys(accountId, changes);
        box?.write?.();
      });
      if (box) box.write = undefined;
      const pairs = pairsOf(data);
      if (pairs.length > 0) learnt(pairs);
    },
    retire() {
      retired = true;
    },
  };
}

function revive(lib: Pick<Lib, 'BufferJSON' | 'proto'>, type: string, json: string): unknown {
  const value = JSON.parse(json, lib.BufferJSON.reviver);
  // Baileys calls methods of the message class on this one.
  return type === 'app-state-sync-key' ? lib.proto.Message.AppStateSyncKeyData.fromObject(value) : value;
}

function changesOf(lib: Pick<Lib, 'BufferJSON'>, data: SignalDataSet) {
  const changes: { type: string; id: string; value: string | null }[] = [];
  for (const [type, values] of Object.entries(data)) {
    for (const [id, value] of Object.entries(values ?? {})) {
      const json = value == null ? null : JSON.stringify(value, lib.BufferJSON.replacer);
      changes.push({ type, id, value: json });
    }
  }
  return changes;
}

/** Each pair is stored in both directions; the one by number is read. */
function pairsOf(data: SignalDataSet): { phone: string; lid: string }[] {
  const pairs: { phone: string; lid: string }[] = [];
  for (const [phone, lid] of Object.entries(data['lid-mapping'] ?? {})) {
    if (/^\d+$/.test(phone) && lid && /^\d+$/.test(lid)) pairs.push({ phone: `+${phone}`, lid });
  }
  return pairs;
}
