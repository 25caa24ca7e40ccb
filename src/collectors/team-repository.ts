import { type ReadTx, sqlStatement, type Tx } from '../storage/database.ts';

export interface TeamRow {
  id: number;
  name: string;
}

const everyTeam = sqlStatement<[], TeamRow>('SELECT id, name FROM teams ORDER BY name, id');
const byId = sqlStatement<[number], TeamRow>('SELECT id, name FROM teams WHERE id = ?');
const byName = sqlStatement<[string], TeamRow>('SELECT id, name FROM teams WHERE name = ?');
const creditors = sqlStatement<[number], { id: number }>(
  'SELECT creditor_id AS id FROM team_creditors WHERE team_id = ? ORDER BY creditor_id',
);
const insert = sqlStatement<[string, number]>('INSERT INTO teams (name, created_at) VALUES (?, ?)');
const rename = sqlStatement<[string, number]>('UPDATE teams SET name = ? WHERE id = ?');
const forget = sqlStatement<[number]>('DELETE FROM team_creditors WHERE team_id = ?');
const give = sqlStatement<[number, number]>('INSERT INTO team_creditors VALUES (?, ?)');
const open = sqlStatement<{ scope: string | null }, { id: number; open: number }>(
  `SELECT collector_id AS id, count(*) AS open FROM handoffs
   WHERE state <> 'closed' AND collector_id IS NOT NULL
     AND (@scope IS NULL OR creditor_id IN (SELECT value FROM json_each(@scope))) GROUP BY collector_id`,
);
const here = sqlStatement<[number], { id: number }>(
  'SELECT collector_id AS id FROM collector_presence WHERE online_until > ? AND away = 0',
);

export const allTeams = (tx: ReadTx) => everyTeam(tx).all();
export const teamById = (tx: ReadTx, id: number) => byId(tx).get(id);
export const teamByName = (tx: ReadTx, name: string) => byName(tx).get(name);
export const creditorsOfTeam = (tx: ReadTx, id: number) =>
  creditors(tx)
    .all(id)
    .map((row) => row.id);
export const insertTeam = (tx: Tx, name: string, now: number) =>
  Number(insert(tx).run(name, now).lastInsertRowid);
export const renameTeam = (tx: Tx, id: number, name: string) => rename(tx).run(name, id);
export function setTeamCreditors(tx: Tx, id: number, creditorIds: readonly number[]): void {
  forget(tx).run(id);
  for (const creditorId of new Set(creditorIds)) give(tx).run(id, creditorId);
}

/** How many open handoffs of these creditors each collector holds. */
export const openHandoffs = (tx: ReadTx, scope: 'all' | readonly number[]) =>
  new Map(
    open(tx)
      .all({ scope: scope === 'all' ? null : JSON.stringify(scope) })
      .map((row) => [row.id, row.open]),
  );
/** Who has the console open and is not away. */
export const onlineNow = (tx: ReadTx, now: number) =>
  new Set(
    here(tx)
      .all(now)
      .map((row) => row.id),
  );
