-- The ledger: whose money, who owes it, on which invoices, and what was paid.
-- Amounts are integer minor units beside an ISO 4217 currency; *_at columns are epoch milliseconds (UTC);
-- *_on and *_date columns are calendar dates YYYY-MM-DD.

CREATE TABLE creditors (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  locale TEXT NOT NULL DEFAULT 'id',
  time_zone TEXT NOT NULL DEFAULT 'Asia/Jakarta',
  currency TEXT NOT NULL DEFAULT 'IDR',
  country TEXT NOT NULL DEFAULT 'ID',
  handoff_email TEXT,
  demo INTEGER NOT NULL DEFAULT 0 CHECK (demo IN (0, 1)),
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE creditor_bank_accounts (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  bank TEXT NOT NULL,
  account_number TEXT NOT NULL,
  holder TEXT NOT NULL,
  currency TEXT NOT NULL,
  UNIQUE (creditor_id, bank, account_number)
) STRICT;

CREATE TABLE debtors (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  external_id TEXT NOT NULL,
  external_key TEXT NOT NULL,
  name TEXT NOT NULL,
  salutation TEXT CHECK (salutation IN ('bapak', 'ibu')),
  locale TEXT,
  time_zone TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (creditor_id, external_id)
) STRICT;
CREATE INDEX debtors_by_key ON debtors (creditor_id, external_key);

CREATE TABLE virtual_accounts (
  id INTEGER PRIMARY KEY,
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  bank TEXT NOT NULL,
  account_number TEXT NOT NULL,
  currency TEXT NOT NULL,
  UNIQUE (bank, account_number)
) STRICT;
CREATE INDEX virtual_accounts_by_debtor ON virtual_accounts (debtor_id);

-- An address that may speak for debtors; one contact may speak for several, one debtor have several.
CREATE TABLE contacts (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  channel TEXT NOT NULL CHECK (channel IN ('email', 'whatsapp', 'sms')),
  address TEXT NOT NULL,
  name TEXT,
  verified_at INTEGER,
  flagged_at INTEGER,
  flag_reason TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (creditor_id, channel, address)
) STRICT;

CREATE TABLE debtor_contacts (
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  contact_id INTEGER NOT NULL REFERENCES contacts (id),
  role TEXT NOT NULL DEFAULT 'billing' CHECK (role IN ('owner', 'billing', 'finance', 'other')),
  PRIMARY KEY (debtor_id, contact_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX debtor_contacts_by_contact ON debtor_contacts (contact_id);

CREATE TABLE contracts (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  external_id TEXT NOT NULL,
  external_key TEXT NOT NULL,
  description TEXT,
  UNIQUE (creditor_id, external_id)
) STRICT;
CREATE INDEX contracts_by_key ON contracts (creditor_id, external_key);
CREATE INDEX contracts_by_debtor ON contracts (debtor_id);

CREATE TABLE invoices (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  contract_id INTEGER REFERENCES contracts (id),
  external_id TEXT NOT NULL,
  external_key TEXT NOT NULL,
  issue_date TEXT NOT NULL,
  due_date TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor >= 0),
  -- The sum of this invoice's allocations, kept by the triggers below so that an open balance is one index scan.
  allocated_minor INTEGER NOT NULL DEFAULT 0 CHECK (allocated_minor >= 0 AND allocated_minor <= amount_minor),
  description TEXT,
  voided_at INTEGER,
  created_at INTEGER NOT NULL,
  UNIQUE (creditor_id, external_id)
) STRICT;
CREATE INDEX invoices_by_key ON invoices (creditor_id, external_key);
CREATE INDEX invoices_by_debtor ON invoices (debtor_id, due_date);
CREATE INDEX invoices_open ON invoices (debtor_id, due_date)
  WHERE voided_at IS NULL AND allocated_minor < amount_minor;

CREATE TABLE invoice_lines (
  id INTEGER PRIMARY KEY,
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  position INTEGER NOT NULL,
  description TEXT NOT NULL,
  quantity TEXT NOT NULL DEFAULT '1',
  amount_minor INTEGER NOT NULL,
  UNIQUE (invoice_id, position)
) STRICT;

-- Money confirmed. What a debtor merely claims is a payment_proof.
CREATE TABLE payments (
  id INTEGER PRIMARY KEY,
  creditor_id INTEGER NOT NULL REFERENCES creditors (id),
  debtor_id INTEGER NOT NULL REFERENCES debtors (id),
  external_id TEXT NOT NULL,
  received_on TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  allocated_minor INTEGER NOT NULL DEFAULT 0 CHECK (allocated_minor >= 0 AND allocated_minor <= amount_minor),
  method TEXT,
  reference TEXT,
  created_at INTEGER NOT NULL,
  UNIQUE (creditor_id, external_id)
) STRICT;
CREATE INDEX payments_by_debtor ON payments (debtor_id, received_on);

CREATE TABLE allocations (
  id INTEGER PRIMARY KEY,
  payment_id INTEGER NOT NULL REFERENCES payments (id),
  invoice_id INTEGER NOT NULL REFERENCES invoices (id),
  amount_minor INTEGER NOT NULL CHECK (amount_minor > 0),
  UNIQUE (payment_id, invoice_id)
) STRICT;
CREATE INDEX allocations_by_invoice ON allocations (invoice_id);

CREATE TRIGGER allocations_same_currency BEFORE INSERT ON allocations
WHEN (SELECT currency FROM payments WHERE id = NEW.payment_id)
  IS NOT (SELECT currency FROM invoices WHERE id = NEW.invoice_id)
BEGIN
  SELECT RAISE(ABORT, 'allocation: payment and invoice differ in currency');
END;
CREATE TRIGGER allocations_insert AFTER INSERT ON allocations BEGIN
  UPDATE invoices SET allocated_minor = allocated_minor + NEW.amount_minor WHERE id = NEW.invoice_id;
  UPDATE payments SET allocated_minor = allocated_minor + NEW.amount_minor WHERE id = NEW.payment_id;
END;
CREATE TRIGGER allocations_delete AFTER DELETE ON allocations BEGIN
  UPDATE invoices SET allocated_minor = allocated_minor - OLD.amount_minor WHERE id = OLD.invoice_id;
  UPDATE payments SET allocated_minor = allocated_minor - OLD.amount_minor WHERE id = OLD.payment_id;
END;
CREATE TRIGGER allocations_fixed BEFORE UPDATE ON allocations BEGIN
  SELECT RAISE(ABORT, 'allocation: delete and insert instead of updating');
END;
