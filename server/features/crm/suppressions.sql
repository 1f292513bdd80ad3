-- name: put_suppressions :exec
INSERT INTO suppressions (address_hash, address, channel, topic, reason, created_at, created_by)
SELECT DISTINCT ON (hash) hash, CASE WHEN $7 THEN address END, $3, $4, $5, $6, $8
FROM unnest($1::text[], $2::text[]) AS given (hash, address)
ORDER BY hash
ON CONFLICT (project_id, channel, address_hash, topic) DO UPDATE SET reason = EXCLUDED.reason
    WHERE suppressions.reason = 'unsubscribed' AND EXCLUDED.reason <> 'unsubscribed';

-- name: suppressed_hashes :many
SELECT DISTINCT address_hash FROM suppressions
WHERE channel = $1 AND address_hash = ANY($2::text[]) AND topic IN ('', $3);

-- name: list_suppressions :many
SELECT id, address, channel, topic, reason, created_at, created_by FROM suppressions
WHERE ($1::text IS NULL OR channel = $1) AND ($2::text[] IS NULL OR address_hash = ANY($2))
  AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
ORDER BY created_at DESC, id DESC LIMIT $5;

-- name: find_suppression :maybe
SELECT id, address, channel, topic, reason, created_at, created_by FROM suppressions
WHERE channel = $1 AND address_hash = $2 AND topic = $3;

-- name: delete_suppression :maybe
DELETE FROM suppressions WHERE id = $1 RETURNING channel;
