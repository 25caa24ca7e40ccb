-- What collectors decide: proofs and disputes, and the credit notes that follow from a dispute.

ALTER TABLE payment_proofs ADD COLUMN decided_by INTEGER REFERENCES collectors (id);
-- One word, told to the debtor: unreadable, not_received, wrong_amount, wrong_recipient, duplicate, other.
ALTER TABLE payment_proofs ADD COLUMN reject_reason TEXT;
-- In the order of the console's lists; the creditor is filtered within the index.
CREATE INDEX payment_proofs_open ON payment_proofs (created_at, id, creditor_id)
  WHERE state IN ('received', 'plausible', 'matched');
CREATE INDEX payment_proofs_decided ON payment_proofs (decided_at, id, creditor_id)
  WHERE state IN ('posted', 'rejected');
-- The same slip from another debtor.
CREATE INDEX payment_proofs_by_content ON payment_proofs (creditor_id, content_hash);

ALTER TABLE disputes ADD COLUMN decided_by INTEGER REFERENCES collectors (id);
ALTER TABLE disputes ADD COLUMN credit_minor INTEGER CHECK (credit_minor >= 0);
ALTER TABLE disputes ADD COLUMN decision_note TEXT;
ALTER TABLE disputes ADD COLUMN resolve_due_at INTEGER;
ALTER TABLE disputes ADD COLUMN breached INTEGER NOT NULL DEFAULT 0 CHECK (breached IN (0, 1));
-- Breached first, soonest due first, those without a due time last.
CREATE INDEX disputes_queue
  ON disputes (1 - breached, coalesce(resolve_due_at, 9007199254740991), id, creditor_id) WHERE state = 'open';
CREATE INDEX disputes_due ON disputes (resolve_due_at) WHERE state = 'open' AND breached = 0;
CREATE INDEX disputes_decided ON disputes (coalesce(decided_at, created_at), id, creditor_id) WHERE state <> 'open';

-- A credit note settles an invoice like a payment does, and is no money: everything that speaks of money looks here.
ALTER TABLE payments ADD COLUMN kind TEXT NOT NULL DEFAULT 'money' CHECK (kind IN ('money', 'credit_note'));
-- A bank's reference is the same in small letters: what was typed must not be booked a second time.
CREATE INDEX payments_by_reference ON payments (creditor_id, external_id COLLATE NOCASE);

-- Looking people up while they are on the line.
CREATE INDEX debtors_by_name ON debtors (creditor_id, name COLLATE NOCASE);
