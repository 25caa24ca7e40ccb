import type { WhatsAppAlert, WhatsAppLink, WhatsAppNumber, WhatsAppState } from '../../contract/console.ts';
import type { DeskNumber } from './whatsapp-desk.ts';

/** States out of which a number comes only by somebody doing something. */
const STUCK: ReadonlySet<WhatsAppState> = new Set([
  'unlinked',
  'restricted',
  'replaced',
  'banned',
  'outdated',
  'misconfigured',
]);

/** A connection that is not back after so long will hardly come back by itself: no network, or the phone is off. */
const CONNECTS_WITHIN_MS = 15 * 60_000;

/** Whether somebody has to look after a number, at `now` (epoch ms). */
export function needsPerson({ state, since }: Pick<DeskNumber, 'state' | 'since'>, now: number): boolean {
  if (STUCK.has(state)) return true;
  return state === 'connecting' && since !== undefined && now - since > CONNECTS_WITHIN_MS;
}

export function whatsappAlert(one: DeskNumber): WhatsAppAlert {
  const { id, creditorId, creditorName, phone, state, since = null } = one;
  return { id, creditor: { id: creditorId, name: creditorName }, phone, state, since };
}

/** A number as the page has it. What is to be scanned or typed is there with `shows` alone. */
export async function whatsappNumber(one: DeskNumber, now: number, shows: boolean): Promise<WhatsAppNumber> {
  return {
    ...whatsappAlert(one),
    transport: one.transport,
    reminders: one.reminders,
    reason: one.reason ?? null,
    lastInboundAt: one.lastInboundAt ?? null,
    lastAcceptedAt: one.lastAcceptedAt ?? null,
    roundTripMs: one.roundTripMs ?? null,
    roundTripAt: one.roundTripAt ?? null,
    missing: one.missing,
    needsPerson: needsPerson(one, now),
    link: one.link ? await shownLink(one.link, now, shows) : null,
  };
}

async function shownLink(
  { method, state, show, expiresAt, reason }: NonNullable<DeskNumber['link']>,
  now: number,
  shows: boolean,
): Promise<WhatsAppLink> {
  const current = state === 'showing' && (expiresAt === undefined || expiresAt > now);
  const visible = shows && current && show !== undefined ? show : undefined;
  return {
    method,
    state,
    expiresAt: expiresAt ?? null,
    reason: reason ?? null,
    ...(visible !== undefined && method === 'qr' && { qr: await qrPath(visible) }),
    ...(visible !== undefined && method === 'code' && { code: visible }),
  };
}

/** Modules of a QR code as one SVG path: a run of dark ones in a row is one rectangle. */
async function qrPath(text: string): Promise<{ size: number; path: string }> {
  // Loaded when a number is linked, which is rarely.
  const { encode } = await import('uqr');
  const { data, size } = encode(text, { border: 0 });
  let path = '';
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < size; x++) {
      if (!row[x]) continue;
      let width = 1;
      while (row[x + width]) width++;
      path += `M${x} ${y}h${width}v1h-${width}z`;
      x += width;
    }
  }
  return { size, path };
}
