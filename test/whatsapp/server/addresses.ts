/** Whether somebody is named by phone number or by the number-less id WhatsApp gives. */
export type Mode = 'pn' | 'lid';

export interface Address {
  user: string;
  mode: Mode;
  device: number;
}

const PATTERN = /^(\d{5,20})(?::(\d{1,5}))?@(s\.whatsapp\.net|lid)$/;

/** A user's or a device's address; undefined for groups, broadcasts, newsletters and nonsense. */
export function parseAddress(jid: string | undefined): Address | undefined {
  const match = PATTERN.exec(jid ?? '');
  if (!match) return undefined;
  return { user: match[1]!, mode: match[3] === 'lid' ? 'lid' : 'pn', device: Number(match[2] ?? 0) };
}

export interface Named {
  number: string;
  lid: string;
}

/** Written address; device 0 is left out. */
export function writeAddress(who: Named, mode: Mode, device = 0): string {
  const suffix = device === 0 ? '' : `:${device}`;
  return mode === 'lid' ? `${who.lid}${suffix}@lid` : `${who.number}${suffix}@s.whatsapp.net`;
}

/** Digits of a number given as people write it. */
export function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
