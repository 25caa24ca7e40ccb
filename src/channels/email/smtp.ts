import type { Transporter } from 'nodemailer';
import type { Delivery } from '../channel.ts';
import type { MailMessage } from './mail-message.ts';

export interface Smtp {
  send(mail: MailMessage): Promise<Delivery>;
  close(): void;
}

/** Well inside the outbox's own limit for one send. */
const TIMEOUTS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 20_000,
  dnsTimeout: 5_000,
};

/** Pooled SMTP at `url` (`smtp[s]://user:password@host:port`, nodemailer's query options included). */
export function createSmtp(url: string): Smtp {
  let transport: Promise<Transporter> | undefined;
  const open = () => {
    // Loaded with the first letter: a start without mail does not pay for it.
    transport ??= import('nodemailer').then(({ createTransport }) =>
      createTransport({ url, pool: true, maxConnections: 4, maxMessages: 100, ...TIMEOUTS }),
    );
    return transport;
  };
  return {
    async send(mail) {
      try {
        const { rejected } = await (await open()).sendMail(mail);
        return (rejected ?? []).length === 0
          ? { ok: true }
          : { ok: false, retry: false, reason: 'recipient refused' };
      } catch (error) {
        return failure(error);
      }
    },
    close() {
      void transport?.then((one) => one.close());
      transport = undefined;
    },
  };
}

/**
 * What an SMTP failure means (RFC 5321, 4.2.1): 5yz will never work for this letter; 4yz, a broken
 * connection, and a refused login (ours to mend, not the letter's fault) are worth another try. The
 * server's words are left out: they often repeat the address.
 */
function failure(error: unknown): Delivery {
  const { code, responseCode, command } = error as {
    code?: string;
    responseCode?: number;
    command?: string;
  };
  const login = code === 'EAUTH' || command?.startsWith('AUTH') === true;
  if (responseCode !== undefined && responseCode >= 500 && !login)
    return { ok: false, retry: false, reason: `smtp ${responseCode}` };
  if (code === 'EENVELOPE' && responseCode === undefined)
    return { ok: false, retry: false, reason: 'bad_address' };
  return { ok: false, retry: true, reason: `smtp ${responseCode ?? code ?? 'failed'}` };
}
