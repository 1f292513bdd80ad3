-- name: insert_notification :exec
INSERT INTO notifications (id, project_id, user_id, kind, title, body, link, details)
SELECT $1, project_id, user_id, $4, $5, $6, $7, $8 FROM members WHERE project_id = $2 AND user_id = $3;

-- name: list_notifications :many
SELECT id, kind, title, body, details, link, created_at, read_at FROM notifications
WHERE user_id = $1 AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4;

-- name: count_unread :one
SELECT count(*) FROM notifications WHERE user_id = $1 AND read_at IS NULL;

-- name: mark_read :exec
UPDATE notifications SET read_at = $3 WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2));

-- name: list_preferences :many
SELECT kind, by_email FROM notification_preferences WHERE user_id = $1;

-- name: put_preference :exec
INSERT INTO notification_preferences (project_id, user_id, kind, by_email)
VALUES (NULLIF(current_setting('app.project_id', true), '')::uuid, $1, $2, $3)
ON CONFLICT (project_id, user_id, kind) DO UPDATE SET by_email = EXCLUDED.by_email;

-- name: mail_recipient :maybe
SELECT u.name, u.email, u.language, p.by_email, (SELECT name FROM projects WHERE id = m.project_id) AS project_name
FROM members m JOIN users u ON u.id = m.user_id
LEFT JOIN notification_preferences p ON p.project_id = m.project_id AND p.user_id = m.user_id AND p.kind = $3
WHERE m.project_id = $1 AND m.user_id = $2;
