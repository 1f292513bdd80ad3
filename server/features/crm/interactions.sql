-- name: insert_interaction :exec
-- Waits for who is just changing the weights: the next statement then reads the new ones (scoring/engagement.sql).
INSERT INTO contact_interactions (id, contact_id, interaction_type, platform, title, description, metadata,
                                  duration_seconds, value, engagement_score, created_by, occurred_at, created_at)
SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, w.points, $10, $11, $12
FROM (SELECT pg_advisory_xact_lock_shared(hashtext('engagement_weights'),
                                          hashtext(current_setting('app.project_id')))) waited,
     engagement_weight_of($3) w;

-- name: lock_people :many
-- Nobody deletes them before their interactions are there.
SELECT id FROM contacts WHERE id = ANY ($1::uuid[]) ORDER BY id FOR KEY SHARE;

-- name: insert_campaign_interactions :exec
-- Waits as insert_interaction does. A weight is looked up once for each kind, not for each row.
WITH weights AS MATERIALIZED (
    SELECT t.type, w.points FROM (SELECT DISTINCT unnest($4::text[]) AS type) t, engagement_weight_of(t.type) w)
INSERT INTO contact_interactions (id, contact_id, campaign_id, interaction_type, platform, title, metadata,
                                  engagement_score, occurred_at, created_at)
SELECT g.id, g.contact_id, g.campaign_id, g.type, 'email', g.title, g.metadata::jsonb, w.points, g.occurred_at, $8
FROM (SELECT pg_advisory_xact_lock_shared(hashtext('engagement_weights'),
                                          hashtext(current_setting('app.project_id')))) waited,
     unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
         AS g (id, contact_id, campaign_id, type, title, metadata, occurred_at)
     JOIN weights w ON w.type = g.type;

-- name: count_campaign_interactions :exec
-- As count_interaction, of many people at once, whatever each did; in one order, so that two servers do not wait for each
-- other.
WITH weights AS MATERIALIZED (
    SELECT t.type, w.* FROM (SELECT DISTINCT unnest($2::text[]) AS type) t, engagement_weight_of(t.type) w),
of_half_life AS (
    SELECT g.contact_id, w.half_life_days, count(*) AS interactions, max(g.occurred_at) AS last,
           sum(faded_points(w.points::float8, w.half_life_days, g.occurred_at, $4::timestamptz)) AS points
    FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS g (contact_id, type, occurred_at)
         JOIN weights w ON w.type = g.type
    GROUP BY 1, 2),
of_contact AS (
    SELECT contact_id, sum(interactions) AS interactions, max(last) AS last,
           array_agg(points ORDER BY half_life_days) AS points,
           array_agg(half_life_days ORDER BY half_life_days) AS half_lives, sum(points) AS total
    FROM of_half_life GROUP BY 1)
INSERT INTO contact_stats AS s (contact_id, total_interactions, last_interaction_date, points, half_lives, points_at,
                                engagement_score)
SELECT contact_id, interactions, last, points, half_lives, $4::timestamptz, engagement_score(total)
FROM of_contact ORDER BY contact_id
ON CONFLICT (project_id, contact_id) DO UPDATE SET
    total_interactions = s.total_interactions + EXCLUDED.total_interactions,
    last_interaction_date = GREATEST(s.last_interaction_date, EXCLUDED.last_interaction_date),
    points_at = GREATEST(s.points_at, EXCLUDED.points_at),
    (points, half_lives, engagement_score) =
        (SELECT a.points, a.half_lives, a.score
         FROM add_engagements(s.points, s.half_lives, s.points_at, GREATEST(s.points_at, EXCLUDED.points_at),
                              EXCLUDED.points, EXCLUDED.half_lives) a);

-- name: find_interaction :maybe
-- $3: decimal places of the currency.
SELECT i.id, i.contact_id, i.interaction_type, i.platform, i.title, i.description, i.metadata, i.duration_seconds,
       round(i.value / 10::numeric ^ $3::integer, $3::integer)::text AS value, w.points::integer AS engagement_score,
       i.created_by, i.occurred_at
FROM contact_interactions i, engagement_weight_of(i.interaction_type) w WHERE i.id = $1 AND i.occurred_at = $2;

-- name: list_interactions :many
-- $5: decimal places of the currency.
SELECT i.id, i.contact_id, i.interaction_type, i.platform, i.title, i.description, i.metadata, i.duration_seconds,
       round(i.value / 10::numeric ^ $5::integer, $5::integer)::text AS value, COALESCE(w.points, other.points)::integer AS engagement_score, i.created_by, i.occurred_at
