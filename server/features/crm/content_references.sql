-- name: import_has_content :one
-- role: system
SELECT EXISTS (SELECT FROM import_runs WHERE content_hash = $1);
