import { type ReadTx, sqlStatement } from '../storage/database.ts';

/** A debtor and what of them fitted; `text` as it stands in the ledger. */
export interface Hit {
  debtorId: number;
  by: 'name' | 'number' | 'invoice' | 'phone';
  text: string;
}

/** `creditors` and `not` are JSON arrays of ids. */
interface Within {
  creditors: string;
  limit: number;
}

const creditorIds = sqlStatement<[], { id: number }>('SELECT id FROM creditors ORDER BY id');
export const allCreditorIds = (tx: ReadTx) =>
  creditorIds(tx)
    .all()
    .map((row) => row.id);

const countries = sqlStatement<[string], { country: string }>(
  'SELECT DISTINCT country FROM creditors WHERE id IN (SELECT value FROM json_each(?))',
);
export const countriesOf = (tx: ReadTx, creditors: string) =>
  countries(tx)
    .all(creditors)
    .map((row) => row.country);

// json_each comes first by CROSS JOIN: each creditor's part of an index is looked into by itself.
const numberIs = sqlStatement<Within & { key: string }, Hit>(`
  SELECT d.id AS debtorId, 'number' AS by, d.external_id AS text
  FROM json_each(@creditors) k CROSS JOIN debtors d ON d.creditor_id = k.value AND d.external_key = @key
  ORDER BY d.id LIMIT @limit`);

const invoiceIs = sqlStatement<Within & { key: string }, Hit>(`
  SELECT i.debtor_id AS debtorId, 'invoice' AS by, i.external_id AS text
  FROM json_each(@creditors) k CROSS JOIN invoices i ON i.creditor_id = k.value AND i.external_key = @key
  WHERE i.voided_at IS NULL ORDER BY i.id LIMIT @limit`);

const phoneEnds = sqlStatement<Within & { ending: string }, Hit>(`
  SELECT l.debtor_id AS debtorId, 'phone' AS by, c.address AS text
  FROM json_each(@creditors) k
  CROSS JOIN contacts c INDEXED BY contacts_by_ending
    ON c.creditor_id = k.value AND substr(c.address, -4) = substr(@ending, -4) AND c.channel <> 'email'
  JOIN debtor_contacts l ON l.contact_id = c.id
  WHERE substr(c.address, -length(@ending)) = @ending
  GROUP BY l.debtor_id ORDER BY l.debtor_id LIMIT @limit`);

/** Debtors whose own number, one of whose invoices, or one of whose phones is exactly what was typed. */
export function exactHits(
  tx: ReadTx,
  creditors: string,
  query: { key: string; endings: readonly string[] },
  limit: number,
): Hit[] {
  const { key, endings } = query;
  const numbers = key === '' ? [] : numberIs(tx).all({ creditors, key, limit });
  const invoices = key === '' ? [] : invoiceIs(tx).all({ creditors, key, limit });
  const phones = endings.flatMap((ending) => phoneEnds(tx).all({ creditors, ending, limit }));
  const byDebtor = new Map<number, Hit>();
  for (const hit of [...numbers, ...invoices, ...phones]) {
    if (!byDebtor.has(hit.debtorId)) byDebtor.set(hit.debtorId, hit);
  }
  return [...byDebtor.values()];
}

/** What earlier parts of the list have shown already; `key` and `text` are '' where no such part was. */
interface Shown {
  not: string;
  key: string;
}
/** Beyond every character: what begins with x lies between x and x followed by it. */
const END = 'char(1114111)';
const NOT_SHOWN = `d.id NOT IN (SELECT value FROM json_each(@not))`;
const NOT_BY_NUMBER = `(@key = '' OR d.external_key < @key OR d.external_key >= @key || ${END})`;

const numberBegins = sqlStatement<
  Within & Shown & { afterKey: string; afterId: number },
  Hit & { key: string }
>(`
  SELECT o.id AS debtorId, 'number' AS by, o.external_id AS text, o.external_key AS key
  FROM json_each(@creditors) k CROSS JOIN debtors o ON o.id IN (
    SELECT d.id FROM debtors d
    WHERE d.creditor_id = k.value AND d.external_key >= max(@key, @afterKey) AND d.external_key < @key || ${END}
      AND (d.external_key > @afterKey OR d.id > @afterId) AND ${NOT_SHOWN}
    ORDER BY d.external_key, d.id LIMIT @limit)
  ORDER BY o.external_key, o.id LIMIT @limit`);

