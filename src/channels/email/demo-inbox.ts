import type { Clock } from '../../shared/clock.ts';
import type { ChannelAdapter } from '../channel.ts';
import { EMAIL_CAPABILITIES } from './capabilities.ts';

/** One message as `/demo/inbox.json` shows it. */
export interface DemoMail {
  to: string;
  channel: string;
  subject: string;
  text: string;
  /** ISO 8601 instant, UTC. */
  at: string;
}

export interface DemoInbox {
  /** An adapter under this name whose messages end here instead of leaving the machine. */
  adapter(name: string): ChannelAdapter;
  /** Newest first; the last 200. */
  list(): DemoMail[];
}

const KEPT = 200;

/** The demonstration's mailbox, in memory. It shows codes to everyone: for demonstration mode only. */
export function createDemoInbox({ clock }: { clock: Clock }): DemoInbox {
  const mails = new Map<string, DemoMail>();
  return {
    list: () => [...mails.values()].reverse(),
    adapter: (name) => ({
      name,
      capabilities: EMAIL_CAPABILITIES,
      delivery: 'outbox',
      publish() {},
      async deliver({ id, to, subject = '', body }) {
        // A retry of the same message is the same message.
        mails.delete(`${name}:${id}`);
        mails.set(`${name}:${id}`, {
          to,
          channel: name,
          subject,
          text: body.text,
          at: new Date(clock.now()).toISOString(),
        });
        const [oldest] = mails.keys();
        if (mails.size > KEPT && oldest !== undefined) mails.delete(oldest);
        return { ok: true };
      },
      async start() {},
      async stop() {},
    }),
  };
}
