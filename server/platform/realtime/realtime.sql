-- name: insert_event :exec
INSERT INTO outbox (project_id, topic, name, data, recipient_id) VALUES ($1, $2, $3, $4, $5);

-- name: insert_event_lists :exec
INSERT INTO outbox (project_id, topic, name, data, is_list) SELECT $1, $2, $3, d::jsonb, true FROM unnest($4::text[]) d;

-- name: notify_outbox :exec
SELECT pg_notify('outbox', '');

-- name: try_relay_lock :one
-- role: system
-- One relay at a time over all nodes gives the numbers.
SELECT pg_try_advisory_xact_lock(7203148501);

-- name: number_events :many
-- role: system
-- A list takes as many numbers as it has events, and keeps the last: nobody else draws any meanwhile.
UPDATE outbox SET number = numbered.number
FROM (SELECT id, (SELECT max(nextval('outbox_number'))
                  FROM generate_series(1, CASE WHEN is_list THEN jsonb_array_length(data) ELSE 1 END)) AS number
      FROM (SELECT id, is_list, data FROM outbox WHERE number IS NULL ORDER BY id LIMIT 1000
            FOR UPDATE SKIP LOCKED) waiting) numbered
WHERE outbox.id = numbered.id
RETURNING numbered.number;

-- name: notify_numbered :exec
-- role: system
SELECT pg_notify('outbox_numbered', $1);

-- name: events_after :many
-- role: system
SELECT number, project_id, topic, name, data, is_list, recipient_id FROM outbox
WHERE number > $1 ORDER BY number LIMIT $2;

-- name: project_events_after :many
-- role: system
SELECT number, project_id, topic, name, data, is_list, recipient_id FROM outbox
WHERE project_id = $1 AND number > $2 AND topic = ANY($3) ORDER BY number LIMIT $4;

-- name: last_number :one
-- role: system
SELECT COALESCE(max(number), 0) FROM outbox;

-- name: oldest_number :one
-- role: system
SELECT COALESCE((SELECT number - CASE WHEN is_list THEN jsonb_array_length(data) - 1 ELSE 0 END
                 FROM outbox WHERE number IS NOT NULL ORDER BY number LIMIT 1), 0);
