import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';
import { accountById, updateProfile } from './account-repository.ts';
import { recordAudit } from './audit.ts';
import { creditorsIn, type ScopeCreditor } from './creditor-scope.ts';
import type { SignedInCollector } from './signed-in.ts';

export interface Preferences {
  sound: boolean;
  desktop: boolean;
  theme: 'auto' | 'light' | 'dark';
}

const USUAL: Preferences = { sound: true, desktop: false, theme: 'auto' };

export interface OwnProfile {
  email: string;
  name: string;
  firstName: string;
  locale: 'id' | 'en';
  teamName: string | null;
  preferences: Preferences;
  creditors: ScopeCreditor[];
  /** When the session ends however busy it is, epoch ms. */
  expiresAt: number;
}

const more = sqlStatement<{ sessionId: number; id: number }, { team: string | null; expires_at: number }>(
  `SELECT (SELECT name FROM teams WHERE id = c.team_id) AS team, s.expires_at
   FROM collectors c JOIN collector_sessions s ON s.id = @sessionId WHERE c.id = @id`,
);

/** What a person is shown of themselves. */
export function ownProfile(tx: ReadTx, collector: SignedInCollector): OwnProfile {
  const account = accountById(tx, collector.collectorId)!;
  const { team, expires_at } = more(tx).get({ sessionId: collector.sessionId, id: account.id })!;
  return {
    email: account.email,
    name: account.name,
    firstName: account.first_name,
    locale: account.locale,
    teamName: team,
    preferences: preferencesOf(account.preferences),
    creditors: creditorsIn(tx, collector.creditors),
    expiresAt: expires_at,
  };
}

export interface OwnChange {
  name?: string | undefined;
  firstName?: string | undefined;
  locale?: 'id' | 'en' | undefined;
  preferences?: { [K in keyof Preferences]?: Preferences[K] | undefined } | undefined;
}

/** Changes what a person may say about themselves; what is left out stays. */
export async function changeProfile(
  tx: Tx,
  collector: SignedInCollector,
  change: OwnChange,
  now: number,
): Promise<void> {
  const account = accountById(tx, collector.collectorId)!;
  const wanted = Object.entries(change.preferences ?? {}).filter(([, value]) => value !== undefined);
  updateProfile(tx, {
    id: account.id,
    name: change.name ?? account.name,
    firstName: change.firstName ?? account.first_name,
    locale: change.locale ?? account.locale,
    preferences: JSON.stringify({ ...preferencesOf(account.preferences), ...Object.fromEntries(wanted) }),
  });
  const detail = Object.keys(change).sort().join(' ');
  await recordAudit(tx, { at: now, collector, what: 'profile_changed', detail });
  tx.announce({ kind: 'team' });
}

function preferencesOf(json: string): Preferences {
  return { ...USUAL, ...(JSON.parse(json) as Partial<Preferences>) };
}
