-- Limits per network address and per debtor (whichever number was asked for), and the order of messages
-- that wait for one conversation. The indexes hold the empty values too: an unknown number costs the same.

ALTER TABLE challenges ADD COLUMN origin_hash TEXT;
CREATE INDEX challenges_by_origin ON challenges (origin_hash, created_at);
CREATE INDEX challenges_by_debtor ON challenges (debtor_id, created_at);

-- One thread of messages: a conversation, or (a finished reply in `body`) an address on its channel.
-- NULL for what stands alone, such as a code. outbox-repository.ts repeats the expression.
CREATE INDEX outbox_by_thread ON outbox (
    COALESCE(json_extract(payload, '$.to.conversationId'),
      CASE WHEN json_extract(payload, '$.body') IS NOT NULL THEN channel || ' ' || json_extract(payload, '$.to.address') END),
    id)
  WHERE state IN ('pending', 'sending');
