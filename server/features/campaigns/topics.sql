-- name: list_topics :many
SELECT id, key, name, description, position, created_at, version FROM campaign_topics ORDER BY position, name, id;

-- name: find_topic :maybe
SELECT id, key, name, description, position, created_at, version FROM campaign_topics WHERE id = $1;

-- name: count_topics :one
SELECT count(*) FROM campaign_topics;

-- name: insert_topic :exec
INSERT INTO campaign_topics (id, key, name, description, position, created_at) VALUES ($1, $2, $3, $4, $5, $6);

-- name: update_topic :maybe
UPDATE campaign_topics SET name = $2, description = $3, position = $4, version = version + 1
WHERE id = $1 AND version = $5 RETURNING version;

-- name: delete_topic :maybe
DELETE FROM campaign_topics WHERE id = $1 RETURNING name, version;

-- name: uses_topic :one
SELECT EXISTS (SELECT FROM campaigns WHERE topic = $1 AND status NOT IN ('completed', 'cancelled') AND deleted_at IS NULL);
