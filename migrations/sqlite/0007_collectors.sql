-- The people who work in the console: who they are, how they prove it, what they may see, what they did.

CREATE TABLE teams (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE team_creditors (
  team_id INTEGER NOT NULL REFERENCES teams (id),
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  PRIMARY KEY (team_id, creditor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE collectors (
  id INTEGER PRIMARY KEY,
  -- Lower case.
  email TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  -- The only name a debtor is told.
  first_name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('collector', 'supervisor', 'admin', 'auditor')),
  -- NULL: every creditor (administrators, auditors of the whole house).
  team_id INTEGER REFERENCES teams (id),
  locale TEXT NOT NULL DEFAULT 'id' CHECK (locale IN ('id', 'en')),
  -- Argon2id, PHC string format.
  password_hash TEXT NOT NULL,
  must_change_password INTEGER NOT NULL DEFAULT 1 CHECK (must_change_password IN (0, 1)),
  -- AES-256-GCM under DATA_KEY; NULL until enrolment has begun, and unconfirmed until the first right code.
  totp_sealed BLOB,
  totp_confirmed_at INTEGER,
  -- The newest time step whose code was used: a code works once (RFC 6238, 5.2).
  totp_last_step INTEGER,
  -- Wrong codes, or passwords asked for again, in a row; see sign_in_failures for the first password.
  failures INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  -- JSON: sound, desktop notification, theme.
  preferences TEXT NOT NULL DEFAULT '{}',
  disabled_at INTEGER,
  created_at INTEGER NOT NULL
) STRICT;

-- A collector's own creditors; supervisors have all of their team's.
CREATE TABLE collector_creditors (
  collector_id INTEGER NOT NULL REFERENCES collectors (id),
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  PRIMARY KEY (collector_id, creditor_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE collector_recovery_codes (
  collector_id INTEGER NOT NULL REFERENCES collectors (id),
  code_hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY (collector_id, code_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE collector_sessions (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of the random token in the cookie: the table opens no session.
  token_hash TEXT NOT NULL UNIQUE,
  collector_id INTEGER NOT NULL REFERENCES collectors (id),
  -- 'password': the password was right, the second factor is still asked for; worth nothing by itself.
  stage TEXT NOT NULL CHECK (stage IN ('password', 'full')),
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  -- What the browser calls itself, cut short, for "your sessions".
  device TEXT
) STRICT;
CREATE INDEX collector_sessions_live ON collector_sessions (collector_id) WHERE ended_at IS NULL;

-- Who has the console open: kept alive while a live connection stands, so that a debtor is told the truth.
CREATE TABLE collector_presence (
  collector_id INTEGER PRIMARY KEY REFERENCES collectors (id),
  online_until INTEGER NOT NULL,
  away INTEGER NOT NULL DEFAULT 0 CHECK (away IN (0, 1))
) STRICT;

-- Sign-in failures by address and by e-mail, both as keyed hashes, so that unknown e-mails are slowed like known ones.
CREATE TABLE sign_in_failures (
  subject_hash TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  locked_until INTEGER
) STRICT, WITHOUT ROWID;

-- Who did or saw what: signing in, opening a debtor's file, claiming, deciding, changing people.
CREATE TABLE collector_audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  -- NULL: nobody was signed in (a failed sign-in) or the command line.
  collector_id INTEGER REFERENCES collectors (id),
  -- One word: signed_in, file_opened, handoff_claimed, proof_accepted, collector_changed ...
  what TEXT NOT NULL,
  creditor_id INTEGER REFERENCES creditors (id),
  debtor_id INTEGER REFERENCES debtors (id),
  conversation_id INTEGER REFERENCES conversations (id),
  -- A case number or a changed field; never a figure, a contact or a message.
  detail TEXT
) STRICT;
CREATE INDEX collector_audit_by_debtor ON collector_audit (debtor_id, at) WHERE debtor_id IS NOT NULL;
CREATE INDEX collector_audit_by_collector ON collector_audit (collector_id, at);

CREATE TABLE canned_replies (
  id INTEGER PRIMARY KEY,
  -- NULL: for every creditor.
  creditor_id INTEGER REFERENCES creditors (id),
  locale TEXT NOT NULL,
  -- Typed after a slash in the composer.
  shortcut TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  updated_by INTEGER REFERENCES collectors (id),
  updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX canned_replies_by_shortcut ON canned_replies (coalesce(creditor_id, 0), locale, shortcut);
