import type { WASocket } from '@whiskeysockets/baileys';
import { chatOf } from '../chat.ts';
import type { Party } from '../ports.ts';
import type { Lib } from './context.ts';

type LidMapping = WASocket['signalRepository']['lidMapping'];

/** Our own ids, as the account's credentials have them. */
export interface Own {
  id?: string;
  lid?: string;
}

/**
 * Who a jid names: exactly one kind of id, never made into the other. Undefined for whatever is no person
 * (groups, status, newsletters, bots) and for WhatsApp's own announcements, which come from number 0.
 */
export function partyOf(lib: Lib, jid: string | null | undefined): Party | undefined {
  const decoded = lib.jidDecode(jid ?? undefined);
  if (!decoded || !/^\d{1,20}$/.test(decoded.user) || /^0+$/.test(decoded.user)) return undefined;
  if (decoded.server === 'lid') return { lid: decoded.user };
  if (decoded.server === 's.whatsapp.net') return { phone: `+${decoded.user}` };
  return undefined;
}

/** The person of a message's key, with the other form of their id where the stanza gave it. */
export function partyOfKey(
  lib: Lib,
  key: { remoteJid?: string | null; remoteJidAlt?: string | null },
  own: Own,
): Party | undefined {
  const party = partyOf(lib, key.remoteJid);
  if (!party) return undefined;
  // In a copy of what the owner wrote, the other form is that of the writer: us.
  const alt = isOwn(lib, key.remoteJidAlt, own) ? undefined : partyOf(lib, key.remoteJidAlt);
  return { ...alt, ...party };
}

export function isOwn(lib: Lib, jid: string | null | undefined, own: Own): boolean {
  return lib.areJidsSameUser(jid ?? undefined, own.id) || lib.areJidsSameUser(jid ?? undefined, own.lid);
}

/** The chat as the message's own address names it. */
export function chatOfJid(lib: Lib, jid: string | null | undefined): string | undefined {
  const party = partyOf(lib, jid);
  return party && chatOf(party);
}

/** What the chat may be called: as this jid names it, and by the other form of the id where WhatsApp told it. */
export async function chatsOfJid(
  lib: Lib,
  jid: string | null | undefined,
  mapping: Pick<LidMapping, 'getLIDForPN' | 'getPNForLID'> | undefined,
): Promise<string[]> {
  const chat = chatOfJid(lib, jid);
  if (!jid || !chat) return [];
  const user = lib.jidNormalizedUser(jid);
  const other = await (chat.startsWith('lid:') ? mapping?.getPNForLID(user) : mapping?.getLIDForPN(user));
  const alias = chatOfJid(lib, other);
  return alias ? [chat, alias] : [chat];
}

/** Where to write to: by LID where it is known, as WhatsApp's own clients do. */
export function jidOf(party: Party): string | undefined {
  if (party.lid) return `${party.lid}@lid`;
  return party.phone && `${party.phone.replace('+', '')}@s.whatsapp.net`;
}
