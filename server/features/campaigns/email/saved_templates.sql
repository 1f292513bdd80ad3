-- name: list_saved_templates :many
SELECT id, name, subject, preheader, document, created_by, created_at, updated_at, version FROM saved_templates
ORDER BY name, id;

-- name: find_saved_template :maybe
SELECT id, name, subject, preheader, document, created_by, created_at, updated_at, version FROM saved_templates WHERE id = $1;

-- name: count_saved_templates :one
SELECT count(*) FROM saved_templates;

-- name: insert_saved_template :exec
INSERT INTO saved_templates (id, name, subject, preheader, document, created_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $7);

-- name: update_saved_template :maybe
-- $6: the version that was read.
UPDATE saved_templates SET name = $2, subject = $3, preheader = $4, document = $5, updated_at = $7, version = version + 1
WHERE id = $1 AND version = $6 RETURNING version;

-- name: delete_saved_template :maybe
DELETE FROM saved_templates WHERE id = $1 RETURNING name, version;
