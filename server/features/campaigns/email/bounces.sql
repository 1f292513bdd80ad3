-- name: bounced_recipient :maybe
SELECT e.id, e.campaign_id, e.contact_id, e.address, e.address_hash, c.name AS campaign_name,
       e.delivery_status = 'bounced' AS has_bounced
FROM campaign_executions e JOIN campaigns c ON c.id = e.campaign_id
WHERE e.id = $1 AND e.delivery_status IN ('sent', 'delivered', 'unknown', 'bounced');

-- name: suppress_for_good :maybe
INSERT INTO suppressions (address_hash, address, channel, topic, reason, created_at)
VALUES ($1, $2, 'email', '', $3, $4)
-- Who had unsubscribed still got what is transactional; a mailbox that is gone, or a complaint, ends that too.
ON CONFLICT (project_id, channel, address_hash, topic) DO UPDATE SET reason = EXCLUDED.reason
    WHERE suppressions.reason = 'unsubscribed'
RETURNING topic;
