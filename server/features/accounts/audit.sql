-- The audit log: insert and read, nothing else.

-- name: record :exec
INSERT INTO audit_log (id, project_id, occurred_at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name, details, address)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: record_in_any_project :exec
-- role: system
INSERT INTO audit_log (id, project_id, occurred_at, actor_kind, actor_id, actor_name, action, target_kind, target_id, target_name, address)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);

-- name: find_logs_of_user :many
-- role: system
SELECT members.project_id, users.name
FROM members
JOIN users ON users.id = members.user_id
WHERE members.user_id = $1;

-- name: list_audit :many
-- Newest first: ids are made in the order of time.
SELECT id, occurred_at, jsonb_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) AS actor, action,
       target_kind, target_id, target_name, details, address
FROM audit_log
WHERE ($2::uuid IS NULL OR id < $2)
  AND ($3::text IS NULL OR action = $3)
  AND ($4::uuid IS NULL OR actor_id = $4)
  AND ($5::timestamptz IS NULL OR occurred_at >= $5)
  AND ($6::timestamptz IS NULL OR occurred_at < $6)
  AND ($7::uuid IS NULL OR target_id = $7)
ORDER BY id DESC
LIMIT $1;
