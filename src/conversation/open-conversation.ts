import type { ConversationAddress, Sender } from '../channels/channel.ts';
import type { Locale } from '../shared/locale.ts';
import type { Tx } from '../storage/database.ts';
import { type ConversationRow, createConversation, findConversation } from './conversation-repository.ts';
import type { CreditorDirectory } from './creditor-repository.ts';

/** Who arrives where: what every message and every file brings. */
export interface Arrival {
  address: ConversationAddress;
  sender: Sender;
  creditorId: number;
  /** Language the page or phone asks for. */
  locale?: Locale;
}

/** The conversation at an address, made (in the creditor's language, else) when the first thing arrives. */
export async function openConversation(
  tx: Tx,
  creditors: CreditorDirectory,
  { address, sender, creditorId, locale }: Arrival,
  now: number,
): Promise<ConversationRow> {
  const known = await findConversation(tx, address);
  if (known) return known;
  return createConversation(tx, {
    ...address,
    creditorId,
    senderId: sender.id,
    locale: locale ?? (await creditors.creditor(tx, creditorId)).locale,
    now,
  });
}
