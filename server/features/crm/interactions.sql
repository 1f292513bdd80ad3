-- name: insert_interaction :exec
INSERT INTO contact_interactions (id, contact_id, interaction_type, platform, title, description, metadata,
                                  duration_seconds, engagement_score, created_by, occurred_at, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- name: find_interaction :maybe
SELECT id, contact_id, interaction_type, platform, title, description, metadata, duration_seconds, engagement_score,
       created_by, occurred_at
FROM contact_interactions WHERE id = $1 AND occurred_at = $2;

-- name: list_interactions :many
SELECT id, contact_id, interaction_type, platform, title, description, metadata, duration_seconds, engagement_score,
       created_by, occurred_at
FROM contact_interactions
WHERE contact_id = $1 AND ($2::timestamptz IS NULL OR (occurred_at, id) < ($2, $3::uuid))
ORDER BY occurred_at DESC, id DESC LIMIT $4;

-- name: count_interaction :one
-- Points halve every 30 days: they are brought to this moment before the new ones are added. The row lock makes
-- interactions that arrive at once count one after the other.
INSERT INTO contact_stats AS s (contact_id, total_interactions, last_interaction_date, points, points_at, engagement_score)
VALUES ($1, 1, $2, $3::float8, $4, LEAST(100, round(100 * (1 - exp(-$3::float8 / 40.0))))::bigint)
ON CONFLICT (project_id, contact_id) DO UPDATE SET
    total_interactions = s.total_interactions + 1,
    last_interaction_date = GREATEST(s.last_interaction_date, EXCLUDED.last_interaction_date),
    points = s.points * pow(0.5, GREATEST(0, extract(epoch FROM $4::timestamptz - s.points_at)) / 2592000) + EXCLUDED.points,
    points_at = GREATEST(s.points_at, $4::timestamptz),
    engagement_score = LEAST(100, round(100 * (1 - exp(-(
        s.points * pow(0.5, GREATEST(0, extract(epoch FROM $4::timestamptz - s.points_at)) / 2592000) + EXCLUDED.points) / 40.0))))::bigint
RETURNING engagement_score;

-- name: timeline :many
-- Interactions, notes, finished and open tasks of a contact in one order of time. Each branch is cut by itself, so
-- that a page costs a few index steps however long the history is.
SELECT id, kind, type, title, description, platform, metadata, actor_id, occurred_at, engagement_points FROM (
    (SELECT id, 'interaction' AS kind, interaction_type AS type, title, description, platform, metadata,
            created_by AS actor_id, occurred_at, engagement_score AS engagement_points
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
            jsonb_build_object('done_at', done_at, 'due_at', due_at), COALESCE(assigned_to, created_by), created_at, NULL
     FROM contact_tasks
     WHERE contact_id = $1 AND ($2::text[] IS NULL OR 'task' = ANY($2))
       AND ($3::timestamptz IS NULL OR (created_at, id) < ($3, $4::uuid))
     ORDER BY created_at DESC, id DESC LIMIT $5)
) entries
ORDER BY occurred_at DESC, id DESC LIMIT $5;

-- name: make_partitions :one
-- role: system
SELECT make_interaction_partitions($1::date);
