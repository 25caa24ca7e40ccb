/**
 * The part of a Direct Line activity that leaves the server. The pages' side of the same contract is
 * `http/contract/webchat.ts`; a test holds the two together.
 */
export interface OutgoingActivity {
  type: 'message' | 'event' | 'typing';
  name?: string;
  id?: string;
  /** ISO 8601, UTC. */
  timestamp?: string;
  from: { id: string; name?: string; role: 'bot' | 'user' };
  text?: string;
  textFormat?: 'plain';
  locale?: string;
  replyToId?: string;
  suggestedActions?: { actions: { type: 'imBack'; title: string; value: string }[] };
  attachments?: OutgoingAttachment[];
  value?: unknown;
  /** Of a handoff event: which conversation it is about. */
  relatesTo?: { channelId: string; conversation: { id: string }; bot: { id: string; name: string } };
  channelData?: OutgoingChannelData;
}

export interface OutgoingAttachment {
  contentType: string;
  contentUrl?: string;
  name?: string;
  content?: unknown;
}

export interface OutgoingChannelData {
  clientActivityID?: string;
  handoff?: { state: 'queued' | 'assigned' | 'closed'; expectedMinutes?: number; name?: string };
  sapa?: { cards: OutgoingCard[] };
}

export type InvoiceStatus = 'overdue' | 'open' | 'partly_paid' | 'paid' | 'disputed' | 'under_review';

export interface OutgoingCard {
  kind: 'invoice';
  title: string;
  status: InvoiceStatus;
  statusText: string;
  amountText: string;
  rows: { label: string; value: string }[];
  action?: { title: string; value: string };
}
