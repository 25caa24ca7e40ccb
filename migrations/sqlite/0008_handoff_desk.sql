-- A conversation has one owner, and every change of it is kept; what a handoff needs to be worked on in order.

ALTER TABLE conversations ADD COLUMN collector_id INTEGER REFERENCES collectors (id);
-- The version at the last change of owner: what was computed before it is stale.
ALTER TABLE conversations ADD COLUMN owner_version INTEGER NOT NULL DEFAULT 0;
CREATE INDEX conversations_by_collector ON conversations (collector_id) WHERE collector_id IS NOT NULL;

CREATE TABLE ownership_changes (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  -- The conversation's version from this change on.
  version INTEGER NOT NULL,
  owner TEXT NOT NULL CHECK (owner IN ('bot', 'queue', 'collector')),
  collector_id INTEGER REFERENCES collectors (id),
  actor TEXT NOT NULL CHECK (actor IN ('bot', 'debtor', 'collector', 'operator', 'system')),
  -- The collector who acted, where one did.
  actor_id INTEGER REFERENCES collectors (id),
  -- One word: the handoff's reason, or claimed, wrote, reassigned, released, returned, resolved, waited_too_long.
  reason TEXT NOT NULL,
  handoff_id INTEGER REFERENCES handoffs (id),
  at INTEGER NOT NULL,
  UNIQUE (conversation_id, version)
) STRICT;

-- A bot message that was still to be sent when a person took the conversation: kept, never sent.
ALTER TABLE messages ADD COLUMN withheld_at INTEGER;

ALTER TABLE handoffs ADD COLUMN collector_id INTEGER REFERENCES collectors (id);
ALTER TABLE handoffs ADD COLUMN claimed_at INTEGER;
ALTER TABLE handoffs ADD COLUMN locale TEXT NOT NULL DEFAULT 'id';
-- What is at stake: the debtor's open balance in their largest currency when the handoff began.
ALTER TABLE handoffs ADD COLUMN currency TEXT;
ALTER TABLE handoffs ADD COLUMN amount_minor INTEGER NOT NULL DEFAULT 0;
-- amount × age × reason, in steps of age: kept up to date for as long as it is open; see service-levels.
ALTER TABLE handoffs ADD COLUMN priority REAL NOT NULL DEFAULT 0;
ALTER TABLE handoffs ADD COLUMN priority_next_at INTEGER;
-- Service levels, epoch ms; NULL when nothing runs.
ALTER TABLE handoffs ADD COLUMN first_due_at INTEGER;
ALTER TABLE handoffs ADD COLUMN next_due_at INTEGER;
ALTER TABLE handoffs ADD COLUMN resolve_due_at INTEGER;
-- The earliest of those still running, and 1 from the moment it has passed.
ALTER TABLE handoffs ADD COLUMN due_at INTEGER;
ALTER TABLE handoffs ADD COLUMN breached INTEGER NOT NULL DEFAULT 0 CHECK (breached IN (0, 1));
-- The earliest running one whose passing is not recorded yet: when the sweeper has to look.
ALTER TABLE handoffs ADD COLUMN breach_at INTEGER;
-- What was reached, in business minutes; and how many next answers came in time.
ALTER TABLE handoffs ADD COLUMN first_answer_minutes REAL;
ALTER TABLE handoffs ADD COLUMN resolution_minutes REAL;
ALTER TABLE handoffs ADD COLUMN next_answers_met INTEGER NOT NULL DEFAULT 0;
ALTER TABLE handoffs ADD COLUMN last_debtor_at INTEGER;
ALTER TABLE handoffs ADD COLUMN last_collector_at INTEGER;
-- When the debtor was told that it takes longer than promised.
ALTER TABLE handoffs ADD COLUMN wait_told_at INTEGER;
-- When nobody has come for so long beyond what was expected that the debtor is told.
ALTER TABLE handoffs ADD COLUMN too_long_at INTEGER;
-- What the debtor was told to expect, epoch ms.
ALTER TABLE handoffs ADD COLUMN expected_at INTEGER;
-- resolved, returned, debtor_left, waited_too_long
ALTER TABLE handoffs ADD COLUMN resolution TEXT;
ALTER TABLE handoffs ADD COLUMN next_step TEXT;
-- The lists of the queue: in their order, and wide enough that every filter is answered from the index alone.
CREATE INDEX handoffs_queue ON handoffs
  (breached DESC, priority DESC, id, creditor_id, reason, locale, created_at, currency, amount_minor)
  WHERE state <> 'closed';
CREATE INDEX handoffs_mine ON handoffs
  (collector_id, breached DESC, priority DESC, id, creditor_id, reason, locale, created_at, currency, amount_minor)
  WHERE state <> 'closed' AND collector_id IS NOT NULL;
