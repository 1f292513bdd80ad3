-- name: begin_build :maybe
-- No row: the segment is gone.
UPDATE customer_segments SET status = 'building', error = NULL, build_number = build_number + 1 WHERE id = $1
RETURNING build_number;

-- name: forget_exceptions :exec
DELETE FROM segment_build_exceptions WHERE segment_id = $1;

-- name: current_build :maybe
-- Held until the end, so that nobody is put into a segment that is being deleted.
SELECT build_number FROM customer_segments WHERE id = $1 FOR KEY SHARE;

-- name: commit_without_waiting :exec
-- For the disk: what a crash takes with it, the build finds again as a difference. Two hundred portions would wait a second
-- together, and everybody's commit with them.
SELECT set_config('synchronous_commit', 'off', true);

-- name: members_by_rule :many
SELECT contact_id FROM segment_members WHERE segment_id = $1 AND by_rule;

-- name: end_build :exec
-- Counted anew, so that no slip lives longer than until the next build.
UPDATE customer_segments SET status = 'ready', last_calculated_at = $2, next_evaluation_at = $3,
       contact_count = (SELECT count(*) FROM segment_members WHERE segment_id = $1 AND is_member)
WHERE id = $1 AND build_number = $4;

-- name: mark_broken :exec
UPDATE customer_segments SET status = 'broken', error = $2, next_evaluation_at = NULL WHERE id = $1;
