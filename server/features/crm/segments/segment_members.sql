-- name: list_segment_members :many
-- $2: member, excluded; $3: the last contact of the page before.
SELECT m.contact_id, m.by_rule, m.by_hand, m.since FROM segment_members m
WHERE m.segment_id = $1 AND ($3::uuid IS NULL OR m.contact_id > $3)
  AND CASE WHEN $2 = 'excluded' THEN m.by_hand = 'excluded' ELSE m.is_member AND ($2 = 'member' OR m.by_hand = 'manual') END
ORDER BY m.contact_id LIMIT $4;

-- name: segments_of_contact :many
SELECT s.id, s.name, m.by_rule, m.by_hand, m.since
FROM segment_members m JOIN customer_segments s ON s.project_id = m.project_id AND s.id = m.segment_id
WHERE m.contact_id = $1 AND m.is_member ORDER BY s.name_folded, s.id;
