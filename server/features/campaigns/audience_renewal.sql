-- name: begin_renewal :exec
UPDATE campaigns SET audience_renewal = gen_random_uuid(), updated_at = $2, version = version + 1 WHERE id = $1;

-- name: take_renewal :maybe
-- An earlier run of the job, should it live, finds another number at its next portion.
UPDATE campaigns SET audience_renewal = $2
WHERE id = $1 AND audience_renewal IS NOT NULL AND status = 'scheduled'
RETURNING audience_before;

-- name: hold_renewal :maybe
-- Until the end of the transaction nobody pauses, cancels or withdraws it.
SELECT id FROM campaigns WHERE id = $1 AND audience_renewal = $2 AND status = 'scheduled' FOR SHARE;

-- name: keep_approved_rows :exec
INSERT INTO campaign_approved_rows (campaign_id, chunk, executions)
SELECT campaign_id, chunk, array_agg(id) FROM campaign_executions
WHERE campaign_id = $1 AND message_id = $2 AND chunk > $3 AND chunk <= $4 AND delivery_status = 'pending'
GROUP BY campaign_id, chunk
ON CONFLICT (project_id, campaign_id, chunk) DO NOTHING;

-- name: approved_rows_are_kept :exec
UPDATE campaigns
SET audience_before = (SELECT COALESCE(sum(cardinality(executions)), 0) FROM campaign_approved_rows WHERE campaign_id = $1)
WHERE id = $1;

-- name: forget_approved_rows :exec
DELETE FROM campaign_approved_rows WHERE campaign_id = $1;

-- name: take_time :exec
-- Two sets of ids are compared: about two seconds a million.
SELECT set_config('statement_timeout', '120s', true);

-- name: audience_change :one
WITH approved AS MATERIALIZED (SELECT unnest(executions) AS id FROM campaign_approved_rows WHERE campaign_id = $1),
fixed AS MATERIALIZED (
    SELECT id FROM campaign_executions WHERE campaign_id = $1 AND message_id = $2 AND delivery_status = 'pending')
SELECT count(approved.id) AS people_before, count(fixed.id) AS people_now,
       count(*) FILTER (WHERE approved.id IS NULL) AS came, count(*) FILTER (WHERE fixed.id IS NULL) AS went,
       $3::timestamptz AS counted_at
FROM fixed FULL JOIN approved ON approved.id = fixed.id;

-- name: finish_renewal :maybe
-- $4: it waits for a person.
UPDATE campaigns
SET audience_renewal = NULL, audience_change = $3, status = CASE WHEN $4::boolean THEN 'paused' ELSE 'running' END,
    paused_because = CASE WHEN $4 THEN 'audience_grew' END,
    started_at = CASE WHEN $4 THEN NULL ELSE $5::timestamptz END, updated_at = $5, version = version + 1
WHERE id = $1 AND audience_renewal = $2 AND status = 'scheduled'
RETURNING id;

-- name: fail_renewal :maybe
UPDATE campaigns
SET audience_renewal = NULL, status = 'paused', paused_because = 'unprepared', pause_detail = $3, updated_at = $4,
    version = version + 1
WHERE id = $1 AND audience_renewal = $2 AND status = 'scheduled'
RETURNING id;
