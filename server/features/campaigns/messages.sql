-- name: list_messages :many
SELECT id, campaign_id, message_name, channel, message_order, subject_line, message_content, html_content,
       media_attachments::uuid[] AS media_attachments, settings, send_delay_hours, timezone_optimization, is_active, created_at, updated_at, version
FROM campaign_messages WHERE campaign_id = $1 ORDER BY message_order, id;

-- name: find_message :maybe
SELECT id, campaign_id, message_name, channel, message_order, subject_line, message_content, html_content,
       media_attachments::uuid[] AS media_attachments, settings, send_delay_hours, timezone_optimization, is_active, created_at, updated_at, version
FROM campaign_messages WHERE campaign_id = $1 AND id = $2;

-- name: count_messages :one
SELECT count(*) FROM campaign_messages WHERE campaign_id = $1;

-- name: insert_message :exec
INSERT INTO campaign_messages (id, campaign_id, message_name, channel, message_order, subject_line, message_content,
                               html_content, settings, send_delay_hours, timezone_optimization, is_active, created_at,
                               updated_at, media_attachments)
SELECT $1, $2, $3, $4, COALESCE(max(message_order) + 1, 0), $5, $6, $7, $8, $9, $10, $11, $12, $12, $13::uuid[]::text[]
FROM campaign_messages WHERE campaign_id = $2;

-- name: update_message :exec
UPDATE campaign_messages SET message_name = $2, channel = $3, subject_line = $4, message_content = $5, html_content = $6,
       settings = $7, send_delay_hours = $8, timezone_optimization = $9, is_active = $10, updated_at = $11,
       media_attachments = $12::uuid[]::text[], version = version + 1
WHERE id = $1;

-- name: delete_message :exec
DELETE FROM campaign_messages WHERE id = $1;

-- name: is_told :one
-- Whether the last line about the campaign in the audit log says $2 by $3, since $4.
SELECT COALESCE((SELECT action = $2 AND actor_id = $3 AND occurred_at > $4
                 FROM audit_log WHERE target_id = $1 ORDER BY id DESC LIMIT 1), false);
