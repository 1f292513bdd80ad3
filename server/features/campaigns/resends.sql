-- name: audience_exists :one
SELECT EXISTS (SELECT FROM campaign_audience('{}', '{}', $1, $2));

-- name: begin_resending :exec
UPDATE campaigns SET resending = $2, updated_at = $3, version = version + 1 WHERE id = $1;

-- name: resending_of :maybe
SELECT resending FROM campaigns WHERE id = $1 AND resending IS NOT NULL;

-- name: keep_resending :maybe
-- Until we are through it does not run again.
SELECT resending FROM campaigns WHERE id = $1 AND resending = $2 FOR SHARE;

-- name: chunks_in_state :many
SELECT chunk FROM campaign_chunks
WHERE campaign_id = $1 AND CASE $2::text WHEN 'failed' THEN failed ELSE unknown END > 0 ORDER BY chunk LIMIT $3;

-- name: make_pending :exec
-- The row keeps its id and with it the Message-ID: a mailbox that has the mail already knows it again.
UPDATE campaign_executions
SET delivery_status = 'pending', delivery_attempt = 0, scheduled_for = $4, reply_code = NULL, error_message = NULL,
    sent_at = NULL
WHERE campaign_id = $1 AND chunk = ANY ($2::integer[]) AND delivery_status = $3;

-- name: chunks_are_due :exec
UPDATE campaign_chunks SET due_at = $3 WHERE campaign_id = $1 AND chunk = ANY ($2::integer[]);

-- name: finish_resending :maybe
UPDATE campaigns SET resending = NULL, status = 'running', finished_at = NULL, updated_at = $3, version = version + 1
WHERE id = $1 AND resending = $2 RETURNING id;
