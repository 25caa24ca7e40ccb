import type { ChannelHost } from '../channel.ts';
import { chatsOf } from './chat.ts';
import { type Lane, placeOf } from './lane.ts';
import type { InboxEntry, WhatsAppStore } from './store.ts';

/**
 * The words of the message replied to: ours from the transcript, never what the sender's phone claims we
 * said; theirs as they stand there, or as claimed. Undefined for anything not of this chat.
 */
export async function quotedWords(
  deps: { store: WhatsAppStore; host(): ChannelHost },
  lane: Lane,
  { chat, arrived }: InboxEntry,
): Promise<string | undefined> {
  const { quotes, quotedText, party } = arrived;
  if (quotes === undefined) return undefined;
  const accountId = lane.number.account.id;
  const { address } = placeOf(lane);
  const ours = deps.store.sent.find(accountId, quotes);
  if (ours) {
    if (ours.seq === null || ![chat, ...chatsOf(party)].includes(ours.chat)) return undefined;
    const [said] = (await deps.host().transcript(address, ours.seq - 1)) ?? [];
    return said?.seq === ours.seq ? words(said.body.text) : undefined;
  }
  if (!deps.store.inbox.find(accountId, chat, quotes)) return undefined;
  const all = await deps.host().transcript(address, 0);
  const said = all?.find((one) => one.author === 'debtor' && one.externalId === quotes);
  return words(said?.body.text ?? quotedText ?? '');
}

/** As much of it as tells which message is meant. */
function words(text: string): string | undefined {
  const kept = text.slice(0, 1_000).trim();
  return kept === '' ? undefined : kept;
}
