-- name: insert_file :exec
INSERT INTO files (id, project_id, content_hash, name, media_type, size, width, height, created_by, created_at)
VALUES ($1, NULLIF(current_setting('app.project_id', true), '')::uuid, $2, $3, $4, $5, $6, $7, $8, $9);

-- name: find_file :maybe
SELECT id, content_hash, name, media_type, size, created_at FROM files WHERE id = $1;

-- name: delete_file :maybe
DELETE FROM files WHERE id = $1 RETURNING id;
