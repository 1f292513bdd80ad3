-- API keys.

-- name: list_keys :many
-- Revoked ones stay in the list: the audit log names them.
SELECT id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at
FROM api_keys
ORDER BY revoked_at IS NOT NULL, created_at DESC, id
LIMIT 500;

-- name: count_keys :one
SELECT count(*) FROM api_keys WHERE revoked_at IS NULL;

-- name: add_key :one
INSERT INTO api_keys (id, project_id, name, prefix, key_hash, scopes, created_by, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id, name, prefix, scopes, created_by, created_at, last_used_at, expires_at, revoked_at;

-- name: revoke_key :maybe
UPDATE api_keys SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING name;
