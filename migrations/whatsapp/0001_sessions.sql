-- What a WhatsApp number needs besides the ledger's database: written synchronously and apart from it, so
-- that no key, and no message, waits behind a transaction. "sealed" is AES-256-GCM (12-byte nonce, 16-byte
-- tag, ciphertext) under a key derived from DATA_KEY. Never restore an old copy: old keys break sessions.
-- account_id is whatsapp_accounts.id of the ledger's database; *_at are epoch milliseconds (UTC).

-- A known word, sealed: another DATA_KEY is noticed before anything is written under it.
CREATE TABLE key_check (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BLOB NOT NULL
) STRICT;

CREATE TABLE auth_creds (
  account_id INTEGER PRIMARY KEY,
  sealed BLOB NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE auth_keys (
  account_id INTEGER NOT NULL,
  type TEXT NOT NULL,
  id TEXT NOT NULL,
  sealed BLOB NOT NULL,
  PRIMARY KEY (account_id, type, id)
) STRICT, WITHOUT ROWID;

-- One process per number.
CREATE TABLE leases (
  account_id INTEGER PRIMARY KEY,
  holder TEXT NOT NULL,
  host TEXT NOT NULL,
  pid INTEGER NOT NULL,
  until INTEGER NOT NULL
) STRICT;

-- Every message stanza, before its receipt leaves; and its decrypted content, in the transaction that also
-- moves the ratchet on: a crash at any moment can be made good.
CREATE TABLE journal (
  account_id INTEGER NOT NULL,
  chat TEXT NOT NULL,
  message_id TEXT NOT NULL,
  -- JSON of the stanza's attributes.
  sealed_stanza BLOB NOT NULL,
  -- SHA-256 of the ciphertext that plaintext belongs to.
  cipher_hash TEXT,
  sealed_plaintext BLOB,
  seen_at INTEGER NOT NULL,
  -- In the inbox, or known not to be a debtor's message.
  settled_at INTEGER,
  PRIMARY KEY (account_id, chat, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_open ON journal (account_id, seen_at) WHERE settled_at IS NULL;
CREATE INDEX journal_by_cipher ON journal (account_id, cipher_hash) WHERE cipher_hash IS NOT NULL;

-- What arrived and waits for its turn.
CREATE TABLE inbox (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL,
  chat TEXT NOT NULL,
  message_id TEXT NOT NULL,
  -- JSON of the neutral message; NULL once it is done.
  sealed BLOB,
  received_at INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'given_up')),
  done_at INTEGER,
  UNIQUE (account_id, chat, message_id)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (account_id, id) WHERE state = 'waiting';

-- What we sent: for resending on request, for receipts, and to know our own echo.
CREATE TABLE sent (
  account_id INTEGER NOT NULL,
  message_id TEXT NOT NULL,
  chat TEXT NOT NULL,
  -- The outbox message it is a part of.
  outbound_id TEXT,
  conversation_id INTEGER,
  seq INTEGER,
  -- What the other side may ask for again.
  sealed BLOB,
  state TEXT NOT NULL DEFAULT 'sending'
    CHECK (state IN ('sending', 'accepted', 'delivered', 'read', 'refused')),
  error TEXT,
  -- To somebody who has not written: its pace is another.
  first_words INTEGER NOT NULL DEFAULT 0 CHECK (first_words IN (0, 1)),
  sent_at INTEGER NOT NULL,
  delivered_at INTEGER,
  read_at INTEGER,
  PRIMARY KEY (account_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sent_by_outbound ON sent (outbound_id) WHERE outbound_id IS NOT NULL;
CREATE INDEX sent_by_age ON sent (sent_at);
CREATE INDEX sent_pace ON sent (account_id, sent_at) WHERE outbound_id IS NOT NULL;

-- A wish to link a number, and how far it has come: the process that holds the lease does it, any other
-- (command line, console) watches. The QR text and the code are sealed.
CREATE TABLE links (
  account_id INTEGER PRIMARY KEY,
  method TEXT NOT NULL CHECK (method IN ('qr', 'code', 'unlink')),
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('requested', 'showing', 'done', 'failed')),
  sealed_show BLOB,
  expires_at INTEGER,
  -- One word why it failed.
  reason TEXT,
  updated_at INTEGER NOT NULL
) STRICT;

-- How each number is, for command line, console and metrics.
CREATE TABLE statuses (
  account_id INTEGER PRIMARY KEY,
  state TEXT NOT NULL
    CHECK (state IN ('unlinked', 'linking', 'connecting', 'linked', 'restricted', 'replaced', 'banned', 'outdated', 'misconfigured')),
  reason TEXT,
  since INTEGER NOT NULL,
  last_inbound_at INTEGER,
  last_accepted_at INTEGER,
  -- Our own question to WhatsApp and its answer.
  round_trip_ms INTEGER,
  round_trip_at INTEGER,
  updated_at INTEGER NOT NULL
) STRICT;
