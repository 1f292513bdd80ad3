-- name: list_people_for_mails :many
-- Who was there by $1, the oldest first.
SELECT id FROM contacts WHERE created_at < $1 AND deleted_at IS NULL ORDER BY created_at, id LIMIT 1000;

-- name: add_demo_message :exec
INSERT INTO campaign_messages (id, campaign_id, message_name, channel, subject_line, settings, created_at, updated_at)
VALUES ($1, $2, $3, 'email', $4, $5, $6, $6);

-- name: say_demo_mails_sent :many
-- As if its mails had left one after another from $2 on. In the order in which they did.
WITH due AS (SELECT id, row_number() OVER (ORDER BY chunk, position) AS place
             FROM campaign_executions WHERE campaign_id = $1 AND delivery_status = 'pending'),
     told AS (UPDATE campaign_executions e
              SET delivery_status = 'sent', sent_at = $2::timestamptz + due.place * interval '200 ms',
                  reply_code = 250, delivery_attempt = 1
              FROM due WHERE e.id = due.id RETURNING e.id, e.sent_at)
SELECT id, sent_at FROM told ORDER BY sent_at;

-- name: say_demo_campaign_completed :exec
UPDATE campaigns c
SET status = 'completed', approved_at = $2, approved_by = $3, started_at = $2, finished_at = $4, updated_at = $4,
    total_recipients = k.size, delivered_count = k.delivered, opened_count = k.opened, clicked_count = k.clicked,
    unsubscribed_count = k.unsubscribed
FROM (SELECT sum(size) AS size, sum(sent + delivered) AS delivered, sum(opened) AS opened, sum(clicked) AS clicked,
             sum(unsubscribed) AS unsubscribed
      FROM campaign_chunks WHERE campaign_id = $1) k
WHERE c.id = $1;
