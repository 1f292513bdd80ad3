-- name: executions_of_hits :many
-- What was sent, of whom hits came; $1: ids.
SELECT e.id, e.campaign_id, c.name AS campaign_name, e.contact_id, COALESCE(e.sent_at, e.created_at) AS sent_at,
       e.opened_at IS NOT NULL AS is_opened
FROM campaign_executions e JOIN campaigns c ON c.id = e.campaign_id
WHERE e.id = ANY ($1::uuid[]) AND e.delivery_status IN ('sent', 'delivered', 'unknown', 'bounced');

-- name: followed_links :many
-- Mail by mail: however fast the table grows, never all clicks.
SELECT DISTINCT h.execution_id, h.url
FROM unnest($1::uuid[]) e (id),
     LATERAL (SELECT execution_id, url FROM campaign_hits
              WHERE execution_id = e.id AND kind = 'click' AND evidence = '' OFFSET 0) h;

-- name: insert_hits :exec
INSERT INTO campaign_hits (campaign_id, execution_id, kind, url, user_agent, evidence, device, program, occurred_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::timestamptz[]);
