-- Passwords and the address of a person.

-- name: find_own_password :one
-- role: system
SELECT email_normalised, password_hash FROM users WHERE id = $1;

-- name: set_password :exec
-- role: system
UPDATE users SET password_hash = $2 WHERE id = $1;

-- name: find_reset_candidate :maybe
-- role: system
SELECT id AS user_id, name, email, language FROM users WHERE email_normalised = $1;

-- name: add_password_reset :exec
-- role: system
INSERT INTO password_resets (token_hash, user_id, expires_at) VALUES ($1, $2, $3);

-- name: find_password_reset :maybe
-- role: system
SELECT users.id AS user_id, users.name, users.email, users.language
FROM password_resets
JOIN users ON users.id = password_resets.user_id
WHERE token_hash = $1 AND expires_at > $2;

-- name: use_password_reset :maybe
-- role: system
DELETE FROM password_resets WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id;

-- name: forget_ways_in :exec
-- role: system
-- What was asked for with the old password or address: other resets, and sign-ins half done.
WITH resets AS (DELETE FROM password_resets WHERE user_id = $1)
DELETE FROM sign_in_challenges WHERE user_id = $1;

-- name: confirm_own_email :exec
-- role: system
UPDATE users SET email_verified_at = $2 WHERE id = $1 AND email_verified_at IS NULL;

-- name: is_email_taken :maybe
-- role: system
SELECT true FROM users WHERE email_normalised = $1 AND id <> $2;

-- name: add_email_change :exec
-- role: system
INSERT INTO email_changes (token_hash, user_id, email, email_normalised, expires_at) VALUES ($1, $2, $3, $4, $5);

-- name: use_email_change :maybe
-- role: system
DELETE FROM email_changes WHERE token_hash = $1 AND expires_at > $2 RETURNING user_id, email, email_normalised;

-- name: set_email :exec
-- role: system
UPDATE users SET email = $2, email_normalised = $3, email_verified_at = $4 WHERE id = $1;

-- name: forget_other_email_changes :exec
-- role: system
DELETE FROM email_changes WHERE user_id = $1;

-- name: forget_ended_links :exec
-- role: system
WITH resets AS (DELETE FROM password_resets WHERE expires_at < $1)
DELETE FROM email_changes WHERE expires_at < $1;
