-- name: list_weights :many
-- Known kinds in the order of the defaults, then the project's own, then all others.
SELECT w.interaction_type, w.points, w.half_life_days,
       COALESCE(w.default_points, other.default_points) AS default_points,
       COALESCE(w.default_half_life_days, other.default_half_life_days) AS default_half_life_days
FROM effective_engagement_weights w
JOIN effective_engagement_weights other ON other.interaction_type = 'other'
LEFT JOIN (SELECT interaction_type, row_number() OVER () AS place FROM default_engagement_weights()) standard
     ON standard.interaction_type = w.interaction_type
ORDER BY w.interaction_type = 'other', standard.place NULLS LAST, w.interaction_type;

-- name: lock_weights :exec
-- Recording an interaction takes the same lock, shared (interactions.sql).
SELECT pg_advisory_xact_lock(hashtext('engagement_weights'), hashtext(current_setting('app.project_id')));

-- name: delete_weights :exec
DELETE FROM engagement_weights;

-- name: insert_weights :exec
-- Only what differs from the defaults, so that better defaults reach who never chose.
INSERT INTO engagement_weights (interaction_type, points, half_life_days)
SELECT own.* FROM unnest($1::text[], $2::bigint[], $3::bigint[]) own (interaction_type, points, half_life_days)
WHERE NOT EXISTS (SELECT FROM default_engagement_weights() standard
                  WHERE standard.interaction_type = own.interaction_type AND standard.points = own.points
                    AND standard.half_life_days = own.half_life_days);

-- name: recount_interactions :exec
INSERT INTO contact_stats AS s (contact_id, total_interactions, last_interaction_date, points, half_lives, points_at,
                                engagement_score)
WITH counted AS (
    SELECT named.contact_id, COALESCE(w.half_life_days, other.half_life_days) AS half_life_days,
           count(i.id) AS total, max(i.occurred_at) AS last_at,
           sum(faded_points(COALESCE(w.points, other.points)::float8, COALESCE(w.half_life_days, other.half_life_days),
                            i.occurred_at, $2::timestamptz)) AS points
    FROM unnest($1::uuid[]) AS named (contact_id)
    LEFT JOIN contact_interactions i ON i.contact_id = named.contact_id
    LEFT JOIN effective_engagement_weights w ON w.interaction_type = i.interaction_type
    CROSS JOIN engagement_weight_of('other') other
    GROUP BY 1, 2)
SELECT contact_id, sum(total), max(last_at), COALESCE(array_agg(points) FILTER (WHERE total > 0), '{}'),
       COALESCE(array_agg(half_life_days) FILTER (WHERE total > 0), '{}'), $2::timestamptz,
       engagement_score(COALESCE(sum(points), 0))
FROM counted GROUP BY contact_id
ON CONFLICT (project_id, contact_id) DO UPDATE
SET total_interactions = EXCLUDED.total_interactions, last_interaction_date = EXCLUDED.last_interaction_date,
    points = EXCLUDED.points, half_lives = EXCLUDED.half_lives, points_at = EXCLUDED.points_at,
    engagement_score = EXCLUDED.engagement_score;

-- name: count_to_recount :one
SELECT count(*) FROM contact_stats;

-- name: lock_next_to_recount :many
-- In the order of ids. Who records an interaction of one of them waits until they are counted, and then adds to that.
SELECT contact_id FROM contact_stats WHERE contact_id > $1 ORDER BY contact_id LIMIT $2 FOR UPDATE;

-- name: engagement_by_type :many
-- What the engagement score of a contact consists of: the points of each kind, as faded as they are now.
SELECT i.interaction_type, count(*) AS interactions, max(i.occurred_at) AS last_at,
       COALESCE(w.points, other.points) AS points_each, COALESCE(w.half_life_days, other.half_life_days) AS half_life_days,
       sum(faded_points(COALESCE(w.points, other.points)::float8, COALESCE(w.half_life_days, other.half_life_days),
                        i.occurred_at, $2::timestamptz)) AS points
FROM contact_interactions i
LEFT JOIN effective_engagement_weights w ON w.interaction_type = i.interaction_type
CROSS JOIN engagement_weight_of('other') other
WHERE i.contact_id = $1
GROUP BY i.interaction_type, 4, 5 HAVING COALESCE(w.points, other.points) > 0
ORDER BY points DESC, i.interaction_type LIMIT 20;

-- name: preview_weights :many
-- The most engaged people: their score as it is now, and as it would be by other weights.
WITH proposed AS (
    SELECT COALESCE(own.interaction_type, standard.interaction_type) AS interaction_type,
           COALESCE(own.points, standard.points) AS points,
           COALESCE(own.half_life_days, standard.half_life_days) AS half_life_days
    FROM default_engagement_weights() standard
    FULL JOIN unnest($1::text[], $2::bigint[], $3::bigint[]) own (interaction_type, points, half_life_days)
         ON own.interaction_type = standard.interaction_type),
people AS (
    SELECT s.contact_id, s.points, s.half_lives, s.points_at FROM contact_stats s
    JOIN contacts c ON c.project_id = s.project_id AND c.id = s.contact_id
    WHERE c.deleted_at IS NULL AND s.total_interactions > 0
    ORDER BY s.engagement_score DESC, s.contact_id DESC LIMIT 8)
SELECT c.id AS contact_id, c.display_name,
       engagement_score(p.points, p.half_lives, p.points_at, $4::timestamptz) AS score_now,
       (SELECT engagement_score(COALESCE(sum(faded_points(COALESCE(w.points, other.points)::float8,
                   COALESCE(w.half_life_days, other.half_life_days), i.occurred_at, $4::timestamptz)), 0))
        FROM contact_interactions i
        LEFT JOIN proposed w ON w.interaction_type = i.interaction_type
        JOIN proposed other ON other.interaction_type = 'other'
        WHERE i.contact_id = p.contact_id) AS score
FROM people p JOIN contacts c ON c.id = p.contact_id
ORDER BY score_now DESC, c.display_name, c.id;
