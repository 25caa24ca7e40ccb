import type { DeskNumber } from '../http/index.ts';

const LINK_FAILURES: Record<string, string> = {
  expired: 'nobody scanned or typed it in time; try again with the phone at hand',
  other_number: 'another phone scanned it: it must be the phone of this number',
  refused: 'WhatsApp refused it; try again later, or use the other way (QR code or --code)',
  banned: 'WhatsApp has banned the number; see what WhatsApp on the phone says',
  outdated: 'WhatsApp no longer accepts the version that Sapa uses; update Sapa',
  replaced: 'another program with the same keys is connected; stop it first',
  no_connection: 'WhatsApp cannot be reached from here; check the network',
  interrupted: 'it was interrupted; try again',
  cancelled: 'it was given up',
  already_linked: 'it is linked already; "sapa whatsapp unlink" ends that first',
};

/** Why linking, or unlinking, did not come about. */
export function linkFailure(phone: string, method: 'qr' | 'code' | 'unlink', reason = 'unknown'): string {
  const what = method === 'unlink' ? 'unlinked' : 'linked';
  return `${phone} was not ${what}: ${LINK_FAILURES[reason] ?? reason}.`;
}

const STATES: Record<DeskNumber['state'], string> = {
  unlinked: 'not linked: "sapa whatsapp link" links it',
  linking: 'being linked',
  connecting: 'connecting',
  linked: 'linked',
  restricted: 'restricted by WhatsApp: nothing is sent; see what WhatsApp on the phone says',
  replaced: 'in use by another program with the same keys; stop that one',
  banned: 'banned by WhatsApp; see what WhatsApp on the phone says',
  outdated: 'WhatsApp no longer accepts this version of Sapa; update it',
  misconfigured: 'its settings do not work; "sapa whatsapp add" replaces them',
};

export const stateWords = (state: DeskNumber['state']): string => STATES[state];

/** "5 s", "12 min", "3 h", "4 d". */
export function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7_200) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.round(seconds / 3_600)} h`;
  return `${Math.round(seconds / 86_400)} d`;
}
