-- Who is asking, on what evidence, and what they were told.

-- One OTP sent (or, for an unknown number, seemingly sent: contact_id is NULL).
CREATE TABLE challenges (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  debtor_id INTEGER REFERENCES debtors (id),
  contact_id INTEGER REFERENCES contacts (id),
  -- Keyed hash of what was asked for, so that limits count unknown numbers like known ones.
  subject_hash TEXT NOT NULL,
  -- Keyed hash of the address asking (IP or channel sender).
  asker_hash TEXT NOT NULL,
  -- Input of the one-time code's derivation; the code itself is nowhere.
  nonce TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  -- Used, replaced by a newer one, or given up after too many tries.
  closed_at INTEGER,
  outcome TEXT CHECK (outcome IN ('verified', 'replaced', 'exhausted', 'expired'))
) STRICT;
CREATE INDEX challenges_by_conversation ON challenges (conversation_id, id);
CREATE INDEX challenges_by_subject ON challenges (subject_hash, created_at);
CREATE INDEX challenges_by_asker ON challenges (asker_hash, created_at);

CREATE TABLE verifications (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  challenge_id INTEGER NOT NULL REFERENCES challenges (id),
  verified_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER
) STRICT;
CREATE INDEX verifications_live ON verifications (conversation_id) WHERE ended_at IS NULL;

-- A sender who once proved on this channel account that they may speak for a debtor.
CREATE TABLE known_senders (
  channel TEXT NOT NULL,
  account TEXT NOT NULL,
  sender_id TEXT NOT NULL,
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  first_verified_at INTEGER NOT NULL,
  PRIMARY KEY (channel, account, sender_id, debtor_id)
) STRICT, WITHOUT ROWID;

-- Every figure shown: which debtor, what, on what evidence, when, in which conversation.
CREATE TABLE disclosures (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  verification_id INTEGER NOT NULL REFERENCES verifications (id),
  what TEXT NOT NULL,
  detail TEXT
) STRICT;
CREATE INDEX disclosures_by_debtor ON disclosures (debtor_id, at);
