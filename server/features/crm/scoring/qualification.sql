-- name: won_examples :many
-- Who was neither customer nor decided at an instant, and was won within the time after it.
SELECT c.id FROM contacts c
WHERE c.deleted_at IS NULL AND c.first_contact_date < $1
  AND EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at > $1
                                               AND o.decided_at <= $2)
  AND NOT EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at <= $1)
ORDER BY hashtextextended(c.id::text, 1) LIMIT $3;

-- name: lost_examples :many
-- Who was not won within that time: still none now, or won later.
SELECT c.id FROM contacts c
WHERE c.deleted_at IS NULL AND c.first_contact_date < $1
  AND NOT EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at <= $2)
  AND (c.lifecycle_stage IN ('lead', 'prospect')
       OR EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at > $2))
ORDER BY hashtextextended(c.id::text, 1) LIMIT $3;

-- name: count_lost :one
SELECT count(*) FROM contacts c
WHERE c.deleted_at IS NULL AND c.first_contact_date < $1
  AND NOT EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at <= $2)
  AND (c.lifecycle_stage IN ('lead', 'prospect')
       OR EXISTS (SELECT FROM contact_outcomes o WHERE o.contact_id = c.id AND o.won AND o.decided_at > $2));

-- name: feature_values :many
-- As they were at an instant: nothing that happened later may be seen (qualification_features.hpp).
SELECT c.id, ARRAY[
    (c.phone IS NOT NULL)::int, (c.company IS NOT NULL)::int, (c.job_title IS NOT NULL)::int, c.marketing_consent::int,
    (c.source = 'website')::int, (c.source = 'referral')::int, (c.source = 'social_media')::int, (c.source = 'import')::int,
    ln(1 + GREATEST(0, extract(epoch FROM $2::timestamptz - c.first_contact_date)) / 86400),
    ln(1 + i.opens), ln(1 + i.clicks), ln(1 + i.visits), ln(1 + i.forms), ln(1 + i.calls), ln(1 + i.meetings),
    ln(1 + i.social), (i.recent > 0)::int,
    -ln(1 + COALESCE(extract(epoch FROM $2::timestamptz - i.last_at) / 86400, 90))]::float8[] AS values
FROM contacts c
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE interaction_type = 'email_open') AS opens,
           count(*) FILTER (WHERE interaction_type = 'email_click') AS clicks,
           count(*) FILTER (WHERE interaction_type = 'website_visit') AS visits,
           count(*) FILTER (WHERE interaction_type = 'form_submission') AS forms,
           count(*) FILTER (WHERE interaction_type = 'call') AS calls,
           count(*) FILTER (WHERE interaction_type IN ('meeting', 'booking')) AS meetings,
           count(*) FILTER (WHERE interaction_type = 'social_engagement') AS social,
           count(*) FILTER (WHERE occurred_at >= $2::timestamptz - interval '30 days') AS recent,
           max(occurred_at) AS last_at
    FROM contact_interactions i
    WHERE i.contact_id = c.id AND i.occurred_at < $2 AND i.occurred_at >= $2::timestamptz - interval '90 days') i
WHERE c.id = ANY($1)
ORDER BY c.id;

-- name: put_model :exec
INSERT INTO qualification_models (status, trained_at, auc, won, lost, model) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (project_id) DO UPDATE SET status = EXCLUDED.status, trained_at = EXCLUDED.trained_at, auc = EXCLUDED.auc,
    won = EXCLUDED.won, lost = EXCLUDED.lost, model = EXCLUDED.model;

-- name: find_model :maybe
SELECT status, trained_at, auc, won, lost, model FROM qualification_models;

-- name: contacts_to_qualify :many
-- In the order of their ids, from one on.
SELECT id FROM contacts
WHERE id > $1 AND deleted_at IS NULL AND lifecycle_stage IN ('lead', 'prospect') ORDER BY id LIMIT $2;

-- name: set_qualification_scores :exec
UPDATE contact_stats s SET qualification_score = v.score
FROM unnest($1::uuid[], $2::bigint[]) v (id, score)
WHERE s.contact_id = v.id AND s.qualification_score IS DISTINCT FROM v.score;

-- name: clear_qualification_scores :many
-- Of those who are customers by now, or of all when nothing can be said; in portions.
UPDATE contact_stats s SET qualification_score = NULL
WHERE s.contact_id IN (
    SELECT s2.contact_id FROM contact_stats s2 JOIN contacts c ON c.project_id = s2.project_id AND c.id = s2.contact_id
    WHERE s2.qualification_score IS NOT NULL AND ($1 OR c.lifecycle_stage IN ('customer', 'evangelist')) LIMIT 2000)
RETURNING contact_id;

-- name: projects_to_qualify :many
-- role: system
SELECT DISTINCT project_id FROM contact_outcomes WHERE decided_at > $1;

-- name: find_scores :maybe
SELECT COALESCE(s.engagement_score, 0) AS engagement_score, c.lifecycle_stage
FROM contacts c LEFT JOIN contact_stats s ON s.contact_id = c.id WHERE c.id = $1;
