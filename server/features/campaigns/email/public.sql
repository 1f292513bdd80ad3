-- name: find_recipient :maybe
-- Of whom a public link was made.
SELECT e.id, e.campaign_id, e.message_id,
       (SELECT sender_id FROM campaign_chunks k WHERE k.campaign_id = e.campaign_id AND k.chunk = e.chunk) AS sender_id,
       e.contact_id, e.address, e.address_hash, c.name AS campaign_name, p.name AS project_name,
       (SELECT language FROM contacts WHERE id = e.contact_id) AS language, p.language AS project_language
FROM campaign_executions e JOIN campaigns c ON c.id = e.campaign_id JOIN projects p ON p.id = e.project_id
WHERE e.id = $1;

-- name: topics_of_recipient :many
-- $1: hash of his address. The first row, with an empty key, is everything at once.
SELECT '' AS key, '' AS name, '' AS description, NOT EXISTS (
           SELECT FROM suppressions s WHERE s.channel = 'email' AND s.address_hash = $1 AND s.topic = '') AS is_wanted, -1 AS position
UNION ALL
SELECT t.key, t.name, t.description, NOT EXISTS (
           SELECT FROM suppressions s WHERE s.channel = 'email' AND s.address_hash = $1 AND s.topic = t.key), t.position
FROM campaign_topics t
ORDER BY position, name;

-- name: leave_topics :many
-- $3: topics, the empty one for everything. Who left them before stays as he is.
INSERT INTO suppressions (address_hash, address, channel, topic, reason, created_at)
SELECT $1, $2, 'email', topic, 'unsubscribed', $4 FROM unnest($3::text[]) topic
ON CONFLICT DO NOTHING
RETURNING topic;

-- name: return_to_topics :exec
-- What he said himself he may take back; a bounce or a complaint he may not.
DELETE FROM suppressions
WHERE address_hash = $1 AND channel = 'email' AND topic = ANY ($2::text[]) AND reason = 'unsubscribed';

-- name: data_of_contact :maybe
SELECT recipient_data(c) FROM contacts c WHERE c.id = $1 AND c.deleted_at IS NULL;
