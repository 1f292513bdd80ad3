-- Who calls. Every request asks this, most of them from memory.

-- name: find_session :maybe
-- role: system
SELECT sessions.id AS session_id, users.id AS user_id, users.name, sessions.last_seen_at, sessions.expires_at
FROM sessions
JOIN users ON users.id = sessions.user_id
WHERE sessions.token_hash = $1 AND sessions.expires_at > $2;

-- name: find_roles :many
-- role: system
SELECT members.project_id, members.role
FROM members
JOIN projects ON projects.id = members.project_id
WHERE members.user_id = $1 AND projects.deleted_at IS NULL;

-- name: find_key :maybe
-- role: system
SELECT api_keys.id AS key_id, api_keys.project_id, api_keys.created_by AS user_id, api_keys.name, api_keys.scopes,
       api_keys.expires_at, api_keys.last_used_at
FROM api_keys
JOIN projects ON projects.id = api_keys.project_id
WHERE api_keys.key_hash = $1 AND api_keys.revoked_at IS NULL
  AND (api_keys.expires_at IS NULL OR api_keys.expires_at > $2) AND projects.deleted_at IS NULL;

-- name: touch_session :exec
-- role: system
WITH seen AS (UPDATE users SET last_seen_at = $3 WHERE id = $2)
UPDATE sessions SET last_seen_at = $3, expires_at = $4 WHERE id = $1;

-- name: touch_key :exec
-- role: system
UPDATE api_keys SET last_used_at = $2 WHERE id = $1;
