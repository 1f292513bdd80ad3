-- Numbers over the whole book of a project. Periods are those of the project's time zone ($2).

-- name: growth_by_source :many
SELECT date_trunc($1, created_at AT TIME ZONE $2)::date AS period, source AS series, count(*) AS added
FROM contacts WHERE created_at >= $3 AND created_at < $4 AND deleted_at IS NULL
GROUP BY period, series ORDER BY period, series LIMIT 20000;

-- name: growth_by_stage :many
SELECT date_trunc($1, created_at AT TIME ZONE $2)::date AS period, lifecycle_stage AS series, count(*) AS added
FROM contacts WHERE created_at >= $3 AND created_at < $4 AND deleted_at IS NULL
GROUP BY period, series ORDER BY period, series LIMIT 20000;

-- name: lifecycle_now :many
SELECT lifecycle_stage, count(*) AS contacts FROM contacts WHERE deleted_at IS NULL GROUP BY lifecycle_stage;

-- name: lifecycle_conversion :one
-- Who was added within the time, and how many of them are customers by now; and all who were won within it.
SELECT (SELECT count(*) FROM contacts WHERE created_at >= $1 AND created_at < $2 AND deleted_at IS NULL) AS added,
       (SELECT count(*) FROM contacts WHERE created_at >= $1 AND created_at < $2 AND deleted_at IS NULL
          AND lifecycle_stage IN ('customer', 'evangelist')) AS added_and_customers,
       count(DISTINCT o.contact_id) AS won,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY GREATEST(0, extract(epoch FROM o.decided_at - c.first_contact_date))
                                                    / 86400)::float8 AS median_days_to_win
FROM contact_outcomes o JOIN contacts c ON c.project_id = o.project_id AND c.id = o.contact_id
WHERE o.won AND o.decided_at >= $1 AND o.decided_at < $2;

-- name: score_distribution :many
-- Ten buckets: 0 to 9, …, 90 to 100.
SELECT LEAST(9, s.engagement_score / 10) AS bucket, count(*) AS contacts
FROM contact_stats s JOIN contacts c ON c.project_id = s.project_id AND c.id = s.contact_id
WHERE c.deleted_at IS NULL GROUP BY bucket ORDER BY bucket;

-- name: source_performance :many
-- Of those who came within the time: how many are customers by now, and what they brought.
SELECT c.source, count(*) AS added, count(*) FILTER (WHERE c.lifecycle_stage IN ('customer', 'evangelist')) AS customers,
       COALESCE(sum(v.value), 0)::bigint AS value
FROM contacts c
LEFT JOIN (SELECT contact_id, sum(value) AS value FROM contact_revenue GROUP BY contact_id) v ON v.contact_id = c.id
WHERE c.created_at >= $1 AND c.created_at < $2 AND c.deleted_at IS NULL
GROUP BY c.source ORDER BY value DESC, customers DESC, added DESC, c.source LIMIT 50;

-- name: count_cohort_contacts :one
SELECT count(*) FROM contacts WHERE first_contact_date >= $1 AND first_contact_date < $2 AND deleted_at IS NULL;

-- name: cohorts :many
-- People by the month of their first contact, and how many of them did something in each month after. Of very many
-- people one in $4 is looked at, chosen by a hash of the id.
WITH people AS (
    SELECT id, date_trunc('month', first_contact_date AT TIME ZONE $1)::date AS month FROM contacts
    WHERE first_contact_date >= $2 AND first_contact_date < $3 AND deleted_at IS NULL
      AND ($4 = 1 OR hashtextextended(id::text, 0) % $4 = 0)),
active AS (
    SELECT DISTINCT p.month, p.id, date_trunc('month', i.occurred_at AT TIME ZONE $1)::date AS active_month
    FROM people p JOIN contact_interactions i ON i.contact_id = p.id
    WHERE i.occurred_at >= $2 AND i.occurred_at < $3)
SELECT month, NULL::integer AS month_number, count(*) AS people FROM people GROUP BY month
UNION ALL
SELECT month, (extract(year FROM age(active_month, month)) * 12 + extract(month FROM age(active_month, month)))::integer,
       count(*) FROM active WHERE active_month >= month GROUP BY 1, 2
ORDER BY 1, 2 NULLS FIRST;
