import { ExpectedError } from '../../shared/errors.ts';
import { createVault } from '../../shared/vault.ts';

/** What the Cloud API needs and nobody else may read. */
export interface CloudSecrets {
  accessToken: string;
  appSecret: string;
  /** Said by Meta when it asks for the webhook for the first time. */
  verifyToken: string;
}

export interface AccountSecrets {
  /** Bound to the number: sealed secrets cannot be moved to another row. */
  seal(phone: string, secrets: CloudSecrets): Buffer;
  /** Throws ExpectedError `data_key` when they were sealed under another DATA_KEY. */
  open(phone: string, sealed: Buffer): CloudSecrets;
}

/** `key` is DATA_KEY. */
export function createAccountSecrets(key: string | Buffer): AccountSecrets {
  const vault = createVault(key, 'whatsapp-account');
  const context = (phone: string) => `account:${phone}`;
  return {
    seal: (phone, secrets) => vault.seal(Buffer.from(JSON.stringify(secrets)), context(phone)),
    open(phone, sealed) {
      try {
        return JSON.parse(vault.open(sealed, context(phone)).toString('utf8')) as CloudSecrets;
      } catch {
        throw new ExpectedError('data_key', [
          `The secrets of the WhatsApp number ${phone} cannot be opened: they were sealed under another DATA_KEY.`,
          'Start with the DATA_KEY they were sealed with, or give them again: "sapa whatsapp add" replaces them.',
        ]);
      }
    },
  };
}
