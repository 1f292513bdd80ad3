-- Who changed and whose bitmaps follow.

-- name: projects_behind :many
-- role: system
-- From one project to the next by the index, however many wait there.
WITH RECURSIVE waiting AS (
    (SELECT project_id FROM contact_bitmap_changes ORDER BY project_id LIMIT 1)
    UNION ALL
    SELECT (SELECT n.project_id FROM contact_bitmap_changes n WHERE n.project_id > w.project_id
            ORDER BY n.project_id LIMIT 1)
    FROM waiting w WHERE w.project_id IS NOT NULL
)
SELECT project_id FROM waiting WHERE project_id IS NOT NULL;

-- name: take_bitmap_turn :one
-- One at a time in a project: who looks later sees more, and must not be overwritten by who looked before. An import
-- needs the machine itself; whom it brought follows when it is done.
SELECT NOT EXISTS (SELECT FROM import_runs WHERE status = 'running')
       AND pg_try_advisory_xact_lock(hashtextextended('bitmaps ' || $1, 0));

-- name: claim_changes :many
DELETE FROM contact_bitmap_changes n USING (
    SELECT id FROM contact_bitmap_changes ORDER BY id LIMIT $1) first
WHERE n.id = first.id
RETURNING n.contact_id, n.of_counters;
