-- name: decay_scores :one
-- role: system
-- The next 5,000 counters behind ($2, $3) whose score is not 0: those are written whose score is another now. The score
-- is worked out from the row as it is when it is written, so an interaction that arrives meanwhile counts.
WITH batch AS (
    SELECT project_id, contact_id FROM contact_stats
    WHERE engagement_score > 0 AND ($2::uuid IS NULL OR (project_id, contact_id) > ($2, $3::uuid))
    ORDER BY project_id, contact_id LIMIT 5000),
faded AS (
    UPDATE contact_stats s
    SET engagement_score = engagement_score(s.points, s.half_lives, s.points_at, $1::timestamptz)
    FROM batch b
    WHERE s.project_id = b.project_id AND s.contact_id = b.contact_id
      AND s.engagement_score <> engagement_score(s.points, s.half_lives, s.points_at, $1::timestamptz)
    RETURNING s.contact_id)
SELECT (SELECT count(*) FROM batch) AS read, (SELECT count(*) FROM faded) AS changed,
       (SELECT project_id FROM batch ORDER BY project_id DESC, contact_id DESC LIMIT 1) AS last_project,
       (SELECT contact_id FROM batch ORDER BY project_id DESC, contact_id DESC LIMIT 1) AS last_contact;
