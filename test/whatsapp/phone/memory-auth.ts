import type {
  AuthenticationCreds,
  AuthenticationState,
  SignalDataSet,
  SignalDataTypeMap,
} from '@whiskeysockets/baileys';
import { BufferJSON, proto } from '@whiskeysockets/baileys';

type Stored = Map<string, string>;

/** An auth state in memory; values are kept as text, so that nothing in it is shared with a live session. */
export function memoryAuth(
  creds: AuthenticationCreds,
  preKeys: Record<string, unknown> = {},
): AuthenticationState {
  const stored: Stored = new Map();
  const key = (type: string, id: string) => `${type} ${id}`;
  const write = (type: string, id: string, value: unknown) => {
    if (value === null || value === undefined) stored.delete(key(type, id));
    else stored.set(key(type, id), JSON.stringify(value, BufferJSON.replacer));
  };
  for (const [id, pair] of Object.entries(preKeys)) write('pre-key', id, pair);
  return {
    creds,
    keys: {
      get: <T extends keyof SignalDataTypeMap>(type: T, ids: string[]) => {
        const found: Record<string, SignalDataTypeMap[T]> = {};
        for (const id of ids) {
          const text = stored.get(key(type, id));
          if (text === undefined) continue;
          const value = JSON.parse(text, BufferJSON.reviver);
          found[id] =
            type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value;
        }
        return found;
      },
      set: (data: SignalDataSet) => {
        for (const [type, entries] of Object.entries(data))
          for (const [id, value] of Object.entries(entries ?? {})) write(type, id, value);
      },
    },
  };
}