CREATE INDEX handoffs_unassigned ON handoffs
  (breached DESC, priority DESC, id, creditor_id, reason, locale, created_at, currency, amount_minor)
  WHERE state <> 'closed' AND collector_id IS NULL;
CREATE INDEX handoffs_closed ON handoffs
  (closed_at DESC, id DESC, creditor_id, reason, locale, created_at, currency, amount_minor)
  WHERE state = 'closed';
-- Which reasons there are to filter by.
CREATE INDEX handoffs_reasons ON handoffs (reason, creditor_id) WHERE state <> 'closed';
-- What the sweeper looks for: a passed due time, a number out of date, a wait that is too long.
CREATE INDEX handoffs_due ON handoffs (breach_at) WHERE breach_at IS NOT NULL;
CREATE INDEX handoffs_rank ON handoffs (priority_next_at) WHERE state <> 'closed';
CREATE INDEX handoffs_too_long ON handoffs (too_long_at)
  WHERE state = 'waiting' AND collector_id IS NULL AND too_long_at IS NOT NULL;
-- How many are ahead, and how long the newest answers took: what a debtor is told to expect.
CREATE INDEX handoffs_ahead ON handoffs (creditor_id) WHERE state = 'waiting' AND collector_id IS NULL;
CREATE INDEX handoffs_answered ON handoffs (creditor_id, answered_at, first_answer_minutes)
  WHERE first_answer_minutes IS NOT NULL;
CREATE INDEX handoffs_since ON handoffs (created_at);
CREATE INDEX handoffs_by_debtor ON handoffs (debtor_id, created_at) WHERE debtor_id IS NOT NULL;
CREATE INDEX handoffs_by_conversation ON handoffs (conversation_id, created_at);

CREATE TABLE service_level_breaches (
  id INTEGER PRIMARY KEY,
  handoff_id INTEGER REFERENCES handoffs (id),
  dispute_id INTEGER REFERENCES disputes (id),
  what TEXT NOT NULL CHECK (what IN ('first_answer', 'next_answer', 'resolution')),
  due_at INTEGER NOT NULL,
  noticed_at INTEGER NOT NULL,
  UNIQUE (handoff_id, what, due_at),
  UNIQUE (dispute_id, what, due_at)
) STRICT;

CREATE TABLE handoff_ratings (
  handoff_id INTEGER PRIMARY KEY REFERENCES handoffs (id),
  score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
  at INTEGER NOT NULL
) STRICT;

-- What was promised to a debtor whom nobody could answer at once.
CREATE TABLE call_backs (
  id INTEGER PRIMARY KEY,
  handoff_id INTEGER NOT NULL REFERENCES handoffs (id),
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  debtor_id INTEGER REFERENCES debtors (id),
  how TEXT NOT NULL CHECK (how IN ('call', 'email')),
  -- The slot offered and chosen; NULL for an e-mail.
  from_at INTEGER,
  to_at INTEGER,
  -- Where: a contact on file, or what an unproven visitor typed (never shown as proven).
  contact_id INTEGER REFERENCES contacts (id),
  typed_address TEXT,
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'cancelled')),
  collector_id INTEGER REFERENCES collectors (id),
  done_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;
-- Those to make in the order of their time, an e-mail at once; those made, newest first.
CREATE INDEX call_backs_open ON call_backs (coalesce(from_at, created_at), id, creditor_id) WHERE state = 'open';
CREATE INDEX call_backs_made ON call_backs (coalesce(done_at, created_at) DESC, id DESC, creditor_id)
  WHERE state <> 'open';
CREATE INDEX call_backs_by_handoff ON call_backs (handoff_id);

-- Internal: no debtor ever sees one.
CREATE TABLE notes (
  id INTEGER PRIMARY KEY,
  conversation_id INTEGER REFERENCES conversations (id),
  debtor_id INTEGER REFERENCES debtors (id),
  dispute_id INTEGER REFERENCES disputes (id),
  collector_id INTEGER NOT NULL REFERENCES collectors (id),
  body TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_by_conversation ON notes (conversation_id, at) WHERE conversation_id IS NOT NULL;
CREATE INDEX notes_by_debtor ON notes (debtor_id, at) WHERE debtor_id IS NOT NULL;
CREATE INDEX notes_by_dispute ON notes (dispute_id, at) WHERE dispute_id IS NOT NULL;

-- Systems that listen to hand-overs: Bot Framework handoff events by HTTPS, signed.
CREATE TABLE handoff_listeners (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  url TEXT NOT NULL,
  -- AES-256-GCM under DATA_KEY.
  secret_sealed BLOB NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (creditor_id, url)
) STRICT;
