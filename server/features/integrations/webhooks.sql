-- name: list_endpoints :many
SELECT e.id, e.url, e.description, e.events, e.status, e.disabled_reason, e.failing_since, e.created_by, e.created_at,
       e.updated_at, e.version,
       COALESCE(d.delivered, 0) AS delivered, COALESCE(d.failed, 0) AS failed, COALESCE(d.waiting, 0) AS waiting
FROM webhook_endpoints e
LEFT JOIN (SELECT endpoint_id, count(*) FILTER (WHERE status = 'delivered') AS delivered,
                  count(*) FILTER (WHERE status = 'failed') AS failed,
                  count(*) FILTER (WHERE status = 'waiting') AS waiting
           FROM webhook_deliveries GROUP BY endpoint_id) d ON d.endpoint_id = e.id
WHERE $1::uuid IS NULL OR e.id = $1
ORDER BY e.created_at, e.id;

-- name: lock_endpoints :exec
-- Two who add at once are counted one after the other.
SELECT pg_advisory_xact_lock(hashtextextended(current_setting('app.project_id'), 7203148503));

-- name: count_endpoints :one
SELECT count(*) FROM webhook_endpoints;

-- name: insert_endpoint :exec
INSERT INTO webhook_endpoints (id, url, description, events, secret_sealed, status, disabled_reason, created_by,
                               created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, CASE WHEN $6 = 'disabled' THEN 'by_hand' END, $7, $8, $8);

-- name: update_endpoint :maybe
-- Switched on again, it is given the patience of a new one.
UPDATE webhook_endpoints
SET url = $2, description = $3, events = $4, updated_at = $6, version = version + 1,
    disabled_reason = CASE WHEN $5 = 'enabled' THEN NULL WHEN status = 'disabled' THEN disabled_reason ELSE 'by_hand' END,
    failing_since = CASE WHEN $5 = 'enabled' AND status = 'disabled' THEN NULL ELSE failing_since END,
    status = $5
WHERE id = $1 AND ($7::bigint IS NULL OR version = $7)
RETURNING version;

-- name: delete_endpoint :maybe
DELETE FROM webhook_endpoints WHERE id = $1 RETURNING url AS name, version;

-- name: find_secret :maybe
SELECT secret_sealed FROM webhook_endpoints WHERE id = $1;

-- name: rotate_secret :maybe
UPDATE webhook_endpoints SET previous_secret_sealed = secret_sealed, previous_secret_until = $3, secret_sealed = $2
WHERE id = $1 RETURNING id;

-- name: list_deliveries :many
SELECT id, endpoint_id, event_name, data, occurred_at, status, attempts,
       CASE WHEN status = 'waiting' THEN next_attempt_at END AS next_attempt_at, last_attempt_at, response_status,
       response_excerpt, error, duration_ms
FROM webhook_deliveries
WHERE endpoint_id = $1 AND ($2::text IS NULL OR status = $2)
  AND ($3::timestamptz IS NULL OR (occurred_at, id) < ($3, $4::uuid))
ORDER BY occurred_at DESC, id DESC LIMIT $5;

-- name: find_delivery :maybe
SELECT id, endpoint_id, event_name, data, occurred_at, status, attempts,
       CASE WHEN status = 'waiting' THEN next_attempt_at END AS next_attempt_at, last_attempt_at, response_status,
       response_excerpt, error, duration_ms
FROM webhook_deliveries WHERE endpoint_id = $1 AND id = $2;

-- name: insert_test_delivery :exec
INSERT INTO webhook_deliveries (id, endpoint_id, event_name, data, occurred_at, next_attempt_at)
VALUES ($1, $2, 'webhook.test', $3, $4, $4);

-- name: replay_delivery :maybe
-- Under its old id: a receiver that has seen it may leave it.
UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, next_attempt_at = $3
WHERE endpoint_id = $1 AND id = $2 RETURNING id;

-- name: replay_failed :exec
UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, next_attempt_at = $3
WHERE endpoint_id = $1 AND status = 'failed' AND occurred_at >= $2;

-- name: notify_webhooks :exec
SELECT pg_notify('webhooks', '');

-- name: claim_endpoint :maybe
-- role: system
-- The one that was served longest ago, among those with something due that nobody serves now.
UPDATE webhook_endpoints SET lease_until = $1::timestamptz + $2::interval, last_served_at = $1
WHERE (project_id, id) = (
    SELECT e.project_id, e.id FROM webhook_endpoints e
    WHERE (e.lease_until IS NULL OR e.lease_until < $1)
      AND EXISTS (SELECT FROM webhook_deliveries d WHERE d.project_id = e.project_id AND d.endpoint_id = e.id
                    AND d.status = 'waiting' AND d.next_attempt_at <= $1)
    ORDER BY e.last_served_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING project_id, id, url, status, secret_sealed,
          CASE WHEN previous_secret_until > $1 THEN previous_secret_sealed END AS previous_secret_sealed, failing_since;

-- name: due_deliveries :many
-- role: system
SELECT id, event_name, data, occurred_at, attempts FROM webhook_deliveries
WHERE project_id = $1 AND endpoint_id = $2 AND status = 'waiting' AND next_attempt_at <= $3
ORDER BY next_attempt_at, id LIMIT $4;

-- name: record_attempt :exec
-- role: system
UPDATE webhook_deliveries
SET attempts = attempts + 1, status = $3, next_attempt_at = COALESCE($4, next_attempt_at), last_attempt_at = $5,
    response_status = $6, response_excerpt = $7, error = $8, duration_ms = $9
WHERE project_id = $1 AND id = $2 AND status = 'waiting';

-- name: endpoint_answered :exec
-- role: system
UPDATE webhook_endpoints SET failing_since = NULL WHERE project_id = $1 AND id = $2 AND failing_since IS NOT NULL;

-- name: endpoint_failed :exec
-- role: system
UPDATE webhook_endpoints SET failing_since = COALESCE(failing_since, $3) WHERE project_id = $1 AND id = $2;

-- name: disable_endpoint :maybe
-- role: system
UPDATE webhook_endpoints SET status = 'disabled', disabled_reason = $3, updated_at = $4, version = version + 1
WHERE project_id = $1 AND id = $2 AND status = 'enabled' RETURNING url;

-- name: fail_waiting :exec
-- role: system
-- Nothing is sent to an endpoint that is off; what waited can be sent again by hand.
UPDATE webhook_deliveries SET status = 'failed', error = 'the endpoint was switched off'
WHERE project_id = $1 AND endpoint_id = $2 AND status = 'waiting';

-- name: release_endpoint :exec
-- role: system
UPDATE webhook_endpoints SET lease_until = NULL WHERE project_id = $1 AND id = $2;

-- name: project_admins :many
-- role: system
SELECT user_id FROM members WHERE project_id = $1 AND role IN ('admin', 'owner');

-- name: delete_old_deliveries :many
-- role: system
-- In portions.
DELETE FROM webhook_deliveries WHERE (project_id, id) IN
    (SELECT project_id, id FROM webhook_deliveries WHERE occurred_at < $1 AND status <> 'waiting'
     ORDER BY occurred_at LIMIT 5000)
RETURNING id;
