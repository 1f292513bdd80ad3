-- name: contacts_by_ids :many
-- role: finder
SELECT * FROM contact_records WHERE project_id = $1 AND id = ANY($2);

-- name: plan_for_these_values :exec
SELECT set_config('plan_cache_mode', 'force_custom_plan', true);

-- name: without_parallel_workers :exec
SELECT set_config('max_parallel_workers_per_gather', '0', true);

-- name: limit_time :exec
SELECT set_config('statement_timeout', $1, true);

-- name: set_work_memory :exec
-- For statements that join or count over everybody.
SELECT set_config('work_mem', $1, true);
