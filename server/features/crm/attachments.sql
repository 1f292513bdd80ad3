-- name: list_attachments :many
SELECT a.id, a.contact_id, a.file_id, f.name, f.media_type, f.size, a.author_id, a.created_at
FROM contact_attachments a JOIN files f ON f.project_id = a.project_id AND f.id = a.file_id
WHERE a.contact_id = $1 ORDER BY a.created_at DESC, a.id LIMIT 500;

-- name: find_attachment :maybe
SELECT a.id, a.contact_id, a.file_id, f.name, f.media_type, f.size, a.author_id, a.created_at
FROM contact_attachments a JOIN files f ON f.project_id = a.project_id AND f.id = a.file_id
WHERE a.id = $1;

-- name: insert_attachment :exec
INSERT INTO contact_attachments (id, contact_id, file_id, author_id, created_at) VALUES ($1, $2, $3, $4, $5);

-- name: delete_attachment :exec
DELETE FROM contact_attachments WHERE id = $1;

-- name: count_attachments :one
SELECT count(*) FROM contact_attachments WHERE contact_id = $1;
