-- name: campaigns_with_work :many
-- role: system
-- Those of the project that has the fewest workers now come first, and of them the one with the fewest. No project holds
-- more than $3 workers of one server ($2), so that a slow one leaves some to the others.
WITH busy AS (SELECT project_id, campaign_id, count(*) AS workers, count(*) FILTER (WHERE lease_owner = $2) AS ours
              FROM campaign_chunks WHERE lease_owner IS NOT NULL GROUP BY 1, 2)
SELECT c.project_id, c.id AS campaign_id, c.content_version,
       CASE WHEN c.status = 'cancelled' THEN 'cancelled' WHEN c.end_date <= $1 THEN 'ended' END AS over_because,
       c.budget IS NOT NULL AS has_budget
FROM campaigns c
CROSS JOIN LATERAL (SELECT COALESCE(sum(workers), 0) AS workers, COALESCE(sum(ours), 0) AS ours FROM busy b
                    WHERE b.project_id = c.project_id) project
WHERE c.finished_at IS NULL AND c.status IN ('running', 'cancelled') AND project.ours < $3
  AND EXISTS (SELECT FROM campaign_chunks k
              WHERE k.project_id = c.project_id AND k.campaign_id = c.id AND k.pending > 0 AND k.lease_owner IS NULL
                AND (k.due_at <= $1 OR c.status = 'cancelled' OR c.end_date <= $1))
ORDER BY project.workers,
         (SELECT COALESCE(sum(workers), 0) FROM busy b WHERE b.project_id = c.project_id AND b.campaign_id = c.id),
         random()
LIMIT 20;

-- name: claim_chunk :maybe
-- role: system
-- $5: whether it need not be due.
UPDATE campaign_chunks
SET lease_owner = $3, lease_number = lease_number + 1, lease_until = $4, handed_from = 0, handed_to = 0, handed_at = NULL
WHERE (project_id, campaign_id, chunk) = (
    SELECT project_id, campaign_id, chunk FROM campaign_chunks
    WHERE project_id = $1 AND campaign_id = $2 AND pending > 0 AND lease_owner IS NULL AND (due_at <= $6 OR $5)
    ORDER BY due_at, chunk LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING project_id, campaign_id, message_id, chunk, size, lease_owner, lease_number, sender_id;

-- name: renew_leases :many
-- role: system
-- Those that are still theirs.
UPDATE campaign_chunks k SET lease_until = $5
FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[]) AS held (project_id, campaign_id, chunk, lease_number)
WHERE k.project_id = held.project_id AND k.campaign_id = held.campaign_id AND k.chunk = held.chunk
  AND k.lease_number = held.lease_number AND k.lease_owner = $6
RETURNING k.campaign_id, k.chunk, k.lease_number;

-- name: abandoned_chunks :many
-- role: system
SELECT project_id, campaign_id, message_id, chunk, size, lease_owner, lease_number, sender_id FROM campaign_chunks
WHERE lease_owner IS NOT NULL AND lease_until < $1 LIMIT 100;

-- name: untouched_chunks :many
-- role: system
SELECT project_id, campaign_id, message_id, chunk, size, lease_owner, lease_number, sender_id FROM campaign_chunks
WHERE lease_owner = ANY($1::uuid[]) AND handed_to = 0;

-- name: start_due_campaigns :many
-- role: system
-- Whose time passed while no server ran waits for a person; whose audience is fixed at the start, for that.
UPDATE campaigns
SET status = CASE WHEN start_date < $2 THEN 'paused' ELSE 'running' END,
    paused_because = CASE WHEN start_date < $2 THEN 'late' END,
    started_at = CASE WHEN start_date < $2 THEN NULL ELSE $1::timestamptz END, version = version + 1
WHERE status = 'scheduled' AND finished_at IS NULL AND start_date <= $1 AND audience_renewal IS NULL
  AND (audience_at = 'approval' OR start_date < $2)
RETURNING project_id, id;

-- name: campaigns_to_renew :many
-- role: system
SELECT project_id, id FROM campaigns
WHERE status = 'scheduled' AND finished_at IS NULL AND start_date <= $1 AND audience_at = 'start'
  AND audience_renewal IS NULL AND audience_change IS NULL;

-- name: finish_campaigns :many
-- role: system
-- Not those that a segment adds newcomers to (entries.hpp): they are open until their end. Who adds one just now makes the
-- version grow, and they are looked at again.
UPDATE campaigns c
SET status = CASE WHEN c.status = 'running' THEN 'completed' ELSE c.status END, finished_at = $1, version = c.version + 1,
    total_recipients = k.size, delivered_count = k.delivered, opened_count = k.opened, clicked_count = k.clicked,
    unsubscribed_count = k.unsubscribed
FROM campaigns w,
     LATERAL (SELECT COALESCE(sum(size), 0) AS size, COALESCE(sum(pending), 0) AS pending,
                     COALESCE(sum(sent + delivered), 0) AS delivered, COALESCE(sum(opened), 0) AS opened,
                     COALESCE(sum(clicked), 0) AS clicked, COALESCE(sum(unsubscribed), 0) AS unsubscribed,
                     count(lease_owner) AS held
              FROM campaign_chunks k WHERE k.project_id = w.project_id AND k.campaign_id = w.id) k
WHERE w.status IN ('running', 'cancelled') AND w.finished_at IS NULL AND k.pending = 0 AND k.held = 0
  AND (w.status = 'cancelled' OR w.end_date <= $1
       OR NOT EXISTS (SELECT FROM customer_segments s WHERE s.project_id = w.project_id AND s.auto_add_to_campaigns
                                                        AND w.id = ANY (s.default_campaigns)))
  AND c.project_id = w.project_id AND c.id = w.id AND c.version = w.version
RETURNING c.project_id, c.id;

-- name: pause_unprepared :maybe
UPDATE campaigns SET status = 'paused', paused_because = 'unprepared', pause_detail = $2, version = version + 1
WHERE id = $1 AND status = 'running'
RETURNING id;

-- name: project_name :one
SELECT name FROM projects WHERE id = $1;
