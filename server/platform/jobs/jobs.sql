-- name: enqueue :maybe
-- No row: a waiting job has the unique key already.
INSERT INTO jobs (id, project_id, kind, title, payload, unique_key, priority, run_at, max_attempts, created_by)
VALUES ($1, NULLIF(current_setting('app.project_id', true), '')::uuid, $2, $3, $4, $5, $6, COALESCE($7, now()), $8,
        NULLIF(current_setting('app.user_id', true), '')::uuid)
ON CONFLICT (COALESCE(project_id, '00000000-0000-0000-0000-000000000000'), kind, unique_key)
    WHERE unique_key IS NOT NULL AND status = 'queued' DO NOTHING
RETURNING id;

-- name: find_waiting :one
SELECT id FROM jobs
WHERE kind = $1 AND unique_key = $2 AND status = 'queued'
  AND project_id IS NOT DISTINCT FROM NULLIF(current_setting('app.project_id', true), '')::uuid
FOR SHARE;

-- name: notify_jobs :exec
SELECT pg_notify('jobs', '');

-- name: claim :maybe
-- role: system
-- $4: only these kinds; NULL: every kind, also one that this version does not know.
UPDATE jobs SET status = 'running', attempts = attempts + 1, lease_owner = $1, lease_until = $2::timestamptz + $3::interval,
                started_at = COALESCE(started_at, $2), error = NULL
WHERE id = (SELECT id FROM jobs WHERE status = 'queued' AND run_at <= $2 AND ($4::text[] IS NULL OR kind = ANY ($4))
            ORDER BY priority DESC, run_at LIMIT 1 FOR UPDATE SKIP LOCKED)
RETURNING id, project_id, created_by, kind, payload, attempts, max_attempts;

-- name: release_expired :exec
-- role: system
-- A node died or hung: its jobs are anybody's again, unless they have used up their attempts, or one that does the same
-- waits already.
WITH expired AS (
    SELECT r.id, CASE WHEN r.attempts >= r.max_attempts THEN 'dead'
                      WHEN r.unique_key IS NULL THEN 'queued'
                      WHEN EXISTS (SELECT FROM jobs w WHERE w.status = 'queued' AND w.kind = r.kind
                                   AND w.unique_key = r.unique_key
                                   AND COALESCE(w.project_id, '00000000-0000-0000-0000-000000000000')
                                       = COALESCE(r.project_id, '00000000-0000-0000-0000-000000000000'))
                           OR row_number() OVER (PARTITION BY r.project_id, r.kind, r.unique_key,
                                                 r.attempts >= r.max_attempts ORDER BY r.created_at, r.id) > 1
                      THEN 'cancelled' ELSE 'queued' END AS status
    FROM jobs r WHERE r.status = 'running' AND r.lease_until < $1)
UPDATE jobs j SET status = e.status, error = 'the server that ran this stopped', lease_owner = NULL, lease_until = NULL,
                  finished_at = CASE WHEN e.status <> 'queued' THEN $1::timestamptz END
FROM expired e WHERE j.id = e.id;

-- name: renew_lease :maybe
-- role: system
-- No row: the lease was lost.
UPDATE jobs SET lease_until = $3::timestamptz + $4::interval WHERE id = $1 AND lease_owner = $2 AND status = 'running'
RETURNING cancel_requested;

-- name: report_progress :maybe
-- role: system
UPDATE jobs SET progress_done = $3, progress_total = $4 WHERE id = $1 AND lease_owner = $2 AND status = 'running'
RETURNING cancel_requested;

-- name: finish :exec
-- role: system
UPDATE jobs SET status = $3, error = $4, result = $5, finished_at = $6, lease_owner = NULL, lease_until = NULL
WHERE id = $1 AND lease_owner = $2;

-- name: retry_later :maybe
-- role: system
-- Unless one that does the same waits already: that one is the next try.
UPDATE jobs j SET status = CASE WHEN twin.waits THEN 'cancelled' ELSE 'queued' END, error = $3, run_at = $4,
                  lease_owner = NULL, lease_until = NULL, finished_at = CASE WHEN twin.waits THEN $5::timestamptz END
FROM jobs f, LATERAL (SELECT EXISTS (
         SELECT FROM jobs w WHERE w.status = 'queued' AND w.kind = f.kind AND w.unique_key = f.unique_key
         AND COALESCE(w.project_id, '00000000-0000-0000-0000-000000000000')
             = COALESCE(f.project_id, '00000000-0000-0000-0000-000000000000')) AS waits) twin
WHERE j.id = $1 AND j.lease_owner = $2 AND f.id = $1
RETURNING j.status;

-- name: next_due :maybe
-- role: system
SELECT run_at FROM jobs WHERE status = 'queued' ORDER BY run_at LIMIT 1;

-- name: put_schedule :exec
-- role: system
INSERT INTO schedules (name, kind, expression, next_run_at) VALUES ($1, $1, $2, $3)
ON CONFLICT (name) DO UPDATE SET expression = EXCLUDED.expression,
    next_run_at = CASE WHEN schedules.expression = EXCLUDED.expression THEN schedules.next_run_at ELSE EXCLUDED.next_run_at END;

-- name: claim_due_schedule :maybe
-- role: system
SELECT name, kind, expression FROM schedules WHERE next_run_at <= $1 ORDER BY next_run_at LIMIT 1 FOR UPDATE SKIP LOCKED;

-- name: advance_schedule :exec
-- role: system
UPDATE schedules SET last_run_at = $2, next_run_at = $3, last_job_id = $4 WHERE name = $1;
