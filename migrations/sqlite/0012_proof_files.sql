-- Further files of one proof: several photos sent together are one submission with one receipt.
CREATE TABLE payment_proof_files (
  proof_id INTEGER NOT NULL REFERENCES payment_proofs (id),
  -- From 2 on; the first file is the proof's own.
  position INTEGER NOT NULL CHECK (position > 1),
  attachment_id INTEGER NOT NULL REFERENCES attachments (id),
  -- As in payment_proofs: the same photo sent again is known again.
  content_hash TEXT NOT NULL,
  PRIMARY KEY (proof_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_proof_files_by_hash ON payment_proof_files (content_hash);
CREATE INDEX payment_proof_files_by_attachment ON payment_proof_files (attachment_id);
