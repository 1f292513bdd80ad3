-- Passkeys, and the challenges of the dialogues that are open.

-- name: add_webauthn_challenge :exec
-- role: system
INSERT INTO webauthn_challenges (id, user_id, challenge, expires_at) VALUES ($1, $2, $3, $4);

-- name: use_webauthn_challenge :maybe
-- role: system
-- Once: the row goes. A challenge for registering names its person, one for signing in nobody.
DELETE FROM webauthn_challenges
WHERE id = $1 AND user_id IS NOT DISTINCT FROM $2 AND expires_at > $3
RETURNING challenge;

-- name: list_passkeys :many
-- role: system
SELECT id, name, created_at, last_used_at FROM passkeys WHERE user_id = $1 ORDER BY created_at, id;

-- name: list_credential_ids :many
-- role: system
SELECT credential_id FROM passkeys WHERE user_id = $1;

-- name: add_passkey :one
-- role: system
INSERT INTO passkeys (id, user_id, name, credential_id, algorithm, public_key, sign_count, backed_up, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
RETURNING id, name, created_at, last_used_at;

-- name: find_credential :maybe
-- role: system
-- Locked: the counter must grow from one use to the next.
SELECT id, user_id, credential_id, algorithm, public_key, sign_count, backed_up
FROM passkeys
WHERE credential_id = $1
FOR UPDATE;

-- name: note_passkey_use :exec
-- role: system
UPDATE passkeys SET sign_count = $2, backed_up = $3, last_used_at = $4 WHERE id = $1;

-- name: rename_passkey :maybe
-- role: system
UPDATE passkeys SET name = $3 WHERE id = $1 AND user_id = $2 RETURNING id, name, created_at, last_used_at;

-- name: remove_passkey :maybe
-- role: system
DELETE FROM passkeys WHERE id = $1 AND user_id = $2 RETURNING name;

-- name: forget_ended_webauthn_challenges :exec
-- role: system
DELETE FROM webauthn_challenges WHERE expires_at < $1;
