-- name: ledgers_of_messages :many
SELECT m.id AS message_id, m.message_name, m.channel, m.message_order,
       jsonb_build_object(
           'total', COALESCE(sum(k.size), 0), 'pending', COALESCE(sum(k.pending), 0), 'skipped', COALESCE(sum(k.skipped), 0),
           'sent', COALESCE(sum(k.sent), 0), 'delivered', COALESCE(sum(k.delivered), 0),
           'bounced', COALESCE(sum(k.bounced), 0), 'failed', COALESCE(sum(k.failed), 0),
           'unknown', COALESCE(sum(k.unknown), 0), 'opened', COALESCE(sum(k.opened), 0),
           'clicked', COALESCE(sum(k.clicked), 0), 'unsubscribed', COALESCE(sum(k.unsubscribed), 0)) AS ledger
FROM campaign_messages m LEFT JOIN campaign_chunks k ON k.campaign_id = m.campaign_id AND k.message_id = m.id
WHERE m.campaign_id = $1 GROUP BY m.id, m.message_name, m.channel, m.message_order ORDER BY m.message_order, m.id;

-- name: skip_reasons :many
SELECT skip_reason AS reason, count(*) AS people FROM campaign_executions
WHERE campaign_id = $1 AND delivery_status = 'skipped' GROUP BY 1 ORDER BY 2 DESC, 1;

-- name: sent_by_time :many
-- In steps of $2 seconds.
SELECT to_timestamp(floor(extract(epoch FROM sent_at) / $2::bigint) * $2::bigint) AS at, count(*) AS sent
FROM campaign_executions WHERE campaign_id = $1 AND sent_at IS NOT NULL
GROUP BY 1 ORDER BY 1;

-- name: sending_span :one
SELECT COALESCE(extract(epoch FROM max(sent_at) - min(sent_at)), 0)::bigint FROM campaign_executions
WHERE campaign_id = $1 AND sent_at IS NOT NULL;

-- name: next_due :one
-- NULL: something is due, or nothing waits.
SELECT CASE WHEN min(due_at) > $2 THEN min(due_at) END AS at FROM campaign_chunks WHERE campaign_id = $1 AND pending > 0;
