-- Conversations, their transcript, what waits to be sent, and what was received as a file.

CREATE TABLE webchat_sites (
  site_key TEXT PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  -- JSON array of allowed origins (scheme://host[:port]); "self" stands for PUBLIC_URL's own origin.
  origins TEXT NOT NULL DEFAULT '["self"]'
) STRICT;

CREATE TABLE conversations (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  -- Our side of the channel: a site key, a phone number, a mailbox.
  account TEXT NOT NULL,
  -- The conversation's name on that channel.
  external_id TEXT NOT NULL,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  -- Who writes, as the channel proved it (a token's user, a phone number); never what a page claims.
  sender_id TEXT NOT NULL,
  locale TEXT NOT NULL,
  owner TEXT NOT NULL DEFAULT 'bot' CHECK (owner IN ('bot', 'queue', 'collector')),
  -- Grows with every turn and every change of owner.
  version INTEGER NOT NULL DEFAULT 0,
  last_seq INTEGER NOT NULL DEFAULT 0,
  state TEXT,
  opted_out_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  UNIQUE (channel, account, external_id)
) STRICT;
CREATE INDEX conversations_by_sender ON conversations (channel, account, sender_id);

-- The transcript; the unique external id is what makes a repeated delivery harmless.
CREATE TABLE messages (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  seq INTEGER NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  author TEXT NOT NULL CHECK (author IN ('debtor', 'bot', 'collector', 'system')),
  -- The channel's own id of an inbound message; of an outbound one the key that makes it happen once.
  external_id TEXT,
  in_reply_to INTEGER,
  -- JSON: the neutral message (text, choices, cards, attachments); a secret answer is stored masked.
  body TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (conversation_id, seq)
) STRICT;
CREATE UNIQUE INDEX messages_once ON messages (conversation_id, direction, external_id) WHERE external_id IS NOT NULL;

CREATE TABLE attachments (
  id INTEGER PRIMARY KEY,
  -- Unguessable name in addresses.
  token TEXT NOT NULL UNIQUE,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  -- Keyed hash of the content: tells a duplicate, tells a thief nothing.
  content_hash TEXT NOT NULL,
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  size INTEGER NOT NULL,
  -- AES-256-GCM: 12-byte nonce, 16-byte tag, ciphertext.
  sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX attachments_by_hash ON attachments (content_hash);

-- Everything that speaks first, and every reply on a channel that must be sent rather than read.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  -- JSON: conversation id or address, and the message as text keys and slots; never a code.
  payload TEXT NOT NULL,
  -- The same key is never queued twice.
  dedupe_key TEXT UNIQUE,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'sent', 'dead')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_attempt_at INTEGER NOT NULL,
  -- Who holds a row in 'sending', and until when; after that another may take it.
  leased_until INTEGER,
  expires_at INTEGER,
  last_error TEXT,
  created_at INTEGER NOT NULL,
  sent_at INTEGER
) STRICT;
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state IN ('pending', 'sending');
CREATE INDEX outbox_dead ON outbox (id) WHERE state = 'dead';
