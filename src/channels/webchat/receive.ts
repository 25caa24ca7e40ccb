import type { Locale } from '../../shared/locale.ts';
import { addressOf, type Caller } from './callers.ts';
import type { WebchatContext } from './context.ts';
import { conversationGone } from './failures.ts';

export interface ReceivedActivity {
  kind: 'message' | 'join';
  externalId: string;
  text: string;
  locale?: Locale;
  senderId: string;
  /** Address of the asker, for limits on unknown ones. */
  ip: string;
  attachmentIds: number[];
}

/**
 * Hands a message to the application and waits until it is durable; the debtor sees Sapa typing when
 * that takes long. Returns its place in the conversation. Throws 404 when the conversation is over.
 */
export async function receive(
  context: WebchatContext,
  caller: Caller,
  activity: ReceivedActivity,
): Promise<number> {
  const { kind, externalId, text, attachmentIds, senderId, ip } = activity;
  const address = addressOf(caller);
  const typing = setTimeout(() => context.sockets.typing(address.externalId), context.typingAfterMs);
  try {
    const received = await context.host().receive({
      address,
      externalId,
      sender: { id: senderId, origin: ip },
      creditorId: caller.site.creditorId,
      kind,
      text,
      attachmentIds,
      locale: activity.locale ?? caller.locale ?? caller.site.locale,
    });
    if (!received.ok) throw conversationGone();
    return received.seq;
  } finally {
    clearTimeout(typing);
  }
}
