import { ownProfile, permissionsOf, type SignedInCollector } from '../../../collectors/index.ts';
import type { SessionInfo } from '../../contract/console.ts';
import type { ConsoleDeps } from './deps.ts';

/** Everything the page has to know about who is signed in. `token` is the session's. */
export async function sessionInfo(
  { database, sessions, demo }: ConsoleDeps,
  token: string,
  collector: SignedInCollector,
): Promise<SessionInfo> {
  const own = await database.read(async (tx) => ownProfile(tx, collector));
  const { email, name, firstName, locale, teamName, preferences, creditors, expiresAt } = own;
  return {
    collector: { id: collector.collectorId, email, name, firstName, role: collector.role, locale, teamName },
    permissions: permissionsOf(collector.role),
    creditors,
    preferences,
    csrf: sessions.csrf(token),
    expiresAt,
    demo,
  };
}
