-- What collectors decide: proofs and disputes, and the credit notes that follow from a dispute.

ALTER TABLE payment_proofs ADD COLUMN decided_by INTEGER REFERENCES collectors (id);
-- One word, told to the debtor: unreadable, not_received, wrong_amount, wrong_recipient, duplicate, other.
ALTER TABLE payment_proofs ADD COLUMN reject_reason TEXT;
CREATE INDEX payment_proofs_open ON payment_proofs (creditor_id, created_at)
  WHERE state IN ('received', 'plausible', 'matched');

ALTER TABLE disputes ADD COLUMN decided_by INTEGER REFERENCES collectors (id);
ALTER TABLE disputes ADD COLUMN credit_minor INTEGER CHECK (credit_minor >= 0);
ALTER TABLE disputes ADD COLUMN decision_note TEXT;
ALTER TABLE disputes ADD COLUMN resolve_due_at INTEGER;
ALTER TABLE disputes ADD COLUMN breached INTEGER NOT NULL DEFAULT 0 CHECK (breached IN (0, 1));
CREATE INDEX disputes_queue ON disputes (creditor_id, breached DESC, resolve_due_at) WHERE state = 'open';

-- A credit note settles an invoice like a payment does, and is no money: everything that speaks of money looks here.
ALTER TABLE payments ADD COLUMN kind TEXT NOT NULL DEFAULT 'money' CHECK (kind IN ('money', 'credit_note'));

-- Looking people up while they are on the line.
CREATE INDEX debtors_by_name ON debtors (creditor_id, name COLLATE NOCASE);
