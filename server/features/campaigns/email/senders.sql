-- name: list_senders :many
SELECT id, name, email, reply_to, postal_address, bounce_address, provider, host, port, security, username,
       password_sealed IS NOT NULL AS has_password, sign_in,
       (SELECT revoked_at FROM email_oauth_tokens t WHERE t.sender_id = s.id) AS oauth_revoked_at, per_minute,
       dkim_selector, dkim_record, dkim_signing, is_default, created_at, updated_at, version
FROM email_senders s ORDER BY is_default DESC, name, id;

-- name: find_sender :maybe
-- $1 NULL: the default one.
SELECT id, name, email, reply_to, postal_address, bounce_address, provider, host, port, security, username,
       password_sealed IS NOT NULL AS has_password, sign_in,
       (SELECT revoked_at FROM email_oauth_tokens t WHERE t.sender_id = s.id) AS oauth_revoked_at, per_minute,
       dkim_selector, dkim_record, dkim_signing, is_default, created_at, updated_at, version
FROM email_senders s WHERE CASE WHEN $1::uuid IS NULL THEN is_default ELSE id = $1 END;

-- name: count_senders :one
SELECT count(*) FROM email_senders;

-- name: sealed_secrets :one
-- As base64, '' for none.
SELECT COALESCE(replace(encode(password_sealed, 'base64'), chr(10), ''), '') AS password,
       COALESCE(replace(encode(dkim_key_sealed, 'base64'), chr(10), ''), '') AS dkim_key
FROM email_senders WHERE id = $1;

-- name: no_default :exec
UPDATE email_senders SET is_default = false WHERE is_default AND id <> $1;

-- name: insert_sender :exec
-- The first one is the default.
INSERT INTO email_senders (id, name, email, reply_to, postal_address, provider, host, port, security, username,
                           password_sealed, per_minute, is_default, created_by, created_at, updated_at,
                           bounce_address)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, decode(NULLIF($11, ''), 'base64'), $12,
        $13 OR NOT EXISTS (SELECT FROM email_senders WHERE is_default), $14, $15, $15, $16);

-- name: update_sender :maybe
-- $10 NULL: the password stays; $13: the version that was read.
UPDATE email_senders
SET name = $2, email = $3, reply_to = $4, postal_address = $5, provider = $6, host = $7, port = $8, security = $9,
    password_sealed = CASE WHEN $10::text IS NULL THEN password_sealed ELSE decode(NULLIF($10, ''), 'base64') END,
    username = $11, per_minute = $12, is_default = is_default OR $14, updated_at = $15, bounce_address = $16,
    version = version + 1
WHERE id = $1 AND version = $13 RETURNING version;

-- name: set_dkim :maybe
UPDATE email_senders SET dkim_selector = $2, dkim_key_sealed = decode(NULLIF($3, ''), 'base64'), dkim_record = $4, dkim_signing = 'off',
                         updated_at = $5, version = version + 1
WHERE id = $1 RETURNING version;

-- name: delete_sender :maybe
DELETE FROM email_senders WHERE id = $1 RETURNING name, version;
