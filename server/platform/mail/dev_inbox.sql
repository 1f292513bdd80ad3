-- name: insert_mail :exec
-- role: system
INSERT INTO dev_inbox (id, sender, recipient, subject, preview, source, created_at)
VALUES ($1, $2, $3, $4, $5, decode($6, 'base64'), $7);

-- name: list_mails :many
-- role: system
SELECT id, sender, recipient, subject, preview, created_at FROM dev_inbox
WHERE ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2::uuid))
ORDER BY created_at DESC, id DESC LIMIT $3;

-- name: find_mail :maybe
-- role: system
-- encode() breaks its lines as MIME does.
SELECT id, sender, recipient, subject, preview, created_at, replace(encode(source, 'base64'), chr(10), '') AS source
FROM dev_inbox WHERE id = $1;

-- name: delete_mail :maybe
-- role: system
DELETE FROM dev_inbox WHERE id = $1 RETURNING id;

-- name: empty_inbox :exec
-- role: system
DELETE FROM dev_inbox;

-- name: keep_newest_mails :exec
-- role: system
DELETE FROM dev_inbox WHERE id IN (SELECT id FROM dev_inbox ORDER BY created_at DESC, id DESC OFFSET $1);
