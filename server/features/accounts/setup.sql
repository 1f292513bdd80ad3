-- The first-start guide.

-- name: is_setup_dismissed :one
SELECT setup_dismissed_at IS NOT NULL FROM projects;

-- name: dismiss_setup :exec
UPDATE projects SET setup_dismissed_at = $1 WHERE setup_dismissed_at IS NULL;
