-- Limits per network address and per debtor (whichever number was asked for), and the order of messages
-- that wait for one conversation. The indexes hold the empty values too: an unknown number costs the same.

ALTER TABLE challenges ADD COLUMN origin_hash TEXT;
CREATE INDEX challenges_by_origin ON challenges (origin_hash, created_at);
CREATE INDEX challenges_by_debtor ON challenges (debtor_id, created_at);

CREATE INDEX outbox_by_conversation ON outbox (json_extract(payload, '$.to.conversationId'), id)
  WHERE state IN ('pending', 'sending');
