-- name: list_views :many
SELECT id, name, filter, sort, columns, shared, created_by, created_at, version FROM saved_views
WHERE shared OR created_by = $1 ORDER BY name, id LIMIT 200;

-- name: find_view :maybe
SELECT id, name, filter, sort, columns, shared, created_by, created_at, version FROM saved_views
WHERE id = $1 AND (shared OR created_by = $2);

-- name: insert_view :exec
INSERT INTO saved_views (id, name, filter, sort, columns, shared, created_by, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8);

-- name: lock_view :exec
SELECT FROM saved_views WHERE id = $1 FOR UPDATE;

-- name: update_view :one
UPDATE saved_views SET name = $2, filter = $3, sort = $4, columns = $5, shared = $6, version = version + 1
WHERE id = $1
RETURNING id, name, filter, sort, columns, shared, created_by, created_at, version;

-- name: delete_view :exec
DELETE FROM saved_views WHERE id = $1;

-- name: count_views :one
SELECT count(*) FROM saved_views WHERE created_by = $1;