FROM (SELECT * FROM contact_interactions
      WHERE contact_id = $1 AND ($2::timestamptz IS NULL OR (occurred_at, id) < ($2, $3::uuid))
      ORDER BY occurred_at DESC, id DESC LIMIT $4) i
LEFT JOIN effective_engagement_weights w ON w.interaction_type = i.interaction_type
CROSS JOIN engagement_weight_of('other') other
ORDER BY i.occurred_at DESC, i.id DESC;

-- name: count_interaction :one
-- What lies back has faded already. The row lock makes interactions that arrive at once count one after the other.
INSERT INTO contact_stats AS s (contact_id, total_interactions, last_interaction_date, points, half_lives, points_at,
                                engagement_score)
SELECT $1, 1, $2::timestamptz, ARRAY[fresh.points], ARRAY[w.half_life_days], $4::timestamptz, engagement_score(fresh.points)
FROM engagement_weight_of($3) w,
     LATERAL (SELECT faded_points(w.points::float8, w.half_life_days, $2::timestamptz, $4::timestamptz) AS points) fresh
ON CONFLICT (project_id, contact_id) DO UPDATE SET
    total_interactions = s.total_interactions + 1,
    last_interaction_date = GREATEST(s.last_interaction_date, EXCLUDED.last_interaction_date),
    points_at = GREATEST(s.points_at, EXCLUDED.points_at),
    (points, half_lives, engagement_score) =
        (SELECT a.points, a.half_lives, a.score
         FROM add_engagement(s.points, s.half_lives, s.points_at, GREATEST(s.points_at, EXCLUDED.points_at),
                             EXCLUDED.points[1], EXCLUDED.half_lives[1]) a)
RETURNING engagement_score;

-- name: timeline :many
-- Interactions, notes, finished and open tasks of a contact and what campaigns sent him, in one order of time. Each branch is cut by itself, so
-- that a page costs a few index steps however long the history is. $6: decimal places of the currency.
SELECT id, kind, type, title, description, platform, metadata, actor_id, occurred_at,
       round(value / 10::numeric ^ $6::integer, $6::integer)::text AS value,
       CASE WHEN kind = 'interaction' THEN COALESCE(w.points, other.points)::integer END AS engagement_points
FROM (SELECT * FROM (
    (SELECT id, 'interaction' AS kind, interaction_type AS type, title, description, platform, metadata,
            created_by AS actor_id, occurred_at, value
     FROM contact_interactions
     WHERE contact_id = $1 AND ($2::text[] IS NULL OR interaction_type = ANY($2))
       AND ($3::timestamptz IS NULL OR (occurred_at, id) < ($3, $4::uuid))
     ORDER BY occurred_at DESC, id DESC LIMIT $5)
    UNION ALL
    (SELECT id, 'note', 'note', NULL, body, NULL, '{}'::jsonb, author_id, created_at, NULL
     FROM contact_notes
     WHERE contact_id = $1 AND ($2::text[] IS NULL OR 'note' = ANY($2))
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5)
    UNION ALL
    (SELECT id, 'task', kind, title, description, NULL,
            jsonb_build_object('done_at', done_at, 'due_at', due_at), COALESCE(assigned_to, created_by), created_at,
            NULL
     FROM contact_tasks
     WHERE contact_id = $1 AND ($2::text[] IS NULL OR 'task' = ANY($2))
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5)
    UNION ALL
    -- What campaigns sent, from their ledger.
    (SELECT e.id, e.channel || '_sent', e.channel || '_sent', c.name, m.subject_line, NULL,
            jsonb_build_object('campaign_id', e.campaign_id, 'delivery_status', e.delivery_status, 'opened_at', e.opened_at,
                               'clicked_at', e.clicked_at), c.approved_by, e.sent_at, NULL
     FROM campaign_executions e JOIN campaigns c ON c.id = e.campaign_id
     JOIN campaign_messages m ON m.id = e.message_id
     WHERE e.contact_id = $1 AND e.sent_at IS NOT NULL
       AND ($2::text[] IS NULL OR e.channel || '_sent' = ANY($2))
       AND ($3::timestamptz IS NULL OR (e.sent_at, e.id) < ($3, $4::uuid))
     ORDER BY e.sent_at DESC, e.id DESC LIMIT $5)
) parts
ORDER BY occurred_at DESC, id DESC LIMIT $5) entries
LEFT JOIN effective_engagement_weights w ON w.interaction_type = entries.type
CROSS JOIN engagement_weight_of('other') other
ORDER BY occurred_at DESC, id DESC;

-- name: make_partitions :one
-- role: system
SELECT make_interaction_partitions($1::date);
