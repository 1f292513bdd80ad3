-- name: hold_budget :maybe
SELECT id FROM campaigns WHERE id = $1 AND budget IS NOT NULL FOR NO KEY UPDATE;

-- name: budget_room :one
SELECT CASE WHEN k.price_per_thousand = 0 THEN k.size
            ELSE greatest(0, (c.budget * 1000 - campaign_spent(c.id) - declared.thousandths) / k.price_per_thousand)
       END::bigint AS messages,
       declared.thousandths = 0 AS is_all_known, k.pending
FROM campaign_chunks k JOIN campaigns c ON c.id = k.campaign_id,
     LATERAL (SELECT COALESCE(sum((o.handed_to - o.handed_from) * o.price_per_thousand), 0)::bigint AS thousandths
              FROM campaign_chunks o
              WHERE o.campaign_id = k.campaign_id AND o.chunk <> k.chunk AND o.lease_owner IS NOT NULL) declared
WHERE k.campaign_id = $1 AND k.chunk = $2;

-- name: stop_at_budget :maybe
UPDATE campaigns SET status = 'paused', paused_because = 'budget', updated_at = $2, version = version + 1
WHERE id = $1 AND status = 'running'
RETURNING id;

-- name: warn_of_budget :maybe
UPDATE campaigns SET budget_warned_at = $2
WHERE id = $1 AND budget IS NOT NULL AND budget_warned_at IS NULL AND finished_at IS NULL
  AND campaign_spent(id) * 100 >= budget * 1000 * $3::bigint
RETURNING id;
