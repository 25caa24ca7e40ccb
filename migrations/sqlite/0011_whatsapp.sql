-- WhatsApp: the creditors' own numbers, who writes to them, and what became of what we sent.
-- Session keys, the journal and what waits to be answered lie in a file of their own (migrations/whatsapp):
-- they are written synchronously, and must never be restored from a backup.

CREATE TABLE whatsapp_accounts (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  -- Our number, E.164 with "+".
  phone TEXT NOT NULL UNIQUE,
  transport TEXT NOT NULL CHECK (transport IN ('baileys', 'cloud')),
  -- Reminders over WhatsApp: off until switched on.
  reminders INTEGER NOT NULL DEFAULT 0 CHECK (reminders IN (0, 1)),
  -- Who is told when the number needs a person; else the creditor's hand-over mailbox.
  owner_email TEXT,
  -- Cloud API: ids as Meta shows them; secrets sealed (AES-256-GCM: 12-byte nonce, 16-byte tag, ciphertext).
  phone_number_id TEXT UNIQUE,
  business_account_id TEXT,
  sealed_secrets BLOB,
  created_at INTEGER NOT NULL,
  removed_at INTEGER,
  CHECK (transport = 'baileys' OR (phone_number_id IS NOT NULL AND sealed_secrets IS NOT NULL))
) STRICT;

-- Templates Meta has approved, by what Sapa uses them for.
CREATE TABLE whatsapp_templates (
  account_id INTEGER NOT NULL REFERENCES whatsapp_accounts (id),
  purpose TEXT NOT NULL CHECK (purpose IN ('reopen', 'code', 'reminder')),
  locale TEXT NOT NULL,
  name TEXT NOT NULL,
  -- Meta's own language tag: id, en, en_US.
  language TEXT NOT NULL,
  PRIMARY KEY (account_id, purpose, locale)
) STRICT, WITHOUT ROWID;

-- A person who writes to one of our numbers. Each kind of id has its own column and is only ever filled
-- with what WhatsApp itself said; a number that comes with another LID than before belongs to somebody
-- new: the old row loses it (and may have no id left: nobody can be reached by it any more).
-- Conversations are named 'wa-<id>'. The rules are those of src/storage/whatsapp/senders.ts.
CREATE TABLE whatsapp_senders (
  id INTEGER PRIMARY KEY,
  account_id INTEGER NOT NULL REFERENCES whatsapp_accounts (id),
  phone TEXT,
  lid TEXT,
  business_scoped_id TEXT,
  -- Their newest message: Meta's 24-hour window runs from it, and nobody else is written to first by Baileys.
  last_inbound_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (account_id, phone),
  UNIQUE (account_id, lid),
  UNIQUE (account_id, business_scoped_id)
) STRICT;

-- LIDs of numbers on file, resolved ahead, before their owner has ever written. lid NULL: not on WhatsApp.
CREATE TABLE whatsapp_lids (
  account_id INTEGER NOT NULL REFERENCES whatsapp_accounts (id),
  phone TEXT NOT NULL,
  lid TEXT,
  resolved_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, phone)
) STRICT, WITHOUT ROWID;
CREATE INDEX whatsapp_lids_by_lid ON whatsapp_lids (account_id, lid) WHERE lid IS NOT NULL;

-- What the debtor's phone reported of a message of ours, and what the debtor took back.
ALTER TABLE messages ADD COLUMN delivered_at INTEGER;
ALTER TABLE messages ADD COLUMN read_at INTEGER;
-- One word: why it never arrived (outside_window, refused, not_on_whatsapp, expired), or 'incomplete'.
ALTER TABLE messages ADD COLUMN failed_reason TEXT;
-- Since when the outbox has given up the message as a whole: some of its pieces may have arrived, or arrive yet.
ALTER TABLE messages ADD COLUMN given_up_at INTEGER;
-- The debtor deleted it: its words are gone, files that prove a payment stay.
ALTER TABLE messages ADD COLUMN withdrawn_at INTEGER;

-- The newest words from the firm's own phone while this handoff was open: from them the bot pauses.
ALTER TABLE handoffs ADD COLUMN phone_answered_at INTEGER;
CREATE INDEX handoffs_phone ON handoffs (phone_answered_at) WHERE state <> 'closed' AND phone_answered_at IS NOT NULL;
