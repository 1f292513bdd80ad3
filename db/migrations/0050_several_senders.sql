-- A message may leave by several senders: each chunk of the ledger by one of them, and says why it does not get on.
ALTER TABLE campaign_chunks
    ADD sender_id uuid, -- NULL: as the message says. No key: the channel knows what it is, and others take its share over.
    ADD waits_because text CHECK (waits_because IN ('unreachable', 'settings', 'sign_in', 'daily_limit')),
    ADD waits_detail text CHECK (length(waits_detail) <= 500); -- what the other side said, for people