/** Debtors whose number begins with `key`, in order of it, from behind (afterKey, afterId). */
export const numberHits = (tx: ReadTx, at: Within & Shown & { afterKey: string; afterId: number }) =>
  numberBegins(tx).all(at);

const nameBegins = sqlStatement<Within & Shown & { text: string; afterName: string; afterId: number }, Hit>(`
  SELECT o.id AS debtorId, 'name' AS by, o.name AS text
  FROM json_each(@creditors) k CROSS JOIN debtors o ON o.id IN (
    SELECT d.id FROM debtors d INDEXED BY debtors_by_name
    WHERE d.creditor_id = k.value
      AND d.name COLLATE NOCASE >= CASE WHEN @afterName = '' THEN @text ELSE @afterName END
      AND d.name COLLATE NOCASE < @text || ${END}
      AND (d.name COLLATE NOCASE > @afterName OR d.id > @afterId) AND ${NOT_SHOWN} AND ${NOT_BY_NUMBER}
    ORDER BY d.name COLLATE NOCASE, d.id LIMIT @limit)
  ORDER BY o.name COLLATE NOCASE, o.id LIMIT @limit`);

/** Debtors whose name begins with `text`, in order of it, from behind (afterName, afterId). */
export const nameHits = (
  tx: ReadTx,
  at: Within & Shown & { text: string; afterName: string; afterId: number },
) => nameBegins(tx).all(at);

const wordsBegin = sqlStatement<
  { match: string; text: string; limit: number; afterId: number } & Shown,
  Hit
>(`
  SELECT d.id AS debtorId, 'name' AS by, d.name AS text
  FROM debtor_names n CROSS JOIN debtors d ON d.id = n.rowid
  WHERE n.debtor_names MATCH @match AND n.rowid > @afterId
    AND NOT (d.name COLLATE NOCASE >= @text AND d.name COLLATE NOCASE < @text || ${END})
    AND ${NOT_SHOWN} AND ${NOT_BY_NUMBER}
  ORDER BY n.rowid LIMIT @limit`);

/** Debtors with every word in their name, but not at its beginning, from behind `afterId`. */
export function wordHits(
  tx: ReadTx,
  at: Shown & {
    creditors: readonly number[] | 'all';
    words: readonly string[];
    text: string;
    afterId: number;
    limit: number;
  },
): Hit[] {
  const { creditors, words, ...rest } = at;
  const named = words.map((word) => `name : "${word}" *`).join(' AND ');
  const whose = creditors === 'all' ? [] : creditors.map((id) => `creditor : "c${id}"`);
  const match = whose.length > 0 ? `(${whose.join(' OR ')}) AND ${named}` : named;
  return wordsBegin(tx).all({ ...rest, match });
}

export interface FoundRow {
  id: number;
  number: string;
  name: string;
  creditorId: number;
  creditorName: string;
}

const found = sqlStatement<[string], FoundRow>(`
  SELECT d.id, d.external_id AS number, d.name, c.id AS creditorId, c.name AS creditorName
  FROM json_each(?) k CROSS JOIN debtors d ON d.id = k.value JOIN creditors c ON c.id = d.creditor_id`);
export const debtorsByIds = (tx: ReadTx, ids: readonly number[]) => found(tx).all(JSON.stringify(ids));

const open = sqlStatement<[string], { debtorId: number; currency: string; minor: number }>(`
  SELECT i.debtor_id AS debtorId, i.currency, SUM(i.amount_minor - i.allocated_minor) AS minor
  FROM json_each(?) k CROSS JOIN invoices i INDEXED BY invoices_open ON i.debtor_id = k.value
  WHERE i.voided_at IS NULL AND i.allocated_minor < i.amount_minor
  GROUP BY i.debtor_id, i.currency ORDER BY minor DESC`);
/** What each of them owes by currency, largest first. */
export const outstandingOf = (tx: ReadTx, ids: readonly number[]) => open(tx).all(JSON.stringify(ids));
