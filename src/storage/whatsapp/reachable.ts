import { type ReadTx, sqlStatement } from '../connection.ts';

/** Meta's window after a debtor's message. */
const WINDOW_MS = 24 * 3_600_000;

const ask = sqlStatement<
  { contacts: string; working: string; creditorId: number; since: number },
  { reachable: 0 | 1 }
>(
  `SELECT c.value ->> '$.channel' = 'whatsapp' AND EXISTS (
     SELECT 1 FROM whatsapp_accounts a
       LEFT JOIN whatsapp_senders s ON s.account_id = a.id AND s.phone = c.value ->> '$.address'
     WHERE a.creditor_id = @creditorId AND a.removed_at IS NULL
       AND a.id IN (SELECT value FROM json_each(@working))
       AND CASE a.transport
         WHEN 'baileys' THEN s.last_inbound_at IS NOT NULL
         ELSE COALESCE(s.last_inbound_at, 0) > @since OR EXISTS
           (SELECT 1 FROM whatsapp_templates t WHERE t.account_id = a.id AND t.purpose = 'code') END
   ) AS reachable
   FROM json_each(@contacts) c ORDER BY c.key`,
);

/**
 * Which contacts a code can reach over WhatsApp, in their order: numbers that have written to us (to nobody
 * else does Baileys write first), and over the Cloud API also others, by a template for codes. One statement,
 * whatever is asked. `working`: numbers of ours (whatsapp_accounts.id) that can send at present.
 */
export function reachableOnWhatsApp(
  tx: ReadTx,
  creditorId: number,
  contacts: readonly { channel: string; address: string }[],
  working: readonly number[],
  now: number,
): boolean[] {
  return ask(tx)
    .all({
      contacts: JSON.stringify(contacts.map(({ channel, address }) => ({ channel, address }))),
      working: JSON.stringify(working),
      creditorId,
      since: now - WINDOW_MS,
    })
    .map((row) => row.reachable === 1);
}
