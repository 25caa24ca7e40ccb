import type Sqlite from 'better-sqlite3';
import { ExpectedError } from '../../shared/errors.ts';
import { createVault } from '../../shared/vault.ts';

/** Seals contents; the context (table and key of the row) is bound in, so that no row can be moved to another. */
export interface Sealer {
  seal(plain: string | Buffer, context: string): Buffer;
  /** Throws ExpectedError `data_key` when the key is another one, or the bytes were changed. */
  open(sealed: Buffer, context: string): Buffer;
  text(sealed: Buffer, context: string): string;
}

const KNOWN = 'sapa';
const WHERE = 'key_check';

/** `key` is DATA_KEY. */
export function createSealer(key: string | Buffer): Sealer {
  const vault = createVault(key, 'whatsapp-session');
  const open = (sealed: Buffer, context: string): Buffer => {
    try {
      return vault.open(sealed, context);
    } catch {
      throw wrongKey();
    }
  };
  return {
    seal: (plain, context) => vault.seal(Buffer.isBuffer(plain) ? plain : Buffer.from(plain), context),
    open,
    text: (sealed, context) => open(sealed, context).toString('utf8'),
  };
}

/** Throws ExpectedError `data_key` unless the database was begun under this key; a new one is. */
export function checkKey(sqlite: Sqlite.Database, sealer: Sealer): void {
  sqlite
    .prepare('INSERT INTO key_check (id, sealed) VALUES (1, ?) ON CONFLICT DO NOTHING')
    .run(sealer.seal(KNOWN, WHERE));
  const { sealed } = sqlite.prepare('SELECT sealed FROM key_check WHERE id = 1').get() as { sealed: Buffer };
  sealer.open(sealed, WHERE);
}

function wrongKey(): ExpectedError {
  return new ExpectedError('data_key', [
    'What is kept of WhatsApp (whatsapp.db in DATA_DIR) cannot be opened: it was sealed under another DATA_KEY, or the file was changed.',
    'Start with the DATA_KEY it was made with. If that is lost, move whatsapp.db away and link every number anew: "sapa whatsapp link".',
  ]);
}
