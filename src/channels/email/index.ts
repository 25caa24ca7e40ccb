import type { ChannelAdapter } from '../channel.ts';
import { EMAIL_CAPABILITIES } from './capabilities.ts';
import { composeMail } from './mail-message.ts';
import { createSmtp } from './smtp.ts';

export type { DemoInbox, DemoMail } from './demo-inbox.ts';
export { createDemoInbox } from './demo-inbox.ts';

/**
 * E-mail as a channel that only speaks: codes and notices by SMTP. `smtpUrl` and `from` are SMTP_URL and
 * MAIL_FROM. Nothing is received here yet.
 */
export function createEmailChannel(options: { smtpUrl: string; from: string }): ChannelAdapter {
  const smtp = createSmtp(options.smtpUrl);
  return {
    name: 'email',
    capabilities: EMAIL_CAPABILITIES,
    delivery: 'outbox',
    publish() {},
    async deliver(message) {
      const composed = composeMail(message, options.from);
      if (!composed.ok) return { ok: false, retry: false, reason: composed.reason };
      return smtp.send(composed.mail);
    },
    async start() {},
    async stop() {
      smtp.close();
    },
  };
}
