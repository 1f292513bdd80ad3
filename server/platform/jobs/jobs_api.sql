-- The jobs screen.

-- name: list_jobs :many
SELECT id, kind, title, status, progress_done, progress_total, attempts, max_attempts, error, result, created_by,
       run_at, created_at, started_at, finished_at
FROM jobs
WHERE project_id = NULLIF(current_setting('app.project_id', true), '')::uuid
  AND ($1::text IS NULL OR status = $1)
  AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4;

-- name: find_job :maybe
SELECT id, kind, title, status, progress_done, progress_total, attempts, max_attempts, error, result, created_by,
       run_at, created_at, started_at, finished_at
FROM jobs WHERE id = $1;

-- name: cancel_job :maybe
UPDATE jobs SET cancel_requested = true,
                status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END,
                finished_at = CASE WHEN status = 'queued' THEN $2 ELSE finished_at END
WHERE id = $1 AND status IN ('queued', 'running')
RETURNING id;

-- name: retry_job :maybe
UPDATE jobs SET status = 'queued', run_at = $2, attempts = 0, error = NULL, finished_at = NULL, cancel_requested = false,
                started_at = NULL, progress_done = 0, progress_total = NULL
WHERE id = $1 AND status IN ('dead', 'cancelled')
RETURNING id;

-- name: waiting_twin :maybe
-- One that does the same waits already.
SELECT w.id FROM jobs j
JOIN jobs w ON w.kind = j.kind AND w.unique_key = j.unique_key AND w.project_id IS NOT DISTINCT FROM j.project_id
WHERE j.id = $1 AND w.id <> j.id AND w.status = 'queued';

-- name: list_schedules :many
-- role: system
SELECT name, expression, time_zone, next_run_at, last_run_at,
       (SELECT status FROM jobs WHERE jobs.id = last_job_id) AS last_status
FROM schedules ORDER BY name;
