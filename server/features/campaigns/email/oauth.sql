-- name: lock_tokens :maybe
-- Held until the transaction ends: one server renews.
SELECT s.provider, replace(encode(t.access_sealed, 'base64'), chr(10), '') AS access,
       replace(encode(t.refresh_sealed, 'base64'), chr(10), '') AS refresh, t.expires_at, t.revoked_at
FROM email_oauth_tokens t JOIN email_senders s ON s.project_id = t.project_id AND s.id = t.sender_id
WHERE t.sender_id = $1 FOR UPDATE OF t;

-- name: renew_tokens :exec
UPDATE email_oauth_tokens SET access_sealed = decode($2, 'base64'), refresh_sealed = decode($3, 'base64'), expires_at = $4
WHERE sender_id = $1;

-- name: revoke_tokens :exec
UPDATE email_oauth_tokens SET revoked_at = $2, revoked_detail = $3 WHERE sender_id = $1;

-- name: store_tokens :exec
INSERT INTO email_oauth_tokens (sender_id, access_sealed, refresh_sealed, expires_at, signed_in_at)
VALUES ($1, decode($2, 'base64'), decode($3, 'base64'), $4, $5)
ON CONFLICT (project_id, sender_id) DO UPDATE
SET access_sealed = EXCLUDED.access_sealed, refresh_sealed = EXCLUDED.refresh_sealed, expires_at = EXCLUDED.expires_at,
    signed_in_at = EXCLUDED.signed_in_at, revoked_at = NULL, revoked_detail = '';

-- name: delete_tokens :maybe
DELETE FROM email_oauth_tokens WHERE sender_id = $1 RETURNING sender_id;

-- name: set_sign_in :exec
UPDATE email_senders SET sign_in = $2, updated_at = $3, version = version + 1 WHERE id = $1;

-- name: leave_oauth :exec
UPDATE email_senders SET sign_in = 'password' WHERE id = $1;
