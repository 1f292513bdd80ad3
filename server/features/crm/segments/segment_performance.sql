-- name: segment_days :many
SELECT day, contact_count, entered, left_count, average_score, revenue FROM segment_days
WHERE segment_id = $1 AND ($2::date IS NULL OR day >= $2) AND ($3::date IS NULL OR day <= $3)
ORDER BY day DESC LIMIT 1100;

-- name: look_at_members :one
-- role: finder
-- One pass over the members: score, life, and whom one may write to by each channel.
SELECT count(*) AS contact_count, avg(s.engagement_score)::float8 AS average_score,
       count(*) FILTER (WHERE s.last_interaction_date >= $3) AS active_in_30_days,
       count(*) FILTER (WHERE c.email IS NULL) AS email_no_address,
       count(*) FILTER (WHERE c.email IS NOT NULL AND c.do_not_contact) AS email_do_not_contact,
       count(*) FILTER (WHERE c.email IS NOT NULL AND NOT c.do_not_contact AND NOT c.email_subscribed)
           AS email_unsubscribed,
       count(*) FILTER (WHERE $4 AND c.email IS NOT NULL AND NOT c.do_not_contact AND c.email_subscribed
                          AND NOT c.marketing_consent) AS email_no_consent,
       count(*) FILTER (WHERE c.phone_e164 IS NULL) AS sms_no_address,
       count(*) FILTER (WHERE c.phone_e164 IS NOT NULL AND c.do_not_contact) AS sms_do_not_contact,
       count(*) FILTER (WHERE c.phone_e164 IS NOT NULL AND NOT c.do_not_contact AND NOT c.sms_subscribed)
           AS sms_unsubscribed,
       count(*) FILTER (WHERE $4 AND c.phone_e164 IS NOT NULL AND NOT c.do_not_contact AND c.sms_subscribed
                          AND NOT c.marketing_consent) AS sms_no_consent
FROM segment_members m
JOIN contacts c ON c.project_id = m.project_id AND c.id = m.contact_id
JOIN contact_stats s ON s.project_id = m.project_id AND s.contact_id = m.contact_id
WHERE m.project_id = $1 AND m.segment_id = $2 AND m.is_member;

-- name: has_suppressions :one
SELECT EXISTS (SELECT FROM suppressions WHERE channel = $1 AND topic = '');

-- name: next_addresses :many
-- Of the next members behind $2 whom nothing else keeps from being written to by the channel $3; $4: consent is needed.
SELECT m.contact_id, CASE $3 WHEN 'sms' THEN c.phone_e164 ELSE c.email_normalised END AS address
FROM segment_members m JOIN contacts c ON c.id = m.contact_id
WHERE m.segment_id = $1 AND m.is_member AND m.contact_id > $2 AND NOT c.do_not_contact
  AND CASE $3 WHEN 'sms' THEN c.sms_subscribed AND c.phone_e164 IS NOT NULL
              ELSE c.email_subscribed AND c.email_normalised IS NOT NULL END
  AND (NOT $4 OR c.marketing_consent)
ORDER BY m.contact_id LIMIT 10000;

-- name: revenue_of_members :one
-- What those who are members now brought: ever, from $2 on, and from $3 on.
SELECT COALESCE(sum(r.value), 0)::bigint AS ever,
       COALESCE(sum(r.value) FILTER (WHERE r.occurred_at >= $2), 0)::bigint AS lately,
       COALESCE(sum(r.value) FILTER (WHERE r.occurred_at >= $3), 0)::bigint AS today
FROM contact_revenue r
JOIN segment_members m ON m.contact_id = r.contact_id AND m.segment_id = $1 AND m.is_member;

-- name: all_segments :many
-- role: system
SELECT project_id, id FROM customer_segments ORDER BY project_id, id;

-- name: close_day :exec
-- $2 the day that ended, from $3 to before $4.
INSERT INTO segment_days AS d (segment_id, day, contact_count, average_score, revenue)
SELECT s.id, $2, s.contact_count,
       (SELECT avg(t.engagement_score)::float8 FROM segment_members m
        JOIN contact_stats t ON t.project_id = m.project_id AND t.contact_id = m.contact_id
        WHERE m.segment_id = s.id AND m.is_member),
       (SELECT COALESCE(sum(r.value), 0)::bigint FROM contact_revenue r
        JOIN segment_members m ON m.segment_id = s.id AND m.contact_id = r.contact_id
        WHERE r.occurred_at >= $3 AND r.occurred_at < $4 AND m.is_member AND m.since < $4)
FROM customer_segments s WHERE s.id = $1
ON CONFLICT (project_id, segment_id, day) DO UPDATE SET average_score = EXCLUDED.average_score, revenue = EXCLUDED.revenue;
