-- name: list_campaigns :many
SELECT id, name, description, campaign_type, channels, target_segments, excluded_segments, topic, start_date, end_date,
       timezone, cap_messages, cap_days, status, paused_because, pause_detail, content_version, approved_rehearsal,
       approved_by, approved_at, started_at, finished_at, ledger, resend_of, resend_to, resending, audience_at,
       renewing_audience, audience_change, created_by, created_at, updated_at, version
FROM campaign_records
WHERE ($1::text IS NULL OR status = $1) AND ($2::timestamptz IS NULL OR (created_at, id) < ($2, $3::uuid))
ORDER BY created_at DESC, id DESC LIMIT $4;

-- name: find_campaign :maybe
SELECT id, name, description, campaign_type, channels, target_segments, excluded_segments, topic, start_date, end_date,
       timezone, cap_messages, cap_days, status, paused_because, pause_detail, content_version, approved_rehearsal,
       approved_by, approved_at, started_at, finished_at, ledger, resend_of, resend_to, resending, audience_at,
       renewing_audience, audience_change, created_by, created_at, updated_at, version
FROM campaign_records WHERE id = $1;

-- name: lock_campaign :maybe
SELECT id FROM campaigns WHERE id = $1 AND deleted_at IS NULL FOR UPDATE;

-- name: count_campaigns :one
SELECT count(*) FROM campaigns;

-- name: insert_campaign :exec
INSERT INTO campaigns (id, name, description, campaign_type, channels, target_segments, excluded_segments, topic,
                       start_date, end_date, timezone, cap_messages, cap_days, created_by, created_at, updated_at,
                       audience_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16);

-- name: set_audience :exec
UPDATE campaigns SET resend_of = $2, resend_to = $3 WHERE id = $1;

-- name: update_campaign :exec
UPDATE campaigns SET name = $2, description = $3, campaign_type = $4, channels = $5, target_segments = $6,
       excluded_segments = $7, topic = $8, start_date = $9, end_date = $10, timezone = $11, cap_messages = $12,
       cap_days = $13, updated_at = $14, audience_at = $15, version = version + 1
WHERE id = $1;

-- name: content_changed :exec
UPDATE campaigns SET content_version = content_version + 1, version = version + 1, updated_at = $2 WHERE id = $1;

-- name: hide_campaign :exec
UPDATE campaigns SET deleted_at = $2, version = version + 1 WHERE id = $1;

-- name: is_hidden :one
SELECT EXISTS (SELECT FROM campaigns WHERE id = $1 AND deleted_at IS NOT NULL);

-- name: delete_campaign :exec
DELETE FROM campaigns WHERE id = $1 AND deleted_at IS NOT NULL;

-- name: copy_messages :exec
INSERT INTO campaign_messages (id, campaign_id, message_name, channel, message_order, subject_line, message_content,
                               html_content, media_attachments, settings, send_delay_hours, send_time_optimization,
                               timezone_optimization, personalization_tokens, dynamic_content, is_ab_test,
                               ab_test_variants, is_active, created_at, updated_at)
SELECT gen_random_uuid(), $2, message_name, channel, message_order, subject_line, message_content, html_content,
       media_attachments, settings, send_delay_hours, send_time_optimization, timezone_optimization,
       personalization_tokens, dynamic_content, is_ab_test, ab_test_variants, is_active, $3, $3
FROM campaign_messages WHERE campaign_id = $1;

-- name: known_segments :many
SELECT id FROM customer_segments WHERE id = ANY($1::uuid[]);

-- name: has_topic :one
SELECT EXISTS (SELECT FROM campaign_topics WHERE key = $1);

-- name: campaigns_of_segment :many
SELECT id, name FROM campaigns
WHERE ($1 = ANY (target_segments) OR $1 = ANY (excluded_segments)) AND status NOT IN ('completed', 'cancelled')
  AND deleted_at IS NULL
ORDER BY name LIMIT 100;

-- name: has_sent_campaign :one
SELECT EXISTS (SELECT FROM campaigns WHERE started_at IS NOT NULL);
