-- name: insert_import_run :exec
INSERT INTO import_runs (id, file_name, file_size, content_hash, format, mapping, estimated_rows, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: find_import_run :maybe
SELECT id, status, file_name, file_size, content_hash, format, mapping, settings, estimated_rows, resume_offset,
       resume_line, rows_read, rows_created, rows_updated, rows_skipped, rows_refused, rows_warned, rows_undone,
       rows_left, dry_run_finished, resumed_at, resumed_rows, job_id, error, created_by, created_at, started_at,
       finished_at, version
FROM import_runs WHERE id = $1;

-- name: list_import_runs :many
SELECT id, status, file_name, file_size, content_hash, format, mapping, settings, estimated_rows, resume_offset,
       resume_line, rows_read, rows_created, rows_updated, rows_skipped, rows_refused, rows_warned, rows_undone,
       rows_left, dry_run_finished, resumed_at, resumed_rows, job_id, error, created_by, created_at, started_at,
       finished_at, version
FROM import_runs
WHERE ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid))
ORDER BY created_at DESC, id DESC LIMIT $3;

-- name: find_unfinished_import :maybe
-- Of the same content: what the command line goes on with.
SELECT id FROM import_runs
WHERE content_hash = $1 AND status IN ('running', 'paused', 'failed') AND started_at IS NOT NULL
ORDER BY created_at DESC LIMIT 1;

-- name: update_import_format :maybe
UPDATE import_runs SET format = $2, mapping = $3, estimated_rows = $4, version = version + 1
WHERE id = $1 AND status = 'uploaded' AND version = $5 RETURNING version;

-- name: start_import_run :maybe
UPDATE import_runs SET status = 'running', mapping = $2, settings = $3, job_id = $4, started_at = $5, finished_at = NULL,
                       resumed_at = $5, resumed_rows = 0, resume_offset = 0, resume_line = 1, rows_read = 0,
                       rows_created = 0, rows_updated = 0, rows_skipped = 0, rows_refused = 0, rows_warned = 0,
                       dry_run_finished = false, error = NULL, version = version + 1
WHERE id = $1 AND status = 'uploaded' RETURNING id;

-- name: resume_import_run :maybe
UPDATE import_runs SET status = 'running', job_id = $2, resumed_at = $3, resumed_rows = rows_read, finished_at = NULL,
                       error = NULL, version = version + 1
WHERE id = $1 AND status IN ('running', 'paused', 'failed') AND started_at IS NOT NULL RETURNING id;

-- name: start_undo :maybe
UPDATE import_runs SET status = 'undoing', job_id = $2, error = NULL, version = version + 1
WHERE id = $1 AND status IN ('paused', 'finished', 'cancelled', 'failed', 'undoing') AND started_at IS NOT NULL
  AND NOT dry_run_finished
RETURNING id;

-- name: pause_running_import :maybe
UPDATE import_runs SET status = 'paused', version = version + 1 WHERE id = $1 AND status = 'running' RETURNING id;

-- name: cancel_import_check :maybe
-- It has changed nothing: the file goes back to where it can be checked again, with other choices.
UPDATE import_runs SET status = 'uploaded', resume_offset = 0, resume_line = 1, rows_read = 0, rows_created = 0,
                       rows_updated = 0, rows_skipped = 0, rows_refused = 0, rows_warned = 0, error = NULL,
                       finished_at = NULL, version = version + 1
WHERE id = $1 AND status IN ('running', 'paused', 'failed') AND settings ->> 'dry_run' = 'true' RETURNING id;

-- name: cancel_import_run :maybe
UPDATE import_runs SET status = 'cancelled', error = NULL, finished_at = $2, version = version + 1
WHERE id = $1 AND (status = 'uploaded'
                   OR status IN ('running', 'paused', 'failed') AND settings ->> 'dry_run' IS DISTINCT FROM 'true')
RETURNING id;

-- name: delete_import_run :maybe
DELETE FROM import_runs WHERE id = $1 RETURNING file_name AS name, version;

-- name: forget_import_changes :exec
DELETE FROM contact_changes WHERE run_id = $1;

-- name: delete_import_rows :exec
DELETE FROM import_rows WHERE run_id = $1;

-- name: import_job_is_alive :one
SELECT EXISTS (SELECT FROM jobs WHERE id = $1 AND status IN ('queued', 'running'));

-- name: list_import_rows :many
SELECT line, severity, reason, problems FROM import_rows
WHERE run_id = $1 AND line > $2 AND ($3::text IS NULL OR severity = $3)
ORDER BY line LIMIT $4;

-- name: list_refused_rows :many
SELECT line, problems, fields FROM import_rows
WHERE run_id = $1 AND line > $2 AND severity = 'refused' ORDER BY line LIMIT $3;

-- name: list_left_contacts :many
SELECT h.contact_id, c.display_name, h.left_because
FROM contact_changes h JOIN contacts c ON c.project_id = h.project_id AND c.id = h.contact_id
WHERE h.run_id = $1 AND h.left_because IS NOT NULL AND ($2::uuid IS NULL OR h.contact_id > $2)
ORDER BY h.contact_id LIMIT $3;

-- name: list_import_mappings :many
SELECT id, name, mapping AS columns, created_at FROM import_mappings ORDER BY name LIMIT 200;

-- name: find_import_mapping :maybe
SELECT id, name, mapping AS columns, created_at FROM import_mappings WHERE id = $1;

-- name: import_mapping_by_name :maybe
SELECT id, name, mapping AS columns, created_at FROM import_mappings WHERE name = $1;

-- name: count_import_mappings :one
SELECT count(*) FROM import_mappings;

-- name: insert_import_mapping :exec
INSERT INTO import_mappings (id, name, mapping, created_at) VALUES ($1, $2, $3, $4);

-- name: delete_import_mapping :maybe
DELETE FROM import_mappings WHERE id = $1 RETURNING id;

-- name: import_job_is_cancelled :one
SELECT cancel_requested FROM jobs WHERE id = $1;

-- name: member_by_email :maybe
SELECT u.id FROM members m JOIN users u ON u.id = m.user_id WHERE u.email_normalised = lower($1);
