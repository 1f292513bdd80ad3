-- name: plan_for_these_values :exec
-- A plan that was kept from when the table was small would read all of it for each row now that it is large: a campaign fills
-- it faster than the statistics follow.
SELECT set_config('plan_cache_mode', 'force_custom_plan', true);

-- name: write_findings :exec
-- $9 … $12: under which lease.
UPDATE campaign_executions e
SET delivery_status = r.status, delivery_attempt = COALESCE(r.attempts, e.delivery_attempt + 1),
    sent_at = CASE WHEN r.status = 'sent' THEN r.at ELSE e.sent_at END,
    scheduled_for = COALESCE(r.retry_at, e.scheduled_for), reply_code = NULLIF(r.reply_code, 0),
    error_message = NULLIF(r.detail, ''), provider_id = NULLIF(r.provider_id, '')
FROM unnest($1::uuid[], $2::text[], $3::integer[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $7::text[],
            $8::text[]) AS r (id, status, attempts, at, retry_at, reply_code, detail, provider_id)
WHERE e.id = r.id
  AND (e.delivery_status = 'pending'
       AND (r.status = 'sent' OR EXISTS (SELECT FROM campaign_chunks k
                                         WHERE k.campaign_id = $9 AND k.chunk = $10 AND k.lease_owner = $11
                                           AND k.lease_number = $12))
       OR e.delivery_status = 'unknown' AND r.status NOT IN ('pending', 'unknown'));

-- name: hold_window :maybe
UPDATE campaign_chunks k SET handed_from = $5, handed_to = $6, handed_at = $8, lease_until = $7
FROM campaigns c
WHERE k.campaign_id = $1 AND k.chunk = $2 AND k.lease_owner = $3 AND k.lease_number = $4
  AND c.id = k.campaign_id AND c.status = 'running' AND (c.end_date IS NULL OR c.end_date > $8)
RETURNING k.chunk;

-- name: take_window :many
WITH campaign AS MATERIALIZED (
    SELECT topic, campaign_type = 'transactional' AS is_transactional FROM campaigns WHERE id = $1),
due AS MATERIALIZED (
    SELECT e.id, e.contact_id, e.position, e.delivery_attempt, e.channel, e.address, e.address_hash
    FROM campaign_executions e
    WHERE e.campaign_id = $1 AND e.chunk = $2 AND e.position > $3 AND e.position <= $4
      AND e.delivery_status = 'pending' AND e.scheduled_for <= $5),
judged AS MATERIALIZED (
    SELECT d.*, CASE
               WHEN c.id IS NULL OR c.deleted_at IS NOT NULL THEN 'gone'
               WHEN EXISTS (SELECT FROM suppressions s WHERE s.channel = d.channel AND s.address_hash = d.address_hash
                              AND is_kept_away(s.topic, s.reason, k.topic, k.is_transactional)) THEN 'suppressed'
               ELSE campaign_skip_reason(d.address, c.do_not_contact,
                        CASE d.channel WHEN 'sms' THEN c.sms_subscribed ELSE c.email_subscribed END, c.marketing_consent,
                        (SELECT opt_in FROM projects WHERE id = c.project_id), k.is_transactional)
           END AS reason,
           recipient_data(c) AS data
    FROM due d CROSS JOIN campaign k LEFT JOIN contacts c ON c.id = d.contact_id),
skipped AS (
    UPDATE campaign_executions e SET delivery_status = 'skipped', skip_reason = j.reason
    FROM judged j WHERE j.reason IS NOT NULL AND e.id = j.id)
SELECT id, contact_id, position, delivery_attempt, address, data FROM judged WHERE reason IS NULL ORDER BY position;

-- name: release_chunk :maybe
-- $5: it is not due before (NULL: as its rows say), $6, $7: why.
UPDATE campaign_chunks k
SET lease_owner = NULL, lease_until = NULL, handed_from = 0, handed_to = 0, handed_at = NULL, waits_because = $6,
    waits_detail = NULLIF($7, ''),
    due_at = greatest((SELECT COALESCE(min(e.scheduled_for), k.due_at) FROM campaign_executions e
                       WHERE e.campaign_id = k.campaign_id AND e.chunk = k.chunk AND e.delivery_status = 'pending'),
                      $5::timestamptz)
WHERE k.campaign_id = $1 AND k.chunk = $2 AND k.lease_owner = $3 AND k.lease_number = $4
RETURNING k.chunk;

-- name: release_untouched_chunk :maybe
-- Only while nothing was declared: between the look at it and here its holder may have begun.
UPDATE campaign_chunks SET lease_owner = NULL, lease_until = NULL
WHERE campaign_id = $1 AND chunk = $2 AND lease_owner = $3 AND lease_number = $4 AND handed_to = 0
RETURNING chunk;

-- name: fence_chunk :maybe
-- From here on its holder can neither declare nor release anything.
UPDATE campaign_chunks SET lease_number = lease_number + 1
WHERE campaign_id = $1 AND chunk = $2 AND lease_owner = $3 AND lease_number = $4 AND lease_until < $5
RETURNING lease_number;

-- name: handed_becomes_unknown :exec
-- What somebody waits for is sent once more, unless it was in doubt $5 times; the id of the row keeps it the same mail.
UPDATE campaign_executions e
SET delivery_status = CASE WHEN c.campaign_type = 'transactional' AND e.delivery_attempt + 1 < $5 THEN 'pending'
                           ELSE 'unknown' END,
    delivery_attempt = e.delivery_attempt + 1,
    error_message = 'the server that sent it went away before it said what became of it'
FROM campaign_chunks k JOIN campaigns c ON c.id = k.campaign_id
WHERE k.campaign_id = $1 AND k.chunk = $2 AND k.lease_owner = $3 AND k.lease_number = $4
  AND e.campaign_id = k.campaign_id AND e.chunk = k.chunk
  AND e.position > k.handed_from AND e.position <= k.handed_to AND e.delivery_status = 'pending'
  AND e.scheduled_for <= k.handed_at;

-- name: begun_becomes_unknown :exec
-- $3: how often it may be in doubt, as above.
UPDATE campaign_executions e
SET delivery_status = CASE WHEN c.campaign_type = 'transactional' AND e.delivery_attempt + 1 < $3 THEN 'pending'
                           ELSE 'unknown' END,
    delivery_attempt = e.delivery_attempt + 1,
    error_message = 'the server that sent it was stopped before it heard what became of it'
FROM campaigns c
WHERE e.campaign_id = $1 AND e.id = ANY($2::uuid[]) AND e.delivery_status = 'pending' AND c.id = e.campaign_id;

-- name: skip_pending :exec
UPDATE campaign_executions SET delivery_status = 'skipped', skip_reason = $3
WHERE campaign_id = $1 AND chunk = $2 AND delivery_status = 'pending';

-- name: recount :one
SELECT count(*) AS total, count(*) FILTER (WHERE delivery_status = 'pending') AS pending,
       count(*) FILTER (WHERE delivery_status = 'skipped') AS skipped,
       count(*) FILTER (WHERE delivery_status = 'sent') AS sent,
       count(*) FILTER (WHERE delivery_status = 'delivered') AS delivered,
       count(*) FILTER (WHERE delivery_status = 'bounced') AS bounced,
       count(*) FILTER (WHERE delivery_status = 'failed') AS failed,
       count(*) FILTER (WHERE delivery_status = 'unknown') AS unknown,
       count(opened_at) AS opened, count(clicked_at) AS clicked, count(unsubscribed_at) AS unsubscribed
FROM campaign_executions WHERE campaign_id = $1;
