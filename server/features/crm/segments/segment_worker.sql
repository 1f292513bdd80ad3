-- name: projects_with_changes :many
-- role: system
-- From one project to the next by the index, however long their queues are.
WITH RECURSIVE waiting AS (
    (SELECT project_id FROM segment_changes ORDER BY project_id LIMIT 1)
    UNION ALL
    SELECT (SELECT q.project_id FROM segment_changes q WHERE q.project_id > w.project_id
            ORDER BY q.project_id LIMIT 1)
    FROM waiting w WHERE w.project_id IS NOT NULL
)
SELECT project_id FROM waiting WHERE project_id IS NOT NULL;

-- name: due_segments :many
-- role: system
SELECT project_id, id, name FROM customer_segments WHERE next_evaluation_at <= $1 ORDER BY next_evaluation_at LIMIT 100;

-- name: day_began :maybe
-- One node of several asks for the build.
UPDATE customer_segments SET next_evaluation_at = NULL WHERE id = $1 AND next_evaluation_at <= $2 RETURNING id;

-- name: change_queue_span :one
-- More than wait, if other projects' changes stand between.
SELECT COALESCE((SELECT id FROM segment_changes WHERE bulk ORDER BY id DESC LIMIT 1)
                - (SELECT id FROM segment_changes WHERE bulk ORDER BY id LIMIT 1), 0);

-- name: count_some_changes :one
SELECT count(*) FROM (SELECT FROM segment_changes WHERE fact <> 'existence' LIMIT $1) few;

-- name: forget_changes :exec
-- Those of the trash concern static segments and the members by hand as well: they are followed.
DELETE FROM segment_changes WHERE fact <> 'existence';

-- name: claim_changes :many
-- The few before the many. Rows that another worker has are left to it. By their places, not joined: the queue is empty
-- or full from one moment to the next, and for one that was empty when statistics were taken the planner compares each row
-- with each (a thousand with a thousand: 217 ms instead of 2).
DELETE FROM segment_changes WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM segment_changes ORDER BY bulk, id LIMIT $1 FOR UPDATE SKIP LOCKED))
RETURNING contact_id, fact;

-- name: claim_changes_of_contacts :many
-- What else waits for the same people.
DELETE FROM segment_changes WHERE ctid = ANY (ARRAY(
    SELECT ctid FROM segment_changes WHERE contact_id = ANY($1) LIMIT $2 FOR UPDATE SKIP LOCKED))
RETURNING contact_id, fact;

-- name: readers_of :many
SELECT DISTINCT fact, segment_id FROM segment_dependencies WHERE fact = ANY($1);

-- name: all_dynamic_segments :many
SELECT id FROM customer_segments WHERE is_dynamic ORDER BY id;

-- name: state_of_contacts :many
SELECT id, deleted_at IS NULL AS alive FROM contacts WHERE id = ANY($1);

-- name: note_exceptions :exec
INSERT INTO segment_build_exceptions (segment_id, contact_id) SELECT $1, unnest($2::uuid[]) ON CONFLICT DO NOTHING;

-- name: find_segment_to_follow :maybe
-- Held until the end, so that nobody is put into a segment that is being deleted.
SELECT id, is_dynamic, criteria, status FROM customer_segments WHERE id = $1 FOR KEY SHARE;
