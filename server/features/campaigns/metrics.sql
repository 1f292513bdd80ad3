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

-- name: ledgers_of_senders :many
-- It waits when none of its chunks got on since one had to wait.
SELECT k.sender_id, s.name, s.email,
       jsonb_build_object('total', k.total, 'pending', k.pending, 'skipped', k.skipped, 'sent', k.sent, 'delivered', k.delivered,
                          'bounced', k.bounced, 'failed', k.failed, 'unknown', k.unknown, 'opened', k.opened,
                          'clicked', k.clicked, 'unsubscribed', k.unsubscribed) AS ledger,
       w.waits_because, w.waits_detail, w.due_at AS waits_until
FROM (SELECT sender_id, sum(size) AS total, sum(pending) AS pending, sum(skipped) AS skipped, sum(sent) AS sent,
             sum(delivered) AS delivered, sum(bounced) AS bounced, sum(failed) AS failed, sum(unknown) AS unknown,
             sum(opened) AS opened, sum(clicked) AS clicked, sum(unsubscribed) AS unsubscribed
      FROM campaign_chunks WHERE campaign_id = $1 GROUP BY 1) k
LEFT JOIN email_senders s ON s.id = k.sender_id
LEFT JOIN LATERAL (SELECT waits_because, waits_detail, due_at FROM campaign_chunks c
                   WHERE c.campaign_id = $1 AND c.sender_id IS NOT DISTINCT FROM k.sender_id AND c.pending > 0
                     AND c.waits_because IS NOT NULL
                   ORDER BY c.due_at LIMIT 1) w ON true
ORDER BY k.total DESC, k.sender_id;

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
