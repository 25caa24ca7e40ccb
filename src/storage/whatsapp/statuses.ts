import type Sqlite from 'better-sqlite3';
import type { AccountState } from '../../channels/whatsapp/model.ts';
import type { StatusStore } from '../../channels/whatsapp/store.ts';

interface Row {
  state: AccountState;
  reason: string | null;
  since: number;
  last_inbound_at: number | null;
  last_accepted_at: number | null;
  round_trip_ms: number | null;
  round_trip_at: number | null;
  updated_at: number;
}

/** How each number is. `since` is when its state last changed; a state brings its reason, or clears the old one. */
export function createStatuses(sqlite: Sqlite.Database): StatusStore {
  const one = sqlite.prepare<[number], Row>('SELECT * FROM statuses WHERE account_id = ?');
  const put = sqlite.prepare<Record<string, number | string | null>>(
    `INSERT INTO statuses (account_id, state, reason, since, last_inbound_at, last_accepted_at,
       round_trip_ms, round_trip_at, updated_at)
     VALUES (@accountId, COALESCE(@state, 'unlinked'), @reason, @now, @lastInboundAt, @lastAcceptedAt,
       @roundTripMs, @roundTripAt, @now)
     ON CONFLICT (account_id) DO UPDATE SET
       since = CASE WHEN COALESCE(@state, state) = state THEN since ELSE @now END,
       reason = CASE WHEN @state IS NULL AND @reason IS NULL THEN reason ELSE @reason END,
       state = COALESCE(@state, state),
       last_inbound_at = COALESCE(@lastInboundAt, last_inbound_at),
       last_accepted_at = COALESCE(@lastAcceptedAt, last_accepted_at),
       round_trip_ms = COALESCE(@roundTripMs, round_trip_ms),
       round_trip_at = COALESCE(@roundTripAt, round_trip_at),
       updated_at = @now`,
  );
  return {
    read(accountId) {
      const row = one.get(accountId);
      return (
        row && {
          state: row.state,
          since: row.since,
          updatedAt: row.updated_at,
          ...(row.reason !== null && { reason: row.reason }),
          ...(row.last_inbound_at !== null && { lastInboundAt: row.last_inbound_at }),
          ...(row.last_accepted_at !== null && { lastAcceptedAt: row.last_accepted_at }),
          ...(row.round_trip_ms !== null && { roundTripMs: row.round_trip_ms }),
          ...(row.round_trip_at !== null && { roundTripAt: row.round_trip_at }),
        }
      );
    },
    write(accountId, change, now) {
      put.run({
        accountId,
        now,
        state: change.state ?? null,
        reason: change.reason ?? null,
        lastInboundAt: change.lastInboundAt ?? null,
        lastAcceptedAt: change.lastAcceptedAt ?? null,
        roundTripMs: change.roundTripMs ?? null,
        roundTripAt: change.roundTripAt ?? null,
      });
    },
  };
}
