import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type Sqlite from 'better-sqlite3';
import type { LeaseStore } from '../../channels/whatsapp/store.ts';

interface Row {
  holder: string;
  host: string;
  pid: number;
  until: number;
}

/** Of this process, whoever opened the file: a row with our own pid and none of these is of an earlier life. */
const mine = new Set<string>();

/**
 * One process per number. A lease is free at once when its process, on this host, is gone; one of another
 * host when its time is over (as is one whose process id now names something else).
 */
export function createLeases(sqlite: Sqlite.Database, together: <T>(work: () => T) => T): LeaseStore {
  const read = sqlite.prepare<[number], Row>(
    'SELECT holder, host, pid, until FROM leases WHERE account_id = ?',
  );
  const put = sqlite.prepare<[number, string, string, number, number]>(
    `INSERT INTO leases (account_id, holder, host, pid, until) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (account_id) DO UPDATE SET holder = excluded.holder, host = excluded.host,
       pid = excluded.pid, until = excluded.until`,
  );
  const drop = sqlite.prepare<[number, string]>('DELETE FROM leases WHERE account_id = ? AND holder = ?');
  const here = host();
  const holding = (accountId: number, now: number): Row | undefined => {
    const row = read.get(accountId);
    if (!row || row.until <= now) return undefined;
    return row.host === here && !alive(row.pid, row.holder) ? undefined : row;
  };
  return {
    take: (accountId, holder, now, until) =>
      together(() => {
        const other = holding(accountId, now);
        if (other && other.holder !== holder) return 'taken';
        put.run(accountId, holder, here, process.pid, until);
        mine.add(holder);
        return 'held';
      }),
    release(accountId, holder) {
      drop.run(accountId, holder);
    },
    holder(accountId, now) {
      const row = holding(accountId, now);
      return row && { holder: row.holder, pid: row.pid, host: row.host };
    },
  };
}

/** Process ids mean something within one host and, on Linux, one namespace (a container) of it. */
function host(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function alive(pid: number, holder: string): boolean {
  if (pid === process.pid) return mine.has(holder);
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is a process.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
