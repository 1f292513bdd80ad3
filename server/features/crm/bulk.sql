-- Bulk actions: the runs, and the batches of the engine. What each action does stands in bulk_contact_actions.sql.

-- name: insert_bulk_run :exec
INSERT INTO bulk_runs (id, action, title, parameters, selection, job_id, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: find_bulk_run :maybe
SELECT id, action, title, parameters, selection, status, total, processed, changed, refused, undone, left_alone, job_id,
       undo_job_id, error, created_by, created_at, finished_at, undone_at, undoable_until
FROM bulk_run_records WHERE id = $1;

-- name: list_bulk_runs :many
SELECT id, action, title, parameters, selection, status, total, processed, changed, refused, undone, left_alone, job_id,
       undo_job_id, error, created_by, created_at, finished_at, undone_at, undoable_until
FROM bulk_run_records
WHERE ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid))
ORDER BY created_at DESC, id DESC LIMIT $3;

-- name: lock_bulk_run :maybe
-- Two nodes that believe they have the job take turns, and the second sees what the first has done.
SELECT id, action, parameters, selection, total, resume_after, processed, undone + left_alone AS taken_back, changed,
       undo_job_id, finished_at, undone_at, created_at
FROM bulk_runs WHERE id = $1 FOR UPDATE;

-- name: set_bulk_total :exec
UPDATE bulk_runs SET total = $2 WHERE id = $1;

-- name: lock_bulk_contacts :many
-- In one order, so that two runs never wait for each other in a circle.
SELECT id FROM contacts WHERE id = ANY($1) ORDER BY id FOR UPDATE;

-- name: count_bulk_batch :exec
UPDATE bulk_runs SET resume_after = $2, processed = processed + $3, changed = changed + $4, refused = refused + $5
WHERE id = $1;

-- name: finish_bulk_run :exec
UPDATE bulk_runs SET finished_at = COALESCE(finished_at, $2), total = processed WHERE id = $1;

-- name: start_bulk_undo :exec
UPDATE bulk_runs SET undo_job_id = $2 WHERE id = $1;

-- name: bulk_changed_contacts :many
SELECT contact_id FROM contact_changes WHERE run_id = $1 ORDER BY contact_id LIMIT $2;

-- name: bulk_untouched_since :many
-- Whom nobody has edited after the run.
SELECT ch.contact_id FROM contact_changes ch JOIN contacts c ON c.project_id = ch.project_id AND c.id = ch.contact_id
WHERE ch.run_id = $1 AND ch.contact_id = ANY($2) AND c.version = ch.version
ORDER BY ch.contact_id;

-- name: carry_bulk_versions :exec
-- An undo raises the version, and is no edit: what an earlier run may undo of these contacts stays undoable.
UPDATE contact_changes earlier SET version = c.version
FROM contact_changes mine
JOIN contacts c ON c.project_id = mine.project_id AND c.id = mine.contact_id
WHERE mine.run_id = $1 AND mine.contact_id = ANY($2)
  AND earlier.run_id IN (SELECT id FROM bulk_runs WHERE id <> $1 AND created_at > $3::timestamptz - interval '24 hours')
  AND earlier.contact_id = mine.contact_id AND earlier.version = mine.version - 1;

-- name: forget_bulk_changes :exec
DELETE FROM contact_changes WHERE run_id = $1 AND contact_id = ANY($2);

-- name: count_bulk_undone :exec
UPDATE bulk_runs SET undone = undone + $2, left_alone = left_alone + $3 WHERE id = $1;

-- name: finish_bulk_undo :exec
UPDATE bulk_runs SET undone_at = $2 WHERE id = $1;

-- name: delete_old_bulk_changes :many
-- role: system
-- What can be undone no more: 25 hours leave time for an undo that was asked for at the last minute.
DELETE FROM contact_changes WHERE (project_id, run_id, contact_id) IN
    (SELECT ch.project_id, ch.run_id, ch.contact_id
     FROM bulk_runs r JOIN contact_changes ch ON ch.project_id = r.project_id AND ch.run_id = r.id
     WHERE r.created_at < $1::timestamptz - interval '25 hours' LIMIT 5000)
RETURNING contact_id;

-- name: delete_old_bulk_runs :exec
-- role: system
DELETE FROM bulk_runs WHERE created_at < $1;
