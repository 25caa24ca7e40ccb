import { type ReadTx, sqlStatement } from '../connection.ts';

const toldSince = sqlStatement<[string, string, number], { id: number }>(
  'SELECT id FROM outbox WHERE dedupe_key > ? AND dedupe_key < ? AND created_at > ? LIMIT 1',
);

/** Whether a mail of this key and any moment (`<key>:<moment>`) was queued after `since`, epoch ms. */
export const alertToldSince = (tx: ReadTx, key: string, since: number): boolean =>
  toldSince(tx).get(`${key}:`, `${key};`, since) !== undefined;
