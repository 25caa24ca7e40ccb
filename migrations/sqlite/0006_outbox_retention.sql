-- What was sent is deleted some weeks later, found without reading the rest.
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE state = 'sent';
