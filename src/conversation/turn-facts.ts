import type { InboundMessage, StoredFile } from '../channels/channel.ts';
import type { Locale } from '../shared/locale.ts';
import type { Tx } from '../storage/database.ts';
import type { ConversationRow } from './conversation-repository.ts';
import type { CreditorFacts } from './creditor-repository.ts';

/** What the application learns of one message before it is answered. */
export interface TurnFacts {
  tx: Tx;
  conversation: ConversationRow;
  creditor: CreditorFacts;
  message: InboundMessage;
  /** The message's files, as far as they belong to this conversation. */
  files: StoredFile[];
  now: number;
  locale: Locale;
  /** Place in the transcript of the message of which this is the corrected text. */
  corrected?: number;
  /** No debtor did anything: we begin a flow by ourselves. */
  ours?: true;
}
