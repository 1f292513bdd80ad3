-- name: find_rehearsal :maybe
SELECT r.id, r.campaign_id, r.content_version, r.status, r.report, r.error, r.job_id, r.created_by, r.created_at,
       r.finished_at,
       r.content_version = c.content_version
       AND NOT EXISTS (SELECT FROM campaign_rehearsals l
                       WHERE l.campaign_id = r.campaign_id AND (l.created_at, l.id) > (r.created_at, r.id)) AS current
FROM campaign_rehearsals r JOIN campaigns c ON c.id = r.campaign_id
WHERE r.campaign_id = $1 AND r.id = $2;

-- name: list_rehearsals :many
SELECT r.id, r.campaign_id, r.content_version, r.status, r.report, r.error, r.job_id, r.created_by, r.created_at,
       r.finished_at,
       r.content_version = c.content_version AND row_number() OVER (ORDER BY r.created_at DESC, r.id DESC) = 1 AS current
FROM campaign_rehearsals r JOIN campaigns c ON c.id = r.campaign_id
WHERE r.campaign_id = $1 ORDER BY r.created_at DESC, r.id DESC LIMIT 20;

-- name: rehearsal_under_way :one
SELECT EXISTS (SELECT FROM campaign_rehearsals r JOIN jobs j ON j.id = r.job_id
               WHERE r.campaign_id = $1 AND r.status = 'running' AND j.status IN ('queued', 'running'));

-- name: insert_rehearsal :exec
INSERT INTO campaign_rehearsals (id, campaign_id, content_version, job_id, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6);

-- name: give_up_rehearsals :exec
-- Another is asked for; or (with $2) this one can never begin.
UPDATE campaign_rehearsals SET status = 'failed', error = $3, finished_at = $4
WHERE campaign_id = $1 AND status = 'running' AND ($2::uuid IS NULL OR id = $2);

-- name: begin_rehearsal :maybe
-- No row: it is over, or the campaign is not as it was when it was asked for.
UPDATE campaign_rehearsals r SET run = $3
FROM campaigns c
WHERE r.campaign_id = $1 AND r.id = $2 AND r.status = 'running' AND c.id = r.campaign_id AND c.status = 'draft'
  AND c.deleted_at IS NULL AND r.content_version = c.content_version
RETURNING r.created_at;

-- name: keep_rehearsal :maybe
-- While it is ours, and until this transaction ends, nobody begins it anew, asks for another or approves it.
SELECT r.id FROM campaign_rehearsals r JOIN campaigns c ON c.id = r.campaign_id
WHERE r.id = $1 AND r.run = $2 AND r.status = 'running' AND c.status = 'draft' FOR SHARE OF r;

-- name: finish_rehearsal :maybe
UPDATE campaign_rehearsals SET status = $3, report = COALESCE($4::jsonb, report), error = $5, finished_at = $6
WHERE id = $1 AND run = $2 AND status = 'running' RETURNING campaign_id;

-- name: skipped_people :many
SELECT skip_reason AS reason, count(*) AS people FROM campaign_executions
WHERE campaign_id = $1 AND delivery_status = 'skipped' GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: recipients_without_consent :one
SELECT count(DISTINCT e.contact_id) FROM campaign_executions e JOIN contacts c ON c.id = e.contact_id
WHERE e.campaign_id = $1 AND e.delivery_status = 'pending' AND NOT c.marketing_consent;

-- name: chunks_of_message :many
SELECT chunk, sender_id FROM campaign_chunks WHERE campaign_id = $1 AND message_id = $2 AND pending > 0 ORDER BY chunk;

-- name: rows_to_rehearse :many
SELECT e.id, e.contact_id, e.position, e.delivery_attempt, e.address, e.scheduled_for,
       recipient_data(c) AS data
FROM campaign_executions e JOIN contacts c ON c.id = e.contact_id
WHERE e.campaign_id = $1 AND e.chunk = $2 AND e.delivery_status = 'pending' ORDER BY e.position;

-- name: note_price :exec
UPDATE campaign_messages SET price_per_thousand = $2 WHERE id = $1;
