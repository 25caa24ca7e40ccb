import type { OutboundMessage } from '../channel.ts';

/** A letter as nodemailer takes it: plain text only, marked as written by a machine. */
export interface MailMessage {
  from: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  messageId: string;
  headers: Record<string, string>;
  disableFileAccess: true;
  disableUrlAccess: true;
}

/** One bare address: no names, lists, comments, quotes or control characters. */
const ADDRESS =
  /^[^\s@<>()[\]\\,;:"\p{Cc}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}]+\.[^\s@<>()[\]\\,;:"\p{Cc}.]{2,63}$/u;
const CONTROL = /\p{Cc}/u;

export type Composed =
  | { ok: true; mail: MailMessage }
  | { ok: false; reason: 'bad_address' | 'bad_subject' | 'bad_id' };

/**
 * Builds the letter. Refuses what could smuggle in a second recipient or header (line ends, commas,
 * angle brackets). `from` is configuration; the Message-ID is the outbox row's stable id at its domain, so that
 * a letter sent twice after a crash is recognised as one.
 */
export function composeMail(message: OutboundMessage, from: string): Composed {
  const { to, subject = '', body, id } = message;
  if (to.length > 254 || !ADDRESS.test(to)) return { ok: false, reason: 'bad_address' };
  if (CONTROL.test(subject) || subject.length > 500) return { ok: false, reason: 'bad_subject' };
  if (!/^[a-zA-Z0-9._-]{1,64}$/.test(id)) return { ok: false, reason: 'bad_id' };
  return {
    ok: true,
    mail: {
      from,
      to: { name: '', address: to },
      subject,
      text: body.text,
      messageId: `<sapa.${id}@${domainOf(from)}>`,
      headers: {
        // RFC 3834: two answering machines must not write to each other for ever.
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        'Content-Language': body.locale,
      },
      disableFileAccess: true,
      disableUrlAccess: true,
    },
  };
}

/** The domain of `Name <box@domain>` or `box@domain`. */
export function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1]?.toLowerCase() ?? 'localhost';
}
