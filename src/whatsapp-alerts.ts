import type { ChannelLog, WhatsAppAlert } from './channels/whatsapp/index.ts';
import type { Database, Tx } from './storage/database.ts';
import { enqueueOutbox } from './storage/outbox-rows.ts';
import { alertToldSince, ownerOf } from './storage/whatsapp/index.ts';

/** A number that comes and goes all day is told of four times at most. */
const QUIET_MS = 6 * 3_600_000;
/** Later it is no news. */
const WORTH_MS = 24 * 3_600_000;

/**
 * What is to be done when a number needs a person: an e-mail to its owner, else to the creditor's hand-over
 * mailbox, at most one per number, kind and six hours. Never throws and never waits; `flush` resolves when
 * what was told until now is in the outbox.
 */
export function createAlerts(parts: { database: Database; log: ChannelLog; nudge(): void }) {
  const { database, log, nudge } = parts;
  const underWay = new Set<Promise<void>>();

  async function mail(one: WhatsAppAlert): Promise<void> {
    const facts = { accountId: one.accountId, kind: one.kind, reason: one.reason };
    log.error(facts, 'whatsapp: a number needs a person');
    const told = await database.write(async (tx) => queue(tx, one));
    if (told === 'nobody') log.warn(facts, 'whatsapp: there is nobody on file to tell');
    if (told === 'queued') nudge();
  }

  return {
    alert(one: WhatsAppAlert): void {
      const work = mail(one)
        .catch((error) => log.error({ err: error }, 'whatsapp: telling the owner failed'))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async flush(): Promise<void> {
      await Promise.all(underWay);
    },
  };
}

async function queue(tx: Tx, one: WhatsAppAlert): Promise<'queued' | 'told' | 'nobody'> {
  const owner = ownerOf(tx, one.accountId);
  if (!owner?.email) return 'nobody';
  const key = `whatsapp-alert:${one.accountId}:${one.kind}`;
  if (alertToldSince(tx, key, one.at - QUIET_MS)) return 'told';
  const slots = { number: one.phone, creditor: owner.creditorName };
  await enqueueOutbox(tx, {
    channel: 'email',
    now: one.at,
    dedupeKey: `${key}:${one.at}`,
    expiresAt: one.at + WORTH_MS,
    payload: {
      creditorId: owner.creditorId,
      locale: owner.locale,
      to: { address: owner.email },
      author: 'system',
      subject: { key: `whatsapp.alert_subject_${one.kind}`, slots },
      lines: [
        { key: `whatsapp.alert_${one.kind}`, slots },
        ...(one.reason === undefined
          ? []
          : [{ key: 'whatsapp.alert_reason', slots: { reason: one.reason } }]),
      ],
    },
  });
  return 'queued';
}
