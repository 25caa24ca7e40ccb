import { createHash } from 'node:crypto';
import type { SignalKeyStoreWithTransaction, SocketConfig } from '@whiskeysockets/baileys';
import { besideKeys } from './auth-keys.ts';
import type { BaileysContext } from './context.ts';

/** Which message a ciphertext came with; the bytes are the very object that Baileys hands on to be decrypted. */
const carriedBy = new WeakMap<Uint8Array, { chat: string; messageId: string }>();

export function noteCiphertext(bytes: Uint8Array, message: { chat: string; messageId: string }): void {
  carriedBy.set(bytes, message);
}

/**
 * Baileys' Signal repository, with two promises added. What a message said is durable in the same transaction
 * that moves the ratchet on, before Baileys sends a receipt. And a ciphertext that was opened before is
 * answered from what is kept, without the ratchet, which could not open it again: so a redelivery after a
 * crash becomes the same message once more. Whatever a message that cannot be opened would have changed
 * (identity, session) is left as it was.
 */
export function wrapSignalRepository(ctx: BaileysContext): SocketConfig['makeSignalRepository'] {
  const { account, lib, store } = ctx;
  return (auth, logger, pnToLid) => {
    const inner = lib.DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, pnToLid);
    const keys = auth.keys as SignalKeyStoreWithTransaction;
    return {
      ...inner,
      async decryptMessage(sealed) {
        const cipherHash = createHash('sha256').update(sealed.ciphertext).digest('hex');
        const known = store.journal.plaintextOf(account.id, cipherHash);
        if (known) return known;
        const message = carriedBy.get(sealed.ciphertext);
        const box: { write?: () => void } = {};
        const plaintext = await besideKeys.run(box, () =>
          // The same lock that Baileys takes for this sender; its own transaction joins this one.
          keys.transaction(async () => {
            const opened = await inner.decryptMessage(sealed);
            if (message) {
              const at = { ...message, cipherHash, plaintext: Buffer.from(opened) };
              box.write = () => store.journal.decrypted(account.id, at);
            }
            return opened;
          }, sealed.jid),
        );
        // No key had changed, so nothing was written beside one.
        box.write?.();
        return plaintext;
      },
    };
  };
}
