/**
 * What the web pages and the server say to each other on webchat. Types only: the widget is built for
 * browsers and may import nothing else of the server. The wire format is Direct Line 3.0 plus
 * `POST /webchat/token`.
 */

/** Body of `POST {base}/webchat/token`. */
export interface WebchatTokenRequest {
  /** Public key of the site, bound to allowed origins on the server. */
  siteKey: string;
  /** Language wished for a new conversation, `id` or `en`. */
  locale?: string;
  /** An earlier token, expired or not, to go on with its conversation. */
  token?: string;
}

/** 200 of `POST {base}/webchat/token`. */
export interface WebchatTokenResponse {
  token: string;
  conversationId: string;
  /** Life of the token in seconds. */
  expires_in: number;
  locale: string;
  creditorName: string;
  botName: string;
}

/** Body of an RFC 9457 answer (`application/problem+json`). */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  /** A word for programs, such as `origin_not_allowed`, `unknown_site`. */
  code?: string;
}

/** 200/201 of `POST /conversations` and 200 of `GET /conversations/{id}`. */
export interface ConversationResponse {
  conversationId: string;
  token?: string;
  expires_in?: number;
  streamUrl?: string;
}

/** One WebSocket frame, also the 200 of `GET /conversations/{id}/activities`. */
export interface ActivitySet {
  activities?: Activity[];
  /** Opaque to the client: hand back the last one to get only what came after. */
  watermark?: string;
}

/** One answer offered as a button; a tap sends `value` as a message. */
export interface SuggestedAction {
  type: string;
  title: string;
  value: string;
}

export interface Attachment {
  contentType: string;
  contentUrl?: string;
  thumbnailUrl?: string;
  name?: string;
  content?: unknown;
}

/** How an invoice stands; `overdue` is shown in amber, never in red. */
export type InvoiceCardStatus = 'overdue' | 'open' | 'partly_paid' | 'paid' | 'disputed' | 'under_review';

/** An invoice as the widget draws it; every text is ready to be read, formatted by the server. */
export interface InvoiceCard {
  kind: 'invoice';
  title: string;
  status: InvoiceCardStatus;
  statusText: string;
  amountText: string;
  rows: { label: string; value: string }[];
  action?: { title: string; value: string };
}

/** Who holds the conversation now; absent means no change. */
export interface HandoffState {
  state: 'queued' | 'assigned' | 'closed';
  /** While queued: how long it may take, where that is known. */
  expectedMinutes?: number;
  /** First name of the person who has joined. */
  name?: string;
}

export interface ChannelData {
  /** Made by the sender of a message, the same on every retry, echoed by the server. */
  clientActivityID?: string;
  /** What the tapped button said, when it differs from the text sent. */
  label?: string;
  handoff?: HandoffState;
  sapa?: { cards?: InvoiceCard[] };
}

/** The part of a Bot Framework activity that webchat uses. */
export interface Activity {
  type: string;
  /** Name of an event activity, such as `webchat/join`. */
  name?: string;
  id?: string;
  /** ISO 8601 with zone. */
  timestamp?: string;
  from?: { id?: string; name?: string; role?: string };
  /** Plain text with line breaks; never markup. */
  text?: string;
  textFormat?: string;
  locale?: string;
  replyToId?: string;
  suggestedActions?: { actions: SuggestedAction[] };
  attachments?: Attachment[];
  channelData?: ChannelData;
  /** Of the events `handoff.initiate` and `handoff.status`: see the Bot Framework's handoff protocol. */
  value?: unknown;
}

/** One message shown in the demonstration inbox, `GET /demo/inbox.json`, newest first. */
export interface DemoInboxMessage {
  to: string;
  channel: string;
  subject: string;
  text: string;
  /** ISO 8601 with zone. */
  at: string;
}
