-- Finding a debtor while they are on the line, and reading everything they ever wrote without a full scan.

-- Words of names. Contentless: the names themselves stand in debtors, and the triggers below say what to
-- take out. `creditor` holds c<id>, so that a search reads no more than the creditors it may show.
CREATE VIRTUAL TABLE debtor_names USING fts5 (
  name, creditor,
  content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO debtor_names (rowid, name, creditor) SELECT id, name, 'c' || creditor_id FROM debtors;

CREATE TRIGGER debtor_names_insert AFTER INSERT ON debtors BEGIN
  INSERT INTO debtor_names (rowid, name, creditor) VALUES (NEW.id, NEW.name, 'c' || NEW.creditor_id);
END;
CREATE TRIGGER debtor_names_update AFTER UPDATE OF id, name, creditor_id ON debtors
WHEN OLD.name IS NOT NEW.name OR OLD.creditor_id <> NEW.creditor_id OR OLD.id <> NEW.id
BEGIN
  INSERT INTO debtor_names (debtor_names, rowid, name, creditor)
    VALUES ('delete', OLD.id, OLD.name, 'c' || OLD.creditor_id);
  INSERT INTO debtor_names (rowid, name, creditor) VALUES (NEW.id, NEW.name, 'c' || NEW.creditor_id);
END;
CREATE TRIGGER debtor_names_delete AFTER DELETE ON debtors BEGIN
  INSERT INTO debtor_names (debtor_names, rowid, name, creditor)
    VALUES ('delete', OLD.id, OLD.name, 'c' || OLD.creditor_id);
END;

-- "The number ends with 4567." The search repeats the expression.
CREATE INDEX contacts_by_ending ON contacts (creditor_id, substr(address, -4)) WHERE channel <> 'email';

-- Which conversations are a debtor's, and whose a conversation is.
CREATE INDEX verifications_by_debtor ON verifications (debtor_id, conversation_id);
CREATE INDEX verifications_by_conversation ON verifications (conversation_id, id);
-- The transcript by time, over several conversations.
CREATE INDEX messages_by_time ON messages (conversation_id, at, seq);
CREATE INDEX disputes_by_debtor ON disputes (debtor_id, created_at);
