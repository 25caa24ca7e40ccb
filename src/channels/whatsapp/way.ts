import type { OutboundMessage } from '../channel.ts';
import type { Account, Template } from './ports.ts';

/** Meta: free text until 24 hours after their newest message, templates alone from then on. */
const WINDOW_MS = 24 * 60 * 60_000;
/** A parameter of a template: one line, at most 1,024 characters. */
const PARAMETER_MAX = 1_000;

export type Way =
  | { how: 'free' }
  /** Says all there is to say. */
  | { how: 'template'; template: Template; parameters: string[]; code?: string }
  /** Asks them to write; what there is to say waits for that. */
  | { how: 'reopen'; template: Template; parameters: string[] }
  | { how: 'none'; reason: 'outside_window' | 'never_written' | 'reminders_off' };

/**
 * By which way a message may reach somebody. `lastInboundAt` (epoch ms): their newest message to this
 * number. Baileys writes to nobody who has never written: that is what numbers are banned for.
 */
export function wayTo(
  account: Account,
  message: OutboundMessage,
  lastInboundAt: number | undefined,
  now: number,
): Way {
  const { purpose, body, code } = message;
  if (purpose === 'reminder' && !account.reminders) return { how: 'none', reason: 'reminders_off' };
  if (account.transport === 'baileys')
    return lastInboundAt === undefined ? { how: 'none', reason: 'never_written' } : { how: 'free' };
  if (lastInboundAt !== undefined && now < lastInboundAt + WINDOW_MS) return { how: 'free' };
  return closedWay(account, purpose, body, code);
}

/** By which way when the 24 hours are over. */
export function closedWay(
  account: Account,
  purpose: OutboundMessage['purpose'],
  body: OutboundMessage['body'],
  code?: string,
): Way {
  const find = (wanted: Template['purpose']) => {
    const fit = account.templates.filter((one) => one.purpose === wanted);
    return fit.find((one) => one.locale === body.locale) ?? fit.find((one) => one.locale === account.locale);
  };
  if (purpose === 'code') {
    const template = find('code');
    if (template && code !== undefined) return { how: 'template', template, parameters: [code], code };
    return { how: 'none', reason: 'outside_window' };
  }
  // A reminder that waits for an answer would come when nobody needs it any more.
  const template = find(purpose === 'reminder' ? 'reminder' : 'reopen');
  if (template && purpose === 'reminder')
    return { how: 'template', template, parameters: [oneLine(body.text)] };
  if (template) return { how: 'reopen', template, parameters: [account.creditorName] };
  return { how: 'none', reason: 'outside_window' };
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const kept = line.slice(0, PARAMETER_MAX - 1).replace(/[\ud800-\udbff]$/, '');
  return line.length <= PARAMETER_MAX ? line : `${kept.trimEnd()}…`;
}
