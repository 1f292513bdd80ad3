-- name: list_notes :many
SELECT id, contact_id, body, pinned, author_id, created_at, updated_at, version FROM contact_notes
WHERE contact_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4;

-- name: find_note :maybe
SELECT id, contact_id, body, pinned, author_id, created_at, updated_at, version FROM contact_notes WHERE id = $1;

-- name: insert_note :exec
INSERT INTO contact_notes (id, contact_id, body, pinned, author_id, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $6);

-- name: lock_note :exec
SELECT FROM contact_notes WHERE id = $1 FOR UPDATE;

-- name: update_note :exec
UPDATE contact_notes SET body = $2, pinned = $3, updated_at = $4, version = version + 1 WHERE id = $1;

-- name: delete_note :maybe
DELETE FROM contact_notes WHERE id = $1 RETURNING id;
