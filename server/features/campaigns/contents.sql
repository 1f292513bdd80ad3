-- name: is_row_of :one
SELECT EXISTS (SELECT FROM campaign_executions WHERE campaign_id = $1 AND id = $2);

-- name: rows_with_content :many
-- The latest thousand, which is more than anybody gets in the days that are kept.
SELECT e.id FROM campaign_executions e
WHERE e.contact_id = $1
  AND EXISTS (SELECT FROM campaign_contents k
              WHERE k.campaign_id = e.campaign_id AND k.chunk = e.chunk AND k.contents ? e.position::text)
ORDER BY e.sent_at DESC LIMIT 1000;

-- name: campaign_settings :one
SELECT keep_content_days FROM projects;

-- name: set_campaign_settings :exec
UPDATE projects SET keep_content_days = $1;
