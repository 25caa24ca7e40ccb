import type { WASocket } from '@whiskeysockets/baileys';
import type { BaileysContext } from './context.ts';
import { digits, phoneJid, userOf } from './jid.ts';

/** Numbers asked for at once, and the pause between: many questions about strangers look like a spammer's. */
const BATCH = 10;
const PAUSE_MS = 15_000;
/** Numbers change hands: what is older is asked again. */
const REFRESH_MS = 30 * 86_400_000;

/**
 * Resolves the LIDs of numbers on file, before their owners write: a message by LID alone could not be matched
 * later. Runs until every number was asked for once, or `alive` says no; failures leave the rest for next time.
 * `pause` in ms.
 */
export async function resolveAhead(
  ctx: BaileysContext,
  sock: WASocket,
  pause: (ms: number) => Promise<void>,
  alive: () => boolean,
): Promise<void> {
  const { account, directory, clock } = ctx;
  const asked = new Set<string>();
  for (;;) {
    const phones = await directory.unresolved(account.id, clock.now() - REFRESH_MS, BATCH);
    const fresh = phones.filter((phone) => !asked.has(phone));
    if (fresh.length === 0 || !alive() || ctx.stopped() !== undefined) return;
    for (const phone of fresh) asked.add(phone);
    const known = await ask(ctx, sock, fresh);
    if (!known) return;
    // Whoever is on WhatsApp without showing a LID stays unknown, and is asked for again another day.
    const pairs = fresh
      .map((phone) => ({ phone, lid: known.get(digits(phone)) }))
      .flatMap(({ phone, lid }) => (lid === '' ? [] : [{ phone, lid: lid ?? null }]));
    await directory.learnt(account.id, pairs, clock.now());
    await pause(PAUSE_MS);
    if (!alive()) return;
  }
}

/** LID by number (bare digits), '' where it is not told. Who is not on WhatsApp is missing, as in WhatsApp's answer. */
async function ask(
  { lib }: BaileysContext,
  sock: WASocket,
  phones: readonly string[],
): Promise<Map<string, string> | undefined> {
  const query = new lib.USyncQuery().withContext('background').withContactProtocol().withLIDProtocol();
  for (const phone of phones) query.withUser(new lib.USyncUser().withPhone(`+${digits(phone)}`));
  const answer = await sock.executeUSyncQuery(query).catch(() => undefined);
  if (!answer) return undefined;
  const known = new Map<string, string>();
  for (const { id, lid, contact } of answer.list) {
    if (typeof lid === 'string' && lid.endsWith('@lid')) known.set(userOf(id), userOf(lid));
    else if (contact === true) known.set(userOf(id), '');
  }
  // Baileys sends by LID: it need not ask again.
  const mappings = [...known]
    .filter(([, lid]) => lid !== '')
    .map(([user, lid]) => ({ pn: phoneJid(user), lid: `${lid}@lid` }));
  await sock.signalRepository.lidMapping.storeLIDPNMappings(mappings);
  return known;
}
