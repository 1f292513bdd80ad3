-- Signed-in browsers.

-- name: add_session :exec
-- role: system
INSERT INTO sessions (id, user_id, token_hash, created_at, last_seen_at, expires_at, address, user_agent)
VALUES ($1, $2, $3, $4, $4, $5, $6, $7);

-- name: end_session :maybe
-- role: system
DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING id;

-- name: end_other_sessions :many
-- role: system
DELETE FROM sessions WHERE user_id = $1 AND id IS DISTINCT FROM $2 RETURNING id;

-- name: end_oldest_sessions :many
-- role: system
DELETE FROM sessions
WHERE id IN (SELECT id FROM sessions WHERE user_id = $1 ORDER BY last_seen_at DESC, id OFFSET $2)
RETURNING id;

-- name: list_sessions :many
-- role: system
SELECT id, id = $2 AS current, created_at, last_seen_at, address, user_agent, '' AS description
FROM sessions
WHERE user_id = $1 AND expires_at > $3
ORDER BY last_seen_at DESC, id;

-- name: forget_ended_sessions :exec
-- role: system
DELETE FROM sessions WHERE expires_at < $1;

-- name: find_sign_in :maybe
-- role: system
SELECT id AS user_id, name, email_normalised, password_hash,
       EXISTS (SELECT FROM totp_secrets WHERE user_id = users.id AND confirmed_at IS NOT NULL) AS two_factor
FROM users
WHERE email_normalised = $1;

-- name: add_sign_in_challenge :exec
-- role: system
INSERT INTO sign_in_challenges (token_hash, user_id, tries_left, expires_at) VALUES ($1, $2, $3, $4);

-- name: spend_challenge_try :maybe
-- role: system
UPDATE sign_in_challenges SET tries_left = tries_left - 1
WHERE token_hash = $1 AND expires_at > $2 AND tries_left > 0
RETURNING user_id;

-- name: use_sign_in_challenge :maybe
-- role: system
DELETE FROM sign_in_challenges WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id;

-- name: find_email :maybe
-- role: system
SELECT email_normalised FROM users WHERE id = $1;

-- name: forget_ended_challenges :exec
-- role: system
DELETE FROM sign_in_challenges WHERE expires_at < $1;

-- name: has_any_user :maybe
-- role: system
SELECT true FROM users LIMIT 1;
