-- name: keep_form :exec
INSERT INTO campaign_message_forms (id, campaign_id, message_id, form) VALUES ($1, $2, $3, $4)
ON CONFLICT (project_id, id) DO NOTHING;

-- name: has_form :one
SELECT EXISTS (SELECT FROM campaign_message_forms WHERE id = $1);

-- name: keep_contents :exec
INSERT INTO campaign_contents (campaign_id, chunk, form_id, sent_at, contents)
SELECT $1, $2, $3, $4, $5::jsonb FROM projects p WHERE p.keep_content_days > 0;

-- name: content_of_row :maybe
SELECT e.channel, f.form::text AS form, (k.contents -> e.position::text)::text AS personal_values
FROM campaign_executions e
JOIN campaign_contents k ON k.campaign_id = e.campaign_id AND k.chunk = e.chunk AND k.contents ? e.position::text
JOIN campaign_message_forms f ON f.id = k.form_id
WHERE e.id = $1
ORDER BY k.sent_at DESC LIMIT 1;

-- name: old_contents :many
-- role: system
SELECT k.project_id, k.id FROM projects p JOIN campaign_contents k ON k.project_id = p.id
WHERE k.sent_at < $1::timestamptz - p.keep_content_days * interval '1 day'
LIMIT $2;

-- name: forget_contents :exec
-- role: system
DELETE FROM campaign_contents k USING unnest($1::uuid[], $2::uuid[]) AS old (project_id, id)
WHERE k.project_id = old.project_id AND k.id = old.id;

-- name: forget_forms :exec
-- role: system
DELETE FROM campaign_message_forms f
WHERE f.created_at < $1::timestamptz - interval '1 day'
  AND NOT EXISTS (SELECT FROM campaign_contents k WHERE k.project_id = f.project_id AND k.form_id = f.id)
  AND EXISTS (SELECT FROM campaigns c WHERE c.project_id = f.project_id AND c.id = f.campaign_id AND c.finished_at IS NOT NULL);
