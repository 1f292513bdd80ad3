-- The second factor.

-- name: find_totp :maybe
-- role: system
-- Locked: two sign-ins with one code wait for each other.
SELECT secret_sealed, confirmed_at IS NOT NULL AS confirmed, last_step
FROM totp_secrets
WHERE user_id = $1
FOR UPDATE;

-- name: put_unconfirmed_totp :maybe
-- role: system
-- No row: there is a confirmed one, which stays.
INSERT INTO totp_secrets (user_id, secret_sealed) VALUES ($1, $2)
ON CONFLICT (user_id) DO UPDATE SET secret_sealed = EXCLUDED.secret_sealed, last_step = 0
WHERE totp_secrets.confirmed_at IS NULL
RETURNING true;

-- name: confirm_totp :exec
-- role: system
UPDATE totp_secrets SET confirmed_at = $2, last_step = $3 WHERE user_id = $1;

-- name: use_totp_step :exec
-- role: system
UPDATE totp_secrets SET last_step = $2 WHERE user_id = $1;

-- name: remove_totp :exec
-- role: system
WITH codes AS (DELETE FROM recovery_codes WHERE user_id = $1)
DELETE FROM totp_secrets WHERE user_id = $1;

-- name: remove_recovery_codes :exec
-- role: system
DELETE FROM recovery_codes WHERE user_id = $1;

-- name: add_recovery_codes :exec
-- role: system
INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::text[]);

-- name: use_recovery_code :maybe
-- role: system
DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 RETURNING true;
