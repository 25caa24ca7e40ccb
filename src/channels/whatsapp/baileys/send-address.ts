import type { WASocket } from '@whiskeysockets/baileys';
import type { Party, SendOutcome } from '../ports.ts';
import type { BaileysContext } from './context.ts';
import { jidOf } from './intake-party.ts';

export type Addressed = { jid: string } | SendOutcome;

/** How long a number that was not there is believed not to be. */
const ABSENT_MS = 24 * 60 * 60_000;

/**
 * Finds where to write to. A number that never wrote is looked up first, once: writing to one that is not on
 * WhatsApp is what numbers are restricted for.
 */
export function createAddresses(ctx: BaileysContext) {
  const { account, clock, directory, lib } = ctx;
  const present = new Map<string, string>();
  const absent = new Map<string, number>();

  return async (sock: WASocket, to: Party): Promise<Addressed> => {
    const byLid = to.lid && jidOf(to);
    if (byLid) return { jid: byLid };
    const { phone } = to;
    const jid = jidOf(to);
    if (!phone || !jid) return { how: 'final', reason: 'no_address' };
    const known = present.get(phone);
    if (known) return { jid: known };
    if (clock.now() - (absent.get(phone) ?? Number.NEGATIVE_INFINITY) < ABSENT_MS)
      return { how: 'final', reason: 'not_on_whatsapp' };

    const found = await sock.onWhatsApp(jid);
    // No answer is no knowledge.
    if (!found) return { how: 'retry', reason: 'lookup_failed' };
    if (!found.some((one) => one.exists)) {
      absent.set(phone, clock.now());
      await directory.learnt(account.id, [{ phone, lid: null }], clock.now());
      return { how: 'final', reason: 'not_on_whatsapp' };
    }
    const lid = await sock.signalRepository.lidMapping.getLIDForPN(jid);
    const address = (lid && lib.jidNormalizedUser(lid)) || jid;
    present.set(phone, address);
    return { jid: address };
  };
}
