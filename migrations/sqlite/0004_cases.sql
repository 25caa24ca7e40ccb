-- What debtors bring: proofs, disputes, and the hand-over to a person.

CREATE TABLE payment_proofs (
  id INTEGER PRIMARY KEY,
  -- Spoken to the debtor: P-0231.
  receipt_number TEXT NOT NULL UNIQUE,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  attachment_id INTEGER REFERENCES attachments (id),
  -- Of the file, or of the normalised reference where no file came.
  content_hash TEXT NOT NULL,
  reference TEXT,
  currency TEXT NOT NULL,
  amount_minor INTEGER CHECK (amount_minor > 0),
  paid_on TEXT,
  state TEXT NOT NULL DEFAULT 'received'
    CHECK (state IN ('received', 'plausible', 'matched', 'posted', 'rejected')),
  payment_id INTEGER REFERENCES payments (id),
  decided_at INTEGER,
  decision_note TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (debtor_id, content_hash)
) STRICT;
CREATE INDEX payment_proofs_by_debtor ON payment_proofs (debtor_id, created_at);

CREATE TABLE payment_proof_invoices (
  proof_id INTEGER NOT NULL REFERENCES payment_proofs (id),
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  PRIMARY KEY (proof_id, invoice_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_proof_invoices_by_invoice ON payment_proof_invoices (invoice_id);

CREATE TABLE disputes (
  id INTEGER PRIMARY KEY,
  -- Spoken to the debtor: D-0042.
  case_number TEXT NOT NULL UNIQUE,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  conversation_id INTEGER REFERENCES conversations (id),
  reason TEXT NOT NULL,
  currency TEXT NOT NULL,
  disputed_minor INTEGER NOT NULL CHECK (disputed_minor > 0),
  -- JSON array of line positions, where the debtor named lines.
  lines TEXT,
  note TEXT,
  attachment_id INTEGER REFERENCES attachments (id),
  state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'upheld', 'partly', 'rejected', 'withdrawn')),
  created_at INTEGER NOT NULL,
  decided_at INTEGER
) STRICT;
CREATE INDEX disputes_by_invoice ON disputes (invoice_id);
CREATE INDEX disputes_open ON disputes (debtor_id) WHERE state = 'open';

CREATE TABLE handoffs (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  conversation_id INTEGER NOT NULL REFERENCES conversations (id),
  debtor_id INTEGER REFERENCES debtors (id),
  reason TEXT NOT NULL,
  summary TEXT NOT NULL,
  -- JSON: identity and evidence, balance per currency, invoices concerned, what was tried, last messages' seqs.
  context TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'answered', 'closed')),
  created_at INTEGER NOT NULL,
  answered_at INTEGER,
  closed_at INTEGER
) STRICT;
CREATE INDEX handoffs_by_state ON handoffs (state, created_at);
CREATE INDEX handoffs_open ON handoffs (conversation_id) WHERE state <> 'closed';
