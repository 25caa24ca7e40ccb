import type { WASocket } from '@whiskeysockets/baileys';
import type { Health } from '../ports.ts';

/**
 * One question to WhatsApp and its answer: a socket that is open says nothing about who is at its other end.
 * Never rejects.
 */
export async function roundTrip(sock: WASocket | undefined, withinMs: number): Promise<Health> {
  if (!sock) return { ok: false, reason: 'offline' };
  const started = performance.now();
  const ping = {
    tag: 'iq',
    attrs: { id: sock.generateMessageTag(), to: '@s.whatsapp.net', type: 'get', xmlns: 'w:p' },
    content: [{ tag: 'ping', attrs: {} }],
  };
  try {
    const answer: unknown = await sock.query(ping, withinMs);
    if (answer === undefined) return { ok: false, reason: 'no_answer' };
    return { ok: true, roundTripMs: Math.round(performance.now() - started) };
  } catch {
    return { ok: false, reason: sock.ws.isOpen ? 'no_answer' : 'offline' };
  }
}
