-- name: approve :exec
-- At once, or at its time.
UPDATE campaigns
SET status = CASE WHEN start_date > $4 OR audience_at = 'start' THEN 'scheduled' ELSE 'running' END,
    started_at = CASE WHEN start_date > $4 OR audience_at = 'start' THEN NULL ELSE $4::timestamptz END,
    approved_rehearsal = $2, approved_by = $3, approved_at = $4, updated_at = $4, version = version + 1
WHERE id = $1;

-- name: delay_chunks :exec
-- Without a time of its own the campaign was rehearsed as if it started then; it starts now.
UPDATE campaign_chunks SET due_at = due_at + ($2::timestamptz - $3::timestamptz) WHERE campaign_id = $1;

-- name: withdraw_approval :exec
UPDATE campaigns
SET status = 'draft', paused_because = NULL, pause_detail = NULL, approved_rehearsal = NULL, approved_by = NULL,
    approved_at = NULL, audience_renewal = NULL, audience_before = NULL, audience_change = NULL, updated_at = $2, version = version + 1
WHERE id = $1;

-- name: pause :exec
UPDATE campaigns SET status = 'paused', paused_because = 'by_hand', audience_renewal = NULL, updated_at = $2, version = version + 1 WHERE id = $1;

-- name: pause_restored :many
-- role: owner
-- Of all projects, before a server looks at them.
UPDATE campaigns SET status = 'paused', paused_because = 'restored', audience_renewal = NULL, version = version + 1
WHERE status IN ('running', 'scheduled') RETURNING id;

-- name: resume :exec
-- One that was paused before its time waits for it again, or for its audience.
UPDATE campaigns c
SET status = CASE WHEN w.waits THEN 'scheduled' ELSE 'running' END,
    started_at = COALESCE(c.started_at, CASE WHEN w.waits THEN NULL ELSE $2::timestamptz END),
    paused_because = NULL, pause_detail = NULL, updated_at = $2, version = c.version + 1
FROM (SELECT id, started_at IS NULL AND (start_date > $2 OR audience_at = 'start' AND audience_change IS NULL) IS TRUE
             AS waits FROM campaigns WHERE id = $1) w
WHERE c.id = w.id;

-- name: cancel :exec
UPDATE campaigns SET status = 'cancelled', paused_because = NULL, pause_detail = NULL, audience_renewal = NULL, updated_at = $2,
       version = version + 1
WHERE id = $1;

-- name: notify_campaigns :exec
SELECT pg_notify('campaigns', '');

-- name: list_executions :many
SELECT id, message_id, contact_id, channel, address, delivery_status, skip_reason, delivery_attempt, scheduled_for, sent_at,
       reply_code, error_message, opened_at, clicked_at, unsubscribed_at, chunk, position
FROM campaign_executions
WHERE campaign_id = $1 AND ($2::text IS NULL OR delivery_status = $2) AND ($3::text IS NULL OR skip_reason = $3)
  AND ($4::integer IS NULL OR (chunk, position) > ($4, $5::integer)) AND ($7::uuid IS NULL OR contact_id = $7)
ORDER BY chunk, position LIMIT $6;

-- name: export_executions :many
SELECT e.address, c.first_name, c.last_name, m.message_name, e.delivery_status, e.skip_reason, e.error_message, e.reply_code,
       e.delivery_attempt, e.scheduled_for, e.sent_at, e.opened_at, e.clicked_at, e.unsubscribed_at, e.contact_id, e.chunk,
       e.position
FROM campaign_executions e JOIN campaign_messages m ON m.id = e.message_id LEFT JOIN contacts c ON c.id = e.contact_id
WHERE e.campaign_id = $1 AND ($2::text IS NULL OR e.delivery_status = $2) AND ($3::text IS NULL OR e.skip_reason = $3)
  AND ($4::integer IS NULL OR (e.chunk, e.position) > ($4, $5::integer))
ORDER BY e.chunk, e.position LIMIT $6;
