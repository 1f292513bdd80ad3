-- name: costs :one
SELECT c.budget, campaign_spent(c.id) AS spent,
       (SELECT COALESCE(sum(pending * price_per_thousand), 0)::bigint FROM campaign_chunks WHERE campaign_id = c.id) AS planned,
       c.budget_warned_at AS warned_at
FROM campaigns c WHERE c.id = $1;

-- name: budget_allows_more :one
SELECT c.budget IS NULL
       OR NOT EXISTS (SELECT FROM campaign_chunks WHERE campaign_id = c.id AND pending > 0)
       OR c.budget * 1000 - campaign_spent(c.id)
          >= (SELECT min(price_per_thousand) FROM campaign_chunks WHERE campaign_id = c.id AND pending > 0)
FROM campaigns c WHERE c.id = $1;

-- name: set_budget :exec
-- What was told of the old one holds while it is true of the new one.
UPDATE campaigns
SET budget = $2, budget_warned_at = CASE WHEN campaign_spent(id) * 100 >= $2::bigint * 1000 * $4::bigint THEN budget_warned_at END,
    updated_at = $3, version = version + 1
WHERE id = $1;
