-- name: segment_days :many
SELECT day, contact_count, entered, left_count, average_score FROM segment_days
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
       count(*) FILTER (WHERE c.phone_e164 IS NULL) AS sms_no_address,
       count(*) FILTER (WHERE c.phone_e164 IS NOT NULL AND c.do_not_contact) AS sms_do_not_contact,
       count(*) FILTER (WHERE c.phone_e164 IS NOT NULL AND NOT c.do_not_contact AND NOT c.sms_subscribed)
           AS sms_unsubscribed
FROM segment_members m
JOIN contacts c ON c.project_id = m.project_id AND c.id = m.contact_id
JOIN contact_stats s ON s.project_id = m.project_id AND s.contact_id = m.contact_id
WHERE m.project_id = $1 AND m.segment_id = $2 AND m.is_member;

-- name: all_segments :many
-- role: system
SELECT project_id, id FROM customer_segments ORDER BY project_id, id;

-- name: close_day :exec
INSERT INTO segment_days AS d (segment_id, day, contact_count, average_score)
SELECT s.id, $2, s.contact_count,
       (SELECT avg(t.engagement_score)::float8 FROM segment_members m
        JOIN contact_stats t ON t.project_id = m.project_id AND t.contact_id = m.contact_id
        WHERE m.segment_id = s.id AND m.is_member)
FROM customer_segments s WHERE s.id = $1
ON CONFLICT (project_id, segment_id, day) DO UPDATE SET average_score = EXCLUDED.average_score;
