-- name: lock_fed_campaign :maybe
-- No row: the segment does not feed it, or it does not run. Its version grows, so that who finds it finished meanwhile looks
-- again.
UPDATE campaigns c SET version = c.version + 1
FROM customer_segments s
WHERE s.id = $1 AND s.auto_add_to_campaigns AND c.id = $2 AND c.id = ANY (s.default_campaigns)
  AND c.started_at IS NOT NULL AND c.status IN ('running', 'paused') AND (c.end_date IS NULL OR c.end_date > $3)
RETURNING c.id;

-- name: campaigns_fed_by :many
SELECT unnest(default_campaigns) FROM customer_segments WHERE id = $1 AND auto_add_to_campaigns;

-- name: newcomers :many
-- Of $1 those who have no row for the message yet and stand in none of the excluded segments. $5: it is transactional.
SELECT c.id, CASE $3 WHEN 'email' THEN c.email WHEN 'sms' THEN c.phone_e164 END AS address,
       CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END AS normalised,
       campaign_skip_reason(CASE $3 WHEN 'email' THEN c.email_normalised WHEN 'sms' THEN c.phone_e164 END, c.do_not_contact,
                            CASE $3 WHEN 'sms' THEN c.sms_subscribed ELSE c.email_subscribed END, c.marketing_consent,
                            (SELECT opt_in FROM projects WHERE id = c.project_id), $5) AS reason
FROM contacts c
WHERE c.id = ANY ($1::uuid[]) AND c.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM campaign_executions e WHERE e.id = md5($2::uuid::text || c.id::text)::uuid)
  AND NOT EXISTS (SELECT FROM segment_members m
                  WHERE m.segment_id = ANY ($4::uuid[]) AND m.contact_id = c.id AND m.is_member)
ORDER BY c.id;

-- name: chunk_with_room :maybe
-- Nobody works on it; who wants to passes it by until we are through.
SELECT chunk, size FROM campaign_chunks
WHERE campaign_id = $1 AND message_id = $2 AND lease_owner IS NULL AND size < $3 AND sender_id IS NOT DISTINCT FROM $4::uuid
ORDER BY chunk DESC LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: campaigns_that_may_be_fed :many
SELECT id FROM campaigns WHERE id = ANY ($1::uuid[]) AND status NOT IN ('completed', 'cancelled');

-- name: campaigns_fed_by_segment :many
SELECT c.id, c.name FROM customer_segments s JOIN campaigns c ON c.id = ANY (s.default_campaigns)
WHERE s.id = $1 AND s.auto_add_to_campaigns AND c.status NOT IN ('completed', 'cancelled')
ORDER BY c.name LIMIT 100;
