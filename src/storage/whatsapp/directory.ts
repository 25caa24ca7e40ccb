import type { Party } from '../../channels/whatsapp/model.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Database, ReadTx, Tx } from '../database.ts';
import { accountsInUse, firstAccountOf } from './accounts.ts';
import { learn, lidOfPhone, phoneOfLid, toLookUp } from './lids.ts';
import type { AccountSecrets } from './secrets.ts';
import {
  newestSenderOf,
  type SenderRow,
  senderByBsuid,
  senderById,
  senderByLid,
  senderByPhone,
  settleIds,
  touchInbound,
} from './senders.ts';

/** A conversation's newest message is noted to the minute: Meta's window then closes early, never late. */
const NOTED_MS = 60_000;
/** Learnt at one go: history brings thousands, and a turn must not wait for them. */
const AT_ONCE = 200;

/** The channel's Directory over the ledger's database. `secrets` unseals what the Cloud API needs. */
export function createDirectory(parts: { database: Database; clock: Clock; secrets: AccountSecrets }) {
  const { database, clock, secrets } = parts;
  return {
    accounts: () => database.read(async (tx) => accountsInUse(tx, secrets)),
    async sender(accountId: number, party: Party, inboundAt: number | undefined) {
      const known = await database.read(async (tx) => asItStands(tx, accountId, party, inboundAt));
      return named(
        known ?? (await database.write(async (tx) => noted(tx, accountId, party, inboundAt, clock.now()))),
      );
    },
    recipient: (to: string, creditorId: number) =>
      database.read(async (tx) => {
        const id = /^wa-(\d{1,15})$/.exec(to)?.[1];
        if (id !== undefined) return reachable(senderById(tx).get(Number(id)), tx, creditorId);
        if (!to.startsWith('+')) return undefined;
        const written = newestSenderOf(tx, creditorId, to);
        if (written) return reachable(written, tx, creditorId);
        const accountId = firstAccountOf(tx, creditorId);
        if (accountId === undefined) return undefined;
        const lid = lidOfPhone(tx, accountId, to);
        return { accountId, party: { phone: to, ...(lid !== undefined && { lid }) } };
      }),
    async learnt(accountId: number, pairs: readonly { phone: string; lid: string | null }[], now: number) {
      for (let at = 0; at < pairs.length; at += AT_ONCE)
        await database.write(async (tx) => {
          for (const pair of pairs.slice(at, at + AT_ONCE)) learn(tx, accountId, pair, now);
        });
    },
    unresolved: (accountId: number, before: number, limit: number) =>
      database.read(async (tx) => toLookUp(tx, accountId, before, limit)),
  };
}

/** The row, where it says all of that already and there is nothing to write. */
function asItStands(
  tx: ReadTx,
  accountId: number,
  party: Party,
  inboundAt: number | undefined,
): SenderRow | undefined {
  const row =
    party.lid !== undefined
      ? senderByLid(tx).get(accountId, party.lid)
      : party.bsuid !== undefined
        ? senderByBsuid(tx).get(accountId, party.bsuid)
        : party.phone !== undefined
          ? senderByPhone(tx).get(accountId, party.phone)
          : undefined;
  if (!row || (party.phone !== undefined && row.phone !== party.phone)) return undefined;
  if (row.phone === null && party.lid !== undefined && phoneOfLid(tx, accountId, party.lid)) return undefined;
  if (inboundAt !== undefined && inboundAt - (row.last_inbound_at ?? 0) >= NOTED_MS) return undefined;
  return row;
}

function noted(
  tx: Tx,
  accountId: number,
  party: Party,
  inboundAt: number | undefined,
  now: number,
): SenderRow {
  // A LID alone: the number WhatsApp named for it when numbers on file were looked up. Never the other way
  // round: a number may have changed hands since.
  const phone =
    party.phone ??
    (party.lid === undefined || senderByLid(tx).get(accountId, party.lid)?.phone
      ? undefined
      : phoneOfLid(tx, accountId, party.lid));
  const row = settleIds(tx, accountId, { ...party, ...(phone !== undefined && { phone }) }, now, true)!;
  if (party.phone !== undefined && party.lid !== undefined)
    learn(tx, accountId, { phone: party.phone, lid: party.lid }, now);
  if (inboundAt !== undefined) touchInbound(tx, row.id, inboundAt);
  return row;
}

function named(row: SenderRow): { name: string; address?: string } {
  return { name: `wa-${row.id}`, ...(row.phone !== null && { address: row.phone }) };
}

/** Nobody, when the number is in use no more, is another creditor's, or no id of the person is left. */
function reachable(row: SenderRow | undefined, tx: ReadTx, creditorId: number) {
  if (!row || firstAccountOf(tx, creditorId, row.account_id) === undefined) return undefined;
  const party: Party = {
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.lid !== null && { lid: row.lid }),
    ...(row.business_scoped_id !== null && { bsuid: row.business_scoped_id }),
  };
  if (Object.keys(party).length === 0) return undefined;
  return {
    accountId: row.account_id,
    party,
    name: `wa-${row.id}`,
    ...(row.last_inbound_at !== null && { lastInboundAt: row.last_inbound_at }),
  };
}
