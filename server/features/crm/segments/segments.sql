-- name: list_segments :many
SELECT id, name, description, criteria, is_dynamic, contact_count, last_calculated_at, auto_add_to_campaigns,
       default_campaigns, status, error, next_evaluation_at, rule_version, created_by, created_at, updated_at, version
FROM customer_segments ORDER BY name_folded, id;

-- name: find_segment :maybe
SELECT id, name, description, criteria, is_dynamic, contact_count, last_calculated_at, auto_add_to_campaigns,
       default_campaigns, status, error, next_evaluation_at, rule_version, created_by, created_at, updated_at, version
FROM customer_segments WHERE id = $1;

-- name: count_segments :one
SELECT count(*) FROM customer_segments;

-- name: has_segments :one
SELECT EXISTS (SELECT 1 FROM customer_segments);

-- name: lock_segment_graph :exec
-- Two edits at once could close a cycle that neither sees.
SELECT pg_advisory_xact_lock(hashtextextended('segments of ' || current_setting('app.project_id'), 0));

-- name: segment_links :many
SELECT segment_id, substr(fact, 9)::uuid AS reads FROM segment_dependencies WHERE starts_with(fact, 'segment:');

-- name: segment_names :many
SELECT id, name FROM customer_segments WHERE id = ANY($1);

-- name: insert_segment :exec
INSERT INTO customer_segments (id, name, name_folded, description, criteria, is_dynamic, auto_add_to_campaigns,
                               default_campaigns, created_by, created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10);

-- name: update_segment :maybe
-- No row: another version, or gone. $10: the rule is another one, and is built anew.
UPDATE customer_segments SET name = $2, name_folded = $3, description = $4, criteria = $5, is_dynamic = $6,
       auto_add_to_campaigns = $7, default_campaigns = $8, updated_at = $9, version = version + 1,
       rule_version = rule_version + $10::boolean::int, build_number = build_number + $10::boolean::int,
       status = CASE WHEN $10 THEN 'waiting' ELSE status END,
       error = CASE WHEN $10 THEN NULL ELSE error END
WHERE id = $1 AND version = $11
RETURNING version;

-- name: delete_segment :maybe
DELETE FROM customer_segments WHERE id = $1 RETURNING id;

-- name: delete_dependencies :exec
DELETE FROM segment_dependencies WHERE segment_id = $1;

-- name: insert_dependencies :exec
INSERT INTO segment_dependencies (segment_id, fact) SELECT $1, unnest($2::text[]);

-- name: uses_of_segment :many
SELECT 'segment' AS kind, s.id, s.name FROM segment_dependencies d
JOIN customer_segments s ON s.project_id = d.project_id AND s.id = d.segment_id
WHERE d.fact = 'segment:' || $1::uuid::text
UNION ALL
SELECT 'view', v.id, v.name FROM saved_views v WHERE strpos(v.filter::text, $1::uuid::text) > 0
ORDER BY kind, name LIMIT 100;

-- name: find_view_to_copy :maybe
SELECT name, filter FROM saved_views WHERE id = $1 AND (shared OR created_by = $2);
