-- In portions, so that no statement holds many rows for long. What a table keeps how long stands in upkeep.hpp. An age
-- is measured by the clock that wrote the row: the server's, or the database's own for events and notifications.

-- name: forget_idempotency_keys :many
-- role: system
DELETE FROM idempotency_keys WHERE (owner, key) IN
    (SELECT owner, key FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT 5000)
RETURNING true;

-- name: forget_events :many
-- role: system
-- One that has no number yet was not told.
DELETE FROM outbox WHERE id IN
    (SELECT id FROM outbox WHERE created_at < now() - make_interval(secs => $1) AND number IS NOT NULL
     ORDER BY created_at LIMIT 5000)
RETURNING true;

-- name: forget_jobs :many
-- role: system
DELETE FROM jobs WHERE id IN
    (SELECT id FROM jobs WHERE (status IN ('succeeded', 'cancelled') AND finished_at < $1)
                            OR (status = 'dead' AND finished_at < $2) LIMIT 5000)
RETURNING true;

-- name: forget_notifications :many
-- role: system
DELETE FROM notifications WHERE id IN (SELECT id FROM notifications WHERE created_at < now() - make_interval(secs => $1) LIMIT 5000)
RETURNING true;

-- name: file_has_content :one
-- role: system
SELECT EXISTS (SELECT FROM files WHERE content_hash = $1);
