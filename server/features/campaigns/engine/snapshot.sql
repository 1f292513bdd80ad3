-- name: forget_executions :exec
DELETE FROM campaign_executions WHERE campaign_id = $1 AND chunk > $2 AND chunk <= $3;

-- name: forget_chunks :exec
DELETE FROM campaign_chunks WHERE campaign_id = $1;

-- name: last_chunk :one
SELECT COALESCE(max(chunk), 0) FROM campaign_chunks WHERE campaign_id = $1;

-- name: name_senders :exec
-- Of new chunks ($2), with the price that holds: of the others of that sender, which was approved, else $4.
UPDATE campaign_chunks k
SET sender_id = n.sender_id,
    price_per_thousand = COALESCE((SELECT o.price_per_thousand FROM campaign_chunks o
                                   WHERE o.campaign_id = $1 AND o.message_id = k.message_id AND o.sender_id = n.sender_id
                                   LIMIT 1), n.price)
FROM unnest($2::integer[], $3::uuid[], $4::bigint[]) n (chunk, sender_id, price)
WHERE k.campaign_id = $1 AND k.chunk = n.chunk;

-- name: analyze_ledger :exec
SELECT analyze_ledger();

-- name: audience_size :one
-- An estimate, by the counts of the segments and of the campaign that it follows.
SELECT (SELECT COALESCE(sum(contact_count), 0) FROM customer_segments WHERE id = ANY($1::uuid[]))::bigint
       + (SELECT COALESCE(sum(size), 0) FROM campaign_chunks WHERE campaign_id = $2)::bigint;

-- name: audience_rows :many
-- $6: it is transactional.
SELECT c.id, CASE $3 WHEN 'email' THEN c.email WHEN 'sms' THEN c.phone_e164 END AS address,
       CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END AS normalised, c.time_zone,
       campaign_skip_reason(CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END, c.do_not_contact,
                            CASE $3 WHEN 'sms' THEN c.sms_subscribed ELSE c.email_subscribed END, c.marketing_consent,
                            (SELECT opt_in FROM projects WHERE id = c.project_id), $6) AS reason
FROM campaign_audience($1, $2, $4, $5) p JOIN contacts c ON c.id = p.contact_id
WHERE c.deleted_at IS NULL;

-- name: insert_executions :exec
-- $12: nobody gets more than so many since $13. $15: it is transactional. What the contact says of itself ($9) comes first.
INSERT INTO campaign_executions (id, campaign_id, message_id, channel, chunk, position, contact_id, address, address_hash,
                                 delivery_status, skip_reason, scheduled_for, created_at)
SELECT md5($2::uuid::text || p.contact_id::text)::uuid, $1, $2, $3, p.chunk, p.position, p.contact_id, p.address, p.hash,
       CASE WHEN p.reason IS NULL THEN 'pending' ELSE 'skipped' END, p.reason, p.due_at, $11
FROM (SELECT g.contact_id, g.chunk, g.position, g.address, g.hash, g.due_at, COALESCE(g.reason, CASE
                 WHEN EXISTS (SELECT FROM suppressions s WHERE s.channel = $3 AND s.address_hash = g.hash
                                AND is_kept_away(s.topic, s.reason, $14, $15)) THEN 'suppressed'
                 WHEN $12::integer IS NOT NULL
                      AND $12 <= (SELECT count(*) FROM campaign_executions e
                                  WHERE e.contact_id = g.contact_id AND e.sent_at > $13::timestamptz) THEN 'capped'
                 WHEN row_number() OVER (PARTITION BY g.hash, g.reason IS NULL ORDER BY g.chunk, g.position) > 1
                      OR EXISTS (SELECT FROM campaign_executions e WHERE e.message_id = $2 AND e.address_hash = g.hash
                                   AND e.skip_reason IS NULL) THEN 'duplicate_address'
             END) AS reason
      FROM unnest($4::uuid[], $5::integer[], $6::integer[], $7::text[], $8::text[], $9::text[], $10::timestamptz[])
           AS g (contact_id, chunk, position, address, hash, reason, due_at)) p;
