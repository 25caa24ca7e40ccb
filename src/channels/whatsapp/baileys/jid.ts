/** Meta's own assistants have ordinary-looking numbers. */
const BOT = /^(?:1313555\d{4}|131655500\d{2})$/;

/**
 * Whose messages are never even decrypted: groups, status, newsletters, bots, hosted devices and WhatsApp's own
 * announcements; a debtor writes from s.whatsapp.net or lid.
 */
export function isIgnored(jid: string): boolean {
  const at = jid.indexOf('@');
  if (at < 1) return false;
  const server = jid.slice(at + 1);
  if (server !== 's.whatsapp.net' && server !== 'lid') return true;
  const user = userOf(jid);
  return server === 's.whatsapp.net' && (user === '0' || BOT.test(user));
}

/** '628…' of '628…:7@s.whatsapp.net'. */
export function userOf(jid: string): string {
  return jid.slice(0, jid.indexOf('@')).split(':')[0]?.split('_')[0] ?? '';
}

/** '628…@s.whatsapp.net' of '+628…'. */
export function phoneJid(phone: string): string {
  return `${digits(phone)}@s.whatsapp.net`;
}

export function digits(phone: string): string {
  return phone.replace(/\D/g, '');
}
