-- name: list_projects :many
-- role: system
SELECT id, name FROM projects WHERE deleted_at IS NULL ORDER BY created_at LIMIT 1000;

-- name: count_users :one
-- role: system
SELECT count(*) FROM users;

-- name: has_user :one
-- role: system
SELECT EXISTS (SELECT 1 FROM users WHERE email_normalised = $1);
